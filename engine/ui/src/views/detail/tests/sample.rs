//! A library with its texts, one book of it, and page models of that book.

use catalog::{Catalog, Field};
use kernel::{
    Address, Date, Entry, FileId, FileRef, Instant, Language, Link, Locale, Money, PrincipalId,
    RecordId, Value,
};

use crate::model::{Count, Duplicate, Go, MenuItem, ModuleHead, Person, RecordLine, Tag, Tone};
use crate::views::detail::{
    BlockView, CommentView, Composer, DetailPage, Event, EventKind, FactMark, FactView,
    FieldChange, FileBlock, FileLine, Place, RelatedBlock, RelatedRow, Switch, TabLink, Timeline,
};
use crate::{Cx, Names, RecordName};

const BOOK: &str = r#"
module = "book"
plural = "books"
title = "{name}"
area = "library"
icon = "book-open"
number = { series = "book", form = "B-{counter}" }

[fields]
shelf_mark = { type = "number" }
name = { type = "text", required = true, sort = true }
status = { type = "picklist", list = "status" }
topics = { type = "multi_picklist", list = "topic" }
pages = { type = "decimal" }
value = { type = "money" }
printed_on = { type = "date" }
lent_at = { type = "datetime" }
reading_time = { type = "duration" }
is_lent = { type = "bool" }
website = { type = "url" }
email = { type = "email", several = true, labels = ["work", "home"] }
place = { type = "address" }
sequel_of = { type = "link", to = "book" }
keeper = { type = "user", required = true }
scan = { type = "file" }
blurb = { type = "long_text" }

[list]
columns = ["name"]
sort = "name"

[[relation]]
name = "readers"
to = "book"
roles = "role"

[picklist]
status = [{ code = "there", hue = 150 }, { code = "lent", hue = 50 }]
topic = ["sea", "land"]
role = ["reader", "keeper"]
"#;

const BLOCKS: [(&str, &[&str]); 3] = [
    ("general", &["shelf_mark", "name", "status", "topics", "sequel_of", "keeper"]),
    ("print", &["pages", "value", "printed_on", "website", "email", "place", "scan"]),
    ("loan", &["is_lent", "lent_at", "reading_time", "blurb"]),
];

/// Everything that page models point to.
pub(crate) struct Library {
    catalog: Catalog,
    locale: Locale,
    names: Names,
    keeper: Person,
}

impl Library {
    pub fn new(language: Language) -> Self {
        let mut catalog = Catalog::read(&[BOOK]).unwrap_or_else(|error| panic!("{error}"));
        for (language, text) in [
            (Language::De, include_str!("../../../../../../locales/de/ui.toml")),
            (Language::De, include_str!("../../../../../../locales/de/ui_list.toml")),
            (Language::De, include_str!("../../../../../../locales/de/ui_record.toml")),
            (Language::De, include_str!("../../../../../../locales/de/engine.toml")),
            (Language::En, include_str!("../../../../../../locales/en/ui.toml")),
            (Language::En, include_str!("../../../../../../locales/en/ui_list.toml")),
            (Language::En, include_str!("../../../../../../locales/en/ui_record.toml")),
            (Language::En, include_str!("../../../../../../locales/en/engine.toml")),
        ] {
            catalog.add_texts(language, "", text).unwrap();
        }
        let keeper =
            Person { id: PrincipalId::new(), name: "Dr. Annika Brandt".into(), picture: None };
        let mut names = Names::default();
        names.people.insert(keeper.id, keeper.name.clone());
        Library { catalog, locale: Locale::new(language), names, keeper }
    }

