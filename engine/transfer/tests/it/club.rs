//! Clubs and their members: two modules with what imports need.

use std::sync::Arc;

use catalog::{Catalog, Module};
use kernel::Language;
use testkit::Setting;

const LABELS: &str = r#"
[member.field]
salutation = "Anrede"
first_name = "Vorname"
last_name = "Nachname"
club = "Verein"
job = "Tätigkeit"
phone = "Telefon"
email = "E-Mail"
address = "Adresse"
birthday = "Geburtstag"
joined_on = "Beigetreten"
joined_at = "Beigetreten um"
fee = "Beitrag"
share = "Anteil"
starts = "Beginn"
length = "Dauer"
gazette = "Rundbrief"
hobbies = "Hobbys"
state = "Stand"
lives_at = "Wohnt bei"
profile = "Profil"
website = "Webseite"
owner = "Zuständig"
notes = "Notizen"

[parcel.field]
subject = "Betreff"
club = "Verein"
lines = "Inhalt"

[content.field]
thing = "Ding"
name = "Name"
note = "Notiz"
pieces = "Stück"
measure = "Maß"
fee = "Gebühr"
off = "Nachlass"
worth = "Wert"

[content.kind]
item = "Posten"
group = "Gruppe"

[picklist.branch]
sport = "Sport"
music = "Musik"
"#;

/// The catalog of the clubs.
pub fn catalog() -> Catalog {
    setting().catalog()
}

/// The clubs as modules of a scenario.
pub fn setting() -> Setting {
    Setting {
        definitions: vec![
            include_str!("club.toml"),
            include_str!("member.toml"),
            include_str!("thing.toml"),
            include_str!("content.toml"),
            include_str!("parcel.toml"),
        ],
        behaviors: Vec::new(),
        texts: vec![
            (Language::De, LABELS),
            (Language::De, include_str!("../../../../locales/de/transfer.toml")),
            (Language::En, include_str!("../../../../locales/en/transfer.toml")),
        ],
    }
}

/// One of its modules.
pub fn module(code: &str) -> Arc<Module> {
    catalog().module(code).expect("a module of the clubs").clone()
}
