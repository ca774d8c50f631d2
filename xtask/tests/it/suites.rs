//! A library is built once more for its tests exactly when it holds some.

use crate::tree::{self, File};

fn check(manifest: &File, sources: &[&File]) -> Option<String> {
    let table: toml::Table = manifest.text.parse().expect("cargo has read it as well");
    let said = table.get("lib").and_then(|library| library.get("test"));
    let is_built = said.and_then(toml::Value::as_bool) != Some(false);
    let marks = ["#[cfg(test)]", "#[test]"];
    let has_tests = sources.iter().any(|file| marks.iter().any(|mark| file.text.contains(mark)));
    let fault = match (has_tests, is_built) {
        (true, false) => "its tests are not built; remove `test = false`",
        (false, true) => "no tests in `src`; say `test = false` under `[lib]`",
        _ => return None,
    };
    Some(format!("{}: {fault}", manifest.path))
}

#[test]
fn libraries_with_tests_are_built_for_them() {
    let files = tree::rust();
    let mut problems = Vec::new();
    for manifest in tree::files(&["engine", "modules"], &["/Cargo.toml"]) {
        let source = format!("{}src/", manifest.path.trim_end_matches("Cargo.toml"));
        let sources: Vec<&File> =
            files.iter().filter(|file| file.path.starts_with(&source)).collect();
        problems.extend(check(&manifest, &sources));
    }
    tree::assert_none(&problems);
}

#[test]
fn tests_that_nothing_builds_are_found() {
    let tested = File::sample("engine/x/src/a.rs", "#[cfg(test)]\nmod tests;\n");
    let plain = File::sample("engine/x/src/b.rs", "fn sum() {}\n");
    let silent = File::sample("engine/x/Cargo.toml", "[lib]\ntest = false\n");
    let open = File::sample("engine/x/Cargo.toml", "[package]\nname = \"x\"\n");
    assert!(check(&silent, &[&tested, &plain]).is_some());
    assert!(check(&open, &[&plain]).is_some());
    assert!(check(&silent, &[&plain]).is_none());
    assert!(check(&open, &[&tested]).is_none());
}
