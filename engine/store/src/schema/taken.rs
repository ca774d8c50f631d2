//! Names that a definition cannot use, because the program's own tables and columns have them.

use std::collections::BTreeSet;

use catalog::{Catalog, Module};
use kernel::{Error, Result};

use super::sync::columns_of_module;
use super::system::MIGRATIONS;

/// Refuses a catalog whose tables or columns would meet others.
///
/// # Errors
/// The first name that is taken, in words for whoever writes definitions.
pub fn refuse_taken(catalog: &Catalog) -> Result<()> {
    catalog.modules().iter().try_for_each(|module| refuse_in(module))
}

fn refuse_in(module: &Module) -> Result<()> {
    let (code, plural) = (&module.code, &module.plural);
    let is_ours = |name: &str| name.starts_with("search_") || name.starts_with("sqlite_");
    if is_ours(plural) || MIGRATIONS.iter().flat_map(|m| *m).any(|table| table.name == plural) {
        return Err(Error::internal(format!("{code}: the program has a table `{plural}` itself")));
    }
    let mut seen = BTreeSet::from(["row".to_owned()]);
    for column in columns_of_module(module) {
        if !seen.insert(column.name.clone()) {
            let name = column.name;
            return Err(Error::internal(format!("{code}: two fields need the column `{name}`")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(plural: &str, fields: &str) -> String {
        let text = format!(
            "module = 'book'\nplural = '{plural}'\ntitle = '{{name}}'\narea = 'tools'\n\
             icon = 'book'\n[fields]\nname = {{ type = 'text' }}\n{fields}\n[list]\n\
             columns = ['name']\nsort = 'title'\n"
        );
        let catalog = Catalog::read(&[&text]).expect("a definition");
        refuse_taken(&catalog).map_or_else(|error| format!("{error:?}"), |()| "nothing".into())
    }

    #[test]
    fn tables_and_columns_of_the_program_are_left_alone() {
        assert_eq!(refusal("books", "home = { type = 'address' }"), "nothing");
        for plural in ["sessions", "users", "search_docs"] {
            assert!(refusal(plural, "").contains(&format!("a table `{plural}`")), "{plural}");
        }
        for name in ["version", "title", "row", "created_at"] {
            let told = refusal("books", &format!("{name} = {{ type = 'text' }}"));
            assert!(told.contains(&format!("the column `{name}`")), "{name}: {told}");
        }
        let twice = "home = { type = 'address' }\nhome_city = { type = 'text' }";
        assert!(refusal("books", twice).contains("the column `home_city`"));
    }
}
