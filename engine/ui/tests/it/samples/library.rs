//! The catalog of the library, its texts, and whom its values point to.

use catalog::{Catalog, Field};
use kernel::{
    Address, Currency, Date, Entry, FileId, FileRef, Instant, Language, Locale, PrincipalId,
    RecordId, Value,
};
use ui::model::{ModuleHead, Person};
use ui::{Cx, Names, RecordName};

const TEXTS: [(Language, &str); 12] = [
    (Language::De, include_str!("../../../../../locales/de/engine.toml")),
    (Language::De, include_str!("../../../../../locales/de/house.toml")),
    (Language::De, include_str!("../../../../../locales/de/own.toml")),
    (Language::De, include_str!("../../../../../locales/de/ui.toml")),
    (Language::De, include_str!("../../../../../locales/de/ui_list.toml")),
    (Language::De, include_str!("../../../../../locales/de/ui_record.toml")),
    (Language::En, include_str!("../../../../../locales/en/engine.toml")),
    (Language::En, include_str!("../../../../../locales/en/house.toml")),
    (Language::En, include_str!("../../../../../locales/en/own.toml")),
    (Language::En, include_str!("../../../../../locales/en/ui.toml")),
    (Language::En, include_str!("../../../../../locales/en/ui_list.toml")),
    (Language::En, include_str!("../../../../../locales/en/ui_record.toml")),
];

const MORE_TEXTS: [(Language, &str); 8] = [
    (Language::De, include_str!("../../../../../locales/de/filter.toml")),
    (Language::De, include_str!("../../../../../locales/de/sign_in.toml")),
    (Language::De, include_str!("../../../../../locales/de/transfer.toml")),
    (Language::De, include_str!("house.de.toml")),
    (Language::En, include_str!("../../../../../locales/en/filter.toml")),
    (Language::En, include_str!("../../../../../locales/en/sign_in.toml")),
    (Language::En, include_str!("../../../../../locales/en/transfer.toml")),
    (Language::En, include_str!("house.en.toml")),
];

/// A library as one person sees it.
pub struct Library {
    catalog: Catalog,
    locale: Locale,
    names: Names,
}

/// People of the library: position in their ids, and name.
pub const PEOPLE: [(u8, &str); 3] =
    [(150, "Jana Reuter"), (40, "Tobias Krämer"), (80, "Sabine Lorenz")];

impl Library {
    /// Opens the library in a language.
    pub fn new(language: Language) -> Self {
        let definitions = [include_str!("house.toml"), include_str!("member.toml")];
        let mut catalog = Catalog::read(&definitions).expect("the sample definitions are sound");
        for (language, text) in TEXTS.into_iter().chain(MORE_TEXTS) {
            catalog.add_texts(language, "", text).expect("the texts are sound");
        }
        let mut names = Names {
            currencies: vec![Currency::EUR, currency("CHF"), currency("USD")],
            ..Names::default()
        };
        for (n, name) in PEOPLE {
            names.people.insert(principal(n), name.into());
        }
        Library { catalog, locale: Locale::new(language), names }
    }

    /// What rendering needs.
    pub fn cx(&self) -> Cx<'_> {
        Cx {
            catalog: &self.catalog,
            locale: &self.locale,
            now: at("2026-11-23T10:15:00Z"),
            names: &self.names,
            csrf: "the-token",
        }
    }

    /// Makes a record known under an id.
    pub fn know(&mut self, n: u8, title: &str, is_person: bool) {
        let (plural, icon) =
            if is_person { ("members", "book-user") } else { ("houses", "building-2") };
        let name = RecordName {
            title: title.into(),
            href: format!("/{plural}/{}", record(n)),
            icon: icon.into(),
            is_person,
        };
        self.names.records.insert(record(n), name);
    }

    /// Makes a file known that a form may keep or bring.
    pub fn know_file(&mut self, file: FileRef) {
        self.names.files.insert(file.id, file);
    }

    /// A text in German or in English.
    pub fn say(&self, german: &str, english: &str) -> String {
        match self.locale.language {
            Language::De => german.into(),
            Language::En => english.into(),
        }
    }

    /// A field of a module with its label.
    pub fn field(&self, module: &str, name: &str) -> (&Field, String) {
        let field = self.catalog.module(module).and_then(|module| module.field(name));
        let label = self.cx().find(&format!("{module}.field.{name}")).unwrap_or(name).to_owned();
        (field.unwrap_or_else(|| panic!("{module} has a field {name}")), label)
    }

    /// The houses.
    pub fn houses(&self) -> ModuleHead {
        ModuleHead {
            code: "house".into(),
            href: "/houses".into(),
            many: self.say("Verlage", "Publishers"),
            one: self.say("Verlag", "Publisher"),
            icon: "building-2".into(),
            hue: Some(210),
            is_person: false,
        }
    }

    /// The members.
    pub fn members(&self) -> ModuleHead {
        ModuleHead {
            code: "member".into(),
            href: "/members".into(),
            many: self.say("Mitglieder", "Members"),
            one: self.say("Mitglied", "Member"),
            icon: "book-user".into(),
            hue: Some(210),
            is_person: true,
        }
    }
}

/// An instant.
pub fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).expect("a written instant")
}

/// A day.
pub fn day(text: &str) -> Value {
    Value::Date(Date::parse_iso(text).expect("a written day"))
}

/// A number.
pub fn decimal(text: &str) -> kernel::Decimal {
    kernel::parse_decimal(text).expect("a written number")
}

/// A currency.
pub fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a written currency")
}

/// Bytes of an id; the colour follows from the last one.
pub fn bytes(n: u8) -> [u8; 16] {
    let mut bytes = [7; 16];
    (bytes[6], bytes[8], bytes[14], bytes[15]) = (0x70, 0x80, n, n.wrapping_mul(37));
    bytes
}

/// Id of a record.
pub fn record(n: u8) -> RecordId {
    RecordId::from_bytes(&bytes(n)).expect("sixteen bytes")
}

/// Id of a person.
pub fn principal(n: u8) -> PrincipalId {
    let mut bytes = bytes(n);
    bytes[15] = n;
    PrincipalId::from_bytes(&bytes).expect("sixteen bytes")
}

/// A person of the library.
pub fn person(index: usize) -> Person {
    let (n, name) = PEOPLE[index];
    Person { id: principal(n), name: name.into(), picture: None }
}

/// A file.
pub fn file(n: u8, name: &str, size: u64) -> FileRef {
    FileRef {
        id: FileId::from_bytes(&bytes(n)).expect("sixteen bytes"),
        name: name.into(),
        size,
        media_type: "application/pdf".into(),
    }
}

/// Entries with their labels.
pub fn several(entries: &[(&str, &str)]) -> Value {
    let entry = |(label, text): &(&str, &str)| Entry {
        label: (*label).into(),
        value: Value::Text((*text).into()),
    };
    Value::Several(entries.iter().map(entry).collect())
}

/// An address.
pub fn place(street: &str, zip: &str, city: &str) -> Value {
    Value::Address(Address {
        street: street.into(),
        zip: zip.into(),
        city: city.into(),
        country: "DE".into(),
        ..Address::default()
    })
}
