//! `cargo xtask fields`: typed names of fields from the definitions, one file beside each.

use crate::workspace;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What to do with the files.
#[derive(clap::Args)]
pub struct Options {
    /// Write nothing; fail when a file is not what its definition says.
    #[arg(long)]
    check: bool,
}

/// Writes `fields.rs` beside every definition, or checks that it is up to date.
pub fn run(options: &Options) -> Result<()> {
    let mut stale = Vec::new();
    for definition in definitions()? {
        let text = std::fs::read_to_string(&definition)?;
        let wanted = generate(&text).with_context(|| definition.display().to_string())?;
        let file = definition.with_file_name("fields.rs");
        if std::fs::read_to_string(&file).is_ok_and(|present| present == wanted) {
            continue;
        }
        if !options.check {
            std::fs::write(&file, wanted)?;
            println!("{} written", file.display());
        }
        stale.push(file.display().to_string());
    }
    if options.check && !stale.is_empty() {
        bail!("run `cargo xtask fields`, these are old:\n{}", stale.join("\n"));
    }
    Ok(())
}

/// The Rust file for a definition.
fn generate(definition: &str) -> Result<String> {
    let table: toml::Table = definition.parse()?;
    let named = table.get("module").or_else(|| table.get("shape"));
    let module = named.and_then(toml::Value::as_str).context("no `module` and no `shape`")?;
    let fields = table.get("fields").and_then(toml::Value::as_table).context("no `[fields]`")?;
    let mut imports = BTreeSet::new();
    let mut constants = String::new();
    // The order of a table depends on features that another crate may switch on.
    for (name, field) in BTreeMap::from_iter(fields) {
        let kind = field.get("type").and_then(toml::Value::as_str);
        let kind = kind.with_context(|| format!("`{name}` has no type"))?;
        let several = field.get("several").and_then(toml::Value::as_bool).unwrap_or(false);
        let held = if several { "Vec<Entry>" } else { held(kind).with_context(|| name.clone())? };
        imports.extend(import(held));
        let constant = name.to_uppercase();
        writeln!(constants, "\n/// The field `{name}`.")?;
        writeln!(constants, "pub const {constant}: Field<{held}> = Field::new(\"{name}\");")?;
    }
    let mut file = format!(
        "//! Typed names of the fields of `{module}`; `cargo xtask fields` writes this file.\n\n"
    );
    let imports: Vec<&str> = imports.into_iter().collect();
    match imports.as_slice() {
        [] => {}
        [one] => writeln!(file, "use kernel::{one};")?,
        several => writeln!(file, "use kernel::{{{}}};", several.join(", "))?,
    }
    Ok(format!("{file}use records::Field;\n{constants}"))
}

/// The Rust type that a field type holds.
fn held(kind: &str) -> Result<&'static str> {
    Ok(match kind {
        "text" | "long_text" | "email" | "phone" | "url" | "number" | "picklist" | "stage" => {
            "String"
        }
        "decimal" | "percent" => "Decimal",
        "money" => "Money",
        "date" => "Date",
        "datetime" => "Instant",
        "time" => "Time",
        "duration" => "i64",
        "bool" => "bool",
        "multi_picklist" => "Vec<String>",
        "address" => "Address",
        "geo" => "GeoPoint",
        "rich_text" => "RichText",
        "link" => "Link",
        "user" => "PrincipalId",
        "file" | "image" => "FileRef",
        "lines" => "Vec<Line>",
        other => bail!("field type `{other}` is not known to `cargo xtask fields`"),
    })
}

fn import(held: &'static str) -> Option<&'static str> {
    match held {
        "String" | "i64" | "bool" | "Vec<String>" => None,
        "Vec<Entry>" => Some("Entry"),
        "Vec<Line>" => Some("Line"),
        value => Some(value),
    }
}

/// All files `modules/AREA/src/MODULE/MODULE.toml` whose folder asks for typed names.
fn definitions() -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for area in folders(&workspace::root().join("modules"))? {
        for module in folders(&area.join("src"))? {
            let name = module.file_name().expect("a folder has a name").to_string_lossy();
            let definition = module.join(format!("{name}.toml"));
            let is_wanted = definition.is_file() && asks_for_fields(&module.join("mod.rs"));
            found.extend(is_wanted.then_some(definition));
        }
    }
    found.sort();
    Ok(found)
}

// Without rules nobody names a field, and the folder needs no such file.
fn asks_for_fields(contents: &Path) -> bool {
    let text = std::fs::read_to_string(contents).unwrap_or_default();
    text.lines().any(|line| line.trim_start_matches("pub ") == "mod fields;")
}

fn folders(parent: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(parent).with_context(|| parent.display().to_string())?;
    let paths = entries.flatten().map(|entry| entry.path());
    Ok(paths.filter(|path| path.is_dir()).collect())
}

#[cfg(test)]
mod tests {
    use super::generate;

    #[test]
    fn each_field_becomes_a_typed_constant() {
        let definition = "module = 'book'\n[fields]\ntitle = { type = 'text' }\n\
                          due_on = { type = 'date' }\n\
                          mails = { type = 'email', several = true }\n";
        let expected = "\
//! Typed names of the fields of `book`; `cargo xtask fields` writes this file.

use kernel::{Date, Entry};
use records::Field;

/// The field `due_on`.
pub const DUE_ON: Field<Date> = Field::new(\"due_on\");

/// The field `mails`.
pub const MAILS: Field<Vec<Entry>> = Field::new(\"mails\");

/// The field `title`.
pub const TITLE: Field<String> = Field::new(\"title\");
";
        assert_eq!(generate(definition).unwrap(), expected);
    }

    #[test]
    fn an_unknown_type_is_refused() {
        let error = generate("module = 'book'\n[fields]\ntitle = { type = 'txt' }\n").unwrap_err();
        assert!(format!("{error:#}").contains("`txt`"), "{error:#}");
    }
}
