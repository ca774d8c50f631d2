//! Clubs and their members: two modules with what imports need.

use catalog::{Catalog, Module};
use kernel::Language;
use std::sync::Arc;

const LABELS: &str = r#"
[member.field]
last_name = "Nachname"
joined_on = "Beigetreten"

[picklist.branch]
sport = "Sport"
music = "Musik"
"#;

/// The catalog of the clubs.
pub fn catalog() -> Catalog {
    let mut catalog = Catalog::read(&[include_str!("club.toml"), include_str!("member.toml")])
        .unwrap_or_else(|error| panic!("{error}"));
    catalog.add_texts(Language::De, "", LABELS).expect("labels");
    catalog
}

/// One of its modules.
pub fn module(code: &str) -> Arc<Module> {
    catalog().module(code).expect("a module of the clubs").clone()
}
