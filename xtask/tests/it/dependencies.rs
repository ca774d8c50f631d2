//! Each dependency is explained once, written once, and used.

use crate::scan;
use crate::tree::{self, File};
use std::collections::BTreeSet;

/// Lines of `[workspace.dependencies]` without a sentence above them; our own crates share one.
fn unexplained(manifest: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut is_inside = false;
    let mut previous = "";
    for line in manifest.lines() {
        let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
        let is_entry = is_inside && !name.is_empty() && !line.starts_with(['#', '[']);
        if line.starts_with('[') {
            is_inside = line == "[workspace.dependencies]";
        } else if is_entry && !line.contains("path = ") && !is_sentence(previous) {
            problems.push(format!("Cargo.toml: no sentence above `{name}` says what it is for"));
        }
        previous = line;
    }
    problems
}

fn is_sentence(line: &str) -> bool {
    line.starts_with("# ") && line.ends_with('.') && line.contains(' ')
}

/// Names that the workspace offers.
fn offered(manifest: &str) -> BTreeSet<String> {
    let manifest: toml::Table = manifest.parse().expect("cargo has read it as well");
    let table = manifest["workspace"]["dependencies"].as_table().expect("the table is there");
    table.keys().cloned().collect()
}

/// Names that one crate asks for, and lines that bring their own version.
fn asked(manifest: &File, problems: &mut Vec<String>) -> BTreeSet<String> {
    let table: toml::Table = manifest.text.parse().expect("cargo has read it as well");
    let mut names = BTreeSet::new();
    for section in ["dependencies", "build-dependencies", "dev-dependencies"] {
        for (name, value) in
            table.get(section).and_then(toml::Value::as_table).into_iter().flatten()
        {
            if value.get("workspace").and_then(toml::Value::as_bool) != Some(true) {
                problems.push(format!("{}: `{name}` has a version of its own", manifest.path));
            }
            names.insert(name.clone());
        }
    }
    names
}

/// Dependencies of a crate that none of its files names.
fn unused(manifest: &File, names: &BTreeSet<String>, sources: &[&File]) -> Vec<String> {
    let is_named = |name: &str| {
        let word = name.replace('-', "_");
        sources.iter().any(|file| {
            file.text
                .lines()
                .any(|line| !line.trim_start().starts_with("//") && scan::has_word(line, &word))
        })
    };
    names
        .iter()
        .filter(|name| !is_named(name))
        .map(|name| format!("{}: `{name}` is not used", manifest.path))
        .collect()
}

/// What every crate takes from the workspace, and how it is named.
fn check_package(manifest: &File) -> Vec<String> {
    let table: toml::Table = manifest.text.parse().expect("cargo has read it as well");
    let mut problems = Vec::new();
    let package = &table["package"];
    for key in ["version", "edition", "rust-version", "license", "publish"] {
        let value = package.get(key).and_then(|value| value.get("workspace"));
        if value.and_then(toml::Value::as_bool) != Some(true) {
            problems.push(format!("{}: write `{key}.workspace = true`", manifest.path));
        }
    }
    let lints = table.get("lints").and_then(|lints| lints.get("workspace"));
    if lints.and_then(toml::Value::as_bool) != Some(true) {
        problems.push(format!("{}: does not take the lints of the workspace", manifest.path));
    }
    let folder = manifest.path.rsplit('/').nth(1);
    if package["name"].as_str() != folder {
        problems.push(format!("{}: folder and package have two names", manifest.path));
    }
    problems
}

#[test]
fn dependencies_are_explained_and_used() {
    let workspace = tree::file("Cargo.toml").text;
    let mut problems = unexplained(&workspace);
    let mut needed = BTreeSet::new();
    let files = tree::rust();
    for manifest in tree::files(&["engine", "modules", "server", "xtask"], &["/Cargo.toml"]) {
        problems.extend(check_package(&manifest));
        let names = asked(&manifest, &mut problems);
        let folder = manifest.path.trim_end_matches("/Cargo.toml");
        let sources: Vec<&File> =
            files.iter().filter(|file| file.crate_folder() == Some(folder)).collect();
        problems.extend(unused(&manifest, &names, &sources));
        needed.extend(names);
    }
    let spare = offered(&workspace).into_iter().filter(|name| !needed.contains(name));
    problems.extend(spare.map(|name| format!("Cargo.toml: no crate asks for `{name}`")));
    tree::assert_none(&problems);
}

#[test]
fn a_dependency_without_a_sentence_is_found() {
    let manifest = "[workspace.dependencies]\nkernel = { path = \"x\" }\n# What for.\na = \"1\"\n\
                    b = \"1\"\n# half\nc = { version = \"1\" }\n";
    assert_eq!(unexplained(manifest).len(), 2);
    assert_eq!(offered("[workspace.dependencies]\na = \"1\"\n").len(), 1);
}

#[test]
fn an_unused_or_private_dependency_is_found() {
    let text = "[package]\nname = \"x\"\n[dependencies]\na-b.workspace = true\nc = \"1\"\n";
    let manifest = File::sample("engine/x/Cargo.toml", text);
    let source = File::sample("engine/x/src/lib.rs", "use a_b::d;\n// c is spoken of only\n");
    let mut problems = Vec::new();
    let names = asked(&manifest, &mut problems);
    assert_eq!(problems.len(), 1);
    assert_eq!(unused(&manifest, &names, &[&source]), ["engine/x/Cargo.toml: `c` is not used"]);
}

#[test]
fn a_package_of_its_own_kind_is_found() {
    let text = "[package]\nname = \"y\"\nversion = \"1.0.0\"\n";
    assert_eq!(check_package(&File::sample("engine/x/Cargo.toml", text)).len(), 7);
}