    pub fn cx(&self) -> Cx<'_> {
        Cx {
            catalog: &self.catalog,
            locale: &self.locale,
            now: at("2026-11-23T09:42:00Z"),
            names: &self.names,
            csrf: "the-token",
        }
    }

    pub fn field(&self, name: &str) -> &Field {
        self.catalog.module("book").unwrap().field(name).unwrap()
    }

    pub fn blocks(&self) -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
        BLOCKS.into_iter()
    }

    pub fn keeper(&self) -> Person {
        self.keeper.clone()
    }

    /// Names another book, so that values can point to it.
    pub fn other(&mut self, title: &str) -> RecordLine {
        let id = RecordId::new();
        let href = format!("/books/{id}");
        let icon = "book-open".to_owned();
        let name = RecordName { title: title.into(), href: href.clone(), icon, is_person: false };
        self.names.records.insert(id, name);
        RecordLine {
            id,
            title: title.into(),
            href,
            is_person: false,
            note: "Roman, 1979".into(),
            badge: Some(Tag { label: "Leser".into(), hue: Some(190) }),
        }
    }

    /// A value of the book at hand.
    pub fn value(&self, name: &str) -> Value {
        let text = Value::text;
        match name {
            "shelf_mark" => text("B-10284"),
            "name" => text("Der Schimmelreiter <Novelle> & mehr"),
            "status" => text("lent"),
            "topics" => Value::Codes(vec!["sea".into(), "land".into()]),
            "pages" => Value::Decimal(1284.into()),
            "value" => Value::Money(Money { amount: 27.into(), currency: kernel::Currency::EUR }),
            "printed_on" => Value::Date(Date::new(2026, 3, 12).unwrap()),
            "lent_at" => Value::Instant(at("2026-11-20T10:00:00Z")),
            "is_lent" => Value::Bool(true),
            "website" => text("https://bibliothek.example/schimmelreiter"),
            "email" => Value::Several(vec![
                Entry { label: "work".into(), value: text("ausleihe@bibliothek.example") },
                Entry { label: "home".into(), value: text("regal@bibliothek.example") },
            ]),
            "place" => Value::Address(Address {
                street: "An der Flutrinne 18".into(),
                zip: "01139".into(),
                city: "Dresden".into(),
                country: "DE".into(),
                ..Address::default()
            }),
            "sequel_of" => match self.names.records.first_key_value() {
                Some((id, _)) => Value::Link(Link::new("book", *id)),
                None => Value::Empty,
            },
            "keeper" => Value::Principal(self.keeper.id),
            "blurb" => text("Am Deich.\nEin Reiter im Sturm."),
            _ => Value::Empty,
        }
    }

    pub fn fact(&self, name: &str) -> FactView<'_> {
        FactView {
            field: self.field(name),
            label: label(name),
            value: self.value(name),
            edit: (name != "shelf_mark").then(|| format!("/books/1/field/{name}")),
            offered: None,
            mark: FactMark::None,
        }
    }

    pub fn module(&self) -> ModuleHead {
        ModuleHead {
            code: "book".into(),
            href: "/books".into(),
            many: "Bücher".into(),
            one: "Buch".into(),
            icon: "book-open".into(),
            hue: Some(210),
            is_person: false,
        }
    }

    /// The page of the book with everything a page can hold.
    pub fn detail(&self, other: &RecordLine) -> DetailPage<'_> {
        let switch = |is_on| Some(Switch { is_on, action: "/books/1/mark".into() });
        let facts = |names: &[&str]| names.iter().map(|name| self.fact(name)).collect();
        DetailPage {
            module: self.module(),
            id: RecordId::new(),
            version: 4,
            href: "/books/1".into(),
            title: "Der Schimmelreiter".into(),
            number: Some("B-10284".into()),
            subtitle: facts(&["status"]),
            tags: vec![Tag { label: "Schlüsselwerk".into(), hue: Some(190) }],
            favorite: switch(true),
            following: switch(false),
            place: Place {
                crumbs: vec![("Bücher".into(), "/books".into())],
                position: Some((4, Count::Exact(37))),
                previous: Some("/books/0".into()),
                next: Some("/books/2".into()),
            },
            path: Vec::new(),
            figures: Vec::new(),
            next: None,
            key_facts: facts(&["status", "pages", "value", "email", "reading_time"]),
            tabs: Vec::new(),
            blocks: self.blocks().map(|(name, names)| block(name, facts(names))).collect(),
            lines: None,
            edit: Some("/books/1/edit".into()),
            actions: vec![edit()],
            more: vec![trash()],
            composer: Some(Composer { action: "/books/1/comments".into(), ..Composer::default() }),
            timeline: self.story(other),
            related: related(other),
            files: Some(self.files()),
            duplicates: vec![Duplicate {
                record: Some(other.clone()),
                agrees_in: vec!["Titel".into()],
            }],
            bin: None,
        }
    }

    /// Every kind of event.
    pub fn story(&self, other: &RecordLine) -> Timeline<'_> {
        let tag = || Tag { label: "Schlüsselwerk".into(), hue: Some(190) };
        let comment = EventKind::Comment(CommentView {
            text: "Der Deich <hält>.\nVorerst.".into(),
            edit: Some("/books/1/comments/7".into()),
            remove: Some("/books/1/comments/7/remove".into()),
            ..CommentView::default()
        });
        let kinds = vec![
            comment,
            EventKind::Changed(vec![self.change("status")]),
            EventKind::Acted("Verleihen".into()),
            EventKind::FileAdded(file("Einband.png", "image/png")),
            EventKind::Changed(vec![self.change("pages"), self.change("blurb")]),
            EventKind::FileRemoved("Alt.pdf".into()),
            EventKind::Linked(other.clone()),
            EventKind::Unlinked(other.clone()),
            EventKind::Tagged(tag()),
            EventKind::Untagged(tag()),
            EventKind::Trashed,
            EventKind::Restored,
            EventKind::Imported("liste.csv".into()),
            EventKind::Imported(String::new()),
            EventKind::Created,
        ];
        let hours = [0, 2, 20, 30, 60, 90, 120, 200, 240, 300, 900, 1000, 2000, 2001, 9000];
        let events = kinds.into_iter().zip(hours).map(|(kind, hours)| Event {
            id: hours.to_string(),
            at: at("2026-11-23T09:02:00Z").plus_millis(-hours * 3_600_000),
            who: (hours != 900).then(|| self.keeper()),
            undo: matches!(kind, EventKind::Changed(_)).then(|| "/undo/1".into()),
            kind,
        });
        let filter = |label: &str, show: &str, is_current| TabLink {
            label: label.into(),
            href: format!("/books/1{show}"),
            is_current,
            count: None,
        };
        Timeline {
            planned: Vec::new(),
            filters: vec![filter("Alles", "", true), filter("Änderungen", "?show=changes", false)],
            events: events.collect(),
            older: Some("/books/1?part=timeline&before=7".into()),
        }
    }

    fn change(&self, name: &str) -> FieldChange<'_> {
        FieldChange {
            field: self.field(name),
            label: label(name),
            before: Value::Empty,
            after: self.value(name),
        }
    }

    fn files(&self) -> FileBlock {
        let line = |file: FileRef| FileLine {
            href: format!("/files/{}", file.id),
            file,
            at: at("2026-11-20T10:00:00Z"),
            who: Some(self.keeper()),
            remove: Some("/files/1/remove".into()),
        };
        FileBlock {
            upload: Some("/books/1/files".into()),
            limit: 25_000_000,
            files: vec![line(file("Einband.png", "image/png"))],
        }
    }
}

