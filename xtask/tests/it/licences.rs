//! Licences and bans of deny.toml, held against what cargo would build.

use crate::tree;
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

struct Rules {
    licences: BTreeSet<String>,
    banned: BTreeSet<String>,
    single: BTreeSet<String>,
}

/// One foreign package.
#[derive(Debug, Default)]
struct Package {
    name: String,
    version: String,
    licence: Option<String>,
    source: String,
}

fn rules(text: &str) -> Rules {
    let table: toml::Table = text.parse().expect("deny.toml is TOML");
    let texts = |value: &toml::Value| -> BTreeSet<String> {
        let array = value.as_array().expect("a list").iter();
        array.filter_map(|entry| entry.as_str().map(str::to_owned)).collect()
    };
    let bans = table["bans"]["deny"].as_array().expect("a list of tables");
    let is_single = |ban: &&toml::Value| ban.get("deny-multiple-versions").is_some();
    let name = |ban: &toml::Value| ban["name"].as_str().expect("a ban has a name").to_owned();
    Rules {
        licences: texts(&table["licenses"]["allow"]),
        banned: bans.iter().filter(|ban| !is_single(ban)).map(name).collect(),
        single: bans.iter().filter(is_single).map(name).collect(),
    }
}

fn check(rules: &Rules, packages: &[Package]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for package in packages {
        let called = format!("{} {}", package.name, package.version);
        match &package.licence {
            None => problems.push(format!("{called}: names no licence")),
            Some(licence) if !is_allowed(licence, &rules.licences) => {
                problems.push(format!("{called}: licence {licence}"));
            }
            Some(_) => {}
        }
        if rules.banned.contains(&package.name) {
            problems.push(format!("{called}: banned by deny.toml"));
        }
        if !package.source.starts_with("registry+") {
            problems.push(format!("{called}: comes from {}", package.source));
        }
        if !seen.insert(&package.name) && rules.single.contains(&package.name) {
            problems.push(format!("{called}: a second copy"));
        }
    }
    problems
}

// SPDX: `AND` binds tighter than `OR`; the old `/` means `OR`.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut place = 0;
    any_of(&words, &mut place, allowed) && place == words.len()
}

fn any_of(words: &[&str], place: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut is_allowed = all_of(words, place, allowed);
    while words.get(*place) == Some(&"OR") {
        *place += 1;
        is_allowed |= all_of(words, place, allowed);
    }
    is_allowed
}

fn all_of(words: &[&str], place: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut is_allowed = one(words, place, allowed);
    while words.get(*place) == Some(&"AND") {
        *place += 1;
        is_allowed &= one(words, place, allowed);
    }
    is_allowed
}

fn one(words: &[&str], place: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let Some(word) = words.get(*place) else {
        return false;
    };
    *place += 1;
    if *word == "(" {
        let is_allowed = any_of(words, place, allowed);
        let is_closed = words.get(*place) == Some(&")");
        *place += 1;
        return is_allowed && is_closed;
    }
    let mut licence = (*word).to_owned();
    if let (Some(&"WITH"), Some(exception)) = (words.get(*place), words.get(*place + 1)) {
        licence = format!("{licence} WITH {exception}");
        *place += 2;
    }
    allowed.contains(&licence)
}

fn packages() -> Vec<Package> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(tree::root())
        .output()
        .expect("cargo runs, it started this test");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo metadata --locked: {error}");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let all = metadata["packages"].as_array().expect("a list of packages").iter();
    all.filter_map(|package| {
        Some(Package {
            source: text(&package["source"])?,
            name: text(&package["name"])?,
            version: text(&package["version"])?,
            licence: text(&package["license"]),
        })
    })
    .collect()
}

#[test]
fn everything_built_in_is_allowed() {
    let packages = packages();
    assert!(packages.iter().any(|package| package.name == "serde_json"), "the list is whole");
    tree::assert_none(&check(&rules(&tree::file("deny.toml").text), &packages));
}

#[test]
fn licences_are_read_as_expressions() {
    let allowed = ["MIT", "BSD-3-Clause", "Apache-2.0 WITH LLVM-exception"];
    let allowed: BTreeSet<String> = allowed.map(str::to_owned).into();
    let check = |expression| is_allowed(expression, &allowed);
    assert!(check("MIT"));
    assert!(check("GPL-3.0 OR MIT"));
    assert!(check("GPL-3.0/MIT"));
    assert!(check("(GPL-3.0 OR MIT) AND BSD-3-Clause"));
    assert!(check("Apache-2.0 WITH LLVM-exception"));
    assert!(!check("Apache-2.0"));
    assert!(!check("MIT AND GPL-3.0"));
    assert!(!check("GPL-3.0 OR MIT AND AGPL-3.0"));
    assert!(!check("(MIT"));
    assert!(!check(""));
}

#[test]
fn what_is_not_allowed_is_found() {
    let rules = rules(
        "[licenses]\nallow = ['MIT']\n[bans]\n\
         deny = [{ name = 'bad' }, { name = 'one', deny-multiple-versions = true }]\n",
    );
    let package = |name: &str, licence: Option<&str>| Package {
        name: name.into(),
        version: "1.0.0".into(),
        licence: licence.map(str::to_owned),
        source: "registry+somewhere".into(),
    };
    let found = |packages: &[Package]| check(&rules, packages).len();
    assert_eq!(found(&[package("a", Some("GPL-3.0"))]), 1);
    assert_eq!(found(&[package("a", None)]), 1);
    assert_eq!(found(&[package("bad", Some("MIT"))]), 1);
    assert_eq!(found(&[package("one", Some("MIT")), package("one", Some("MIT"))]), 1);
    assert_eq!(found(&[Package { source: "git+x".into(), ..package("a", Some("MIT")) }]), 1);
    assert_eq!(found(&[package("a", Some("MIT")), package("a", Some("MIT"))]), 0);
}