pub(crate) fn label(name: &str) -> String {
    let mut label = name.replace('_', " ");
    label[..1].make_ascii_uppercase();
    label
}

pub(crate) fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn block<'a>(name: &str, facts: Vec<FactView<'a>>) -> BlockView<'a> {
    BlockView { name: name.into(), label: label(name), facts }
}

fn file(name: &str, media_type: &str) -> FileRef {
    FileRef { id: FileId::new(), name: name.into(), size: 1_200_000, media_type: media_type.into() }
}

fn edit() -> MenuItem {
    MenuItem {
        label: "Bearbeiten".into(),
        icon: "pencil".into(),
        go: Go::To("/books/1/edit".into()),
        tone: Tone::Primary,
        key: Some("E".into()),
    }
}

fn trash() -> MenuItem {
    MenuItem {
        label: "In den Papierkorb".into(),
        icon: "trash-2".into(),
        go: Go::Post { action: "/books/1/trash".into(), fields: Vec::new(), confirm: None },
        tone: Tone::Danger,
        key: None,
    }
}

fn related(other: &RecordLine) -> Vec<RelatedBlock> {
    let row = |remove: Option<&str>| RelatedRow {
        record: other.clone(),
        aside: Value::Empty,
        state: None,
        remove: remove.map(str::to_owned),
    };
    vec![
        RelatedBlock {
            name: "sequels".into(),
            label: "Fortsetzungen".into(),
            count: Some(Count::AtLeast(6)),
            add: Some("/books/new?sequel_of=1".into()),
            all: Some("/books?filter=x".into()),
            rows: vec![row(None)],
            ..RelatedBlock::default()
        },
        RelatedBlock {
            name: "readers".into(),
            label: "Leser".into(),
            count: Some(Count::Exact(1)),
            add: Some("/books/1/relate/readers".into()),
            all: None,
            rows: vec![row(Some("/books/1/unrelate/9"))],
            ..RelatedBlock::default()
        },
    ]
}
