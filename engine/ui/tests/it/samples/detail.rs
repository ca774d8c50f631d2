//! The page of a house.

use kernel::{Entry, Link, Money, Value};
use ui::model::{Count, Duplicate, Go, MenuItem, RecordLine, Tag, Tone};
use ui::views::detail::{
    BinState, BlockView, CommentView, Composer, ComposerEntry, DetailPage, Event, EventKind,
    FactMark, FactView, FieldChange, FileBlock, FileLine, KeyFigure, Place, RelatedBlock,
    RelatedRow, RelatedView, Switch, TabLink, Timeline, ToldView,
};

use super::library::{
    Library, PEOPLE, at, bytes, currency, day, decimal, file, person, place, principal, record,
    several,
};

/// Values of the house by field.
pub fn value(name: &str) -> Value {
    match name {
        "number" => Value::text("H-10284"),
        "name" => Value::text("Elbtal Präzisionsdruck GmbH & Co. KG"),
        "trade" => Value::text("science"),
        "status" => Value::text("active"),
        "staff" => Value::Decimal(decimal("1240")),
        "topics" => Value::Codes(vec!["sea".into(), "garden".into()]),
        "terms" => Value::text("days_30"),
        "website" => Value::text("https://elbtal-praezision.example/"),
        "phone" => several(&[("work", "030 23125 100"), ("mobile", "+49 (0) 171 5550 12")]),
        "email" => several(&[("work", "zentrale@elbtal-praezisionsdruck.example")]),
        "place" => Value::Several(vec![
            Entry {
                label: "mailing".into(),
                value: place("An der Flutrinne 18", "01139", "Dresden"),
            },
            Entry {
                label: "other".into(),
                value: place("Werk II\nHafenstraße 4", "01662", "Meißen"),
            },
        ]),
        "founded_on" => day("1987-03-12"),
        "limit" => Value::Money(Money { amount: decimal("150000"), currency: currency("EUR") }),
        "discount" => Value::Decimal(decimal("12.5")),
        "called_at" => Value::Instant(at("2026-11-20T14:20:00Z")),
        "reading_time" => Value::Duration(9000),
        "open_at" => Value::Time(kernel::Time::from_seconds(8 * 3600)),
        "speaker" => Value::Link(Link::new("member", record(0))),
        "reference" => Value::Bool(true),
        "stage" => Value::text("agreed"),
        "agreement" => Value::File(file(1, "Rahmenvereinbarung 2027.pdf", 482_113)),
        "owner" => Value::Principal(principal(PEOPLE[0].0)),
        "notes" => {
            Value::text("Liefert seit 1998.\nWünscht Rechnung je Filiale <nicht> gesammelt.")
        }
        _ => Value::Empty,
    }
}

/// The page in full.
pub fn full<'a>(library: &'a Library) -> DetailPage<'a> {
    let say = |german: &str, english: &str| library.say(german, english);
    let href = format!("/houses/{}", record(100));
    DetailPage {
        module: library.houses(),
        id: record(100),
        version: 7,
        title: "Elbtal Präzisionsdruck GmbH & Co. KG".into(),
        number: Some("H-10284".into()),
        subtitle: vec![fact(library, "trade"), fact(library, "status")],
        tags: vec![Tag { label: say("Schlüsselhaus", "Key house"), hue: Some(200) }],
        favorite: Some(Switch { is_on: true, action: format!("{href}/unmark") }),
        following: Some(Switch { is_on: false, action: format!("{href}/follow") }),
        place: Place {
            crumbs: vec![(say("Verlage", "Publishers"), "/houses".into())],
            position: Some((4, Count::Exact(37))),
            previous: Some("/houses/3".into()),
            next: Some("/houses/5".into()),
        },
        path: Vec::new(),
        figures: vec![figure(library)],
        next: Some(coming()),
        key_facts: ["trade", "limit", "phone"].map(|n| fact(library, n)).into(),
        tabs: tabs(library),
        blocks: blocks(library),
        lines: None,
        edit: Some(format!("{href}/edit")),
        actions: vec![
            action(say("Anrufen", "Call"), "phone", Tone::Plain),
            action(say("E-Mail", "E-mail"), "mail", Tone::Plain),
            MenuItem {
                key: Some("e".into()),
                ..action(say("Bearbeiten", "Edit"), "pencil", Tone::Primary)
            },
        ],
        more: vec![
            action(say("Duplizieren", "Duplicate"), "copy", Tone::Plain),
            action(say("Löschen", "Delete"), "trash-2", Tone::Danger),
        ],
        composer: Some(composer(library, &href)),
        timeline: timeline(library),
        related: related(library),
        files: Some(files(library)),
        duplicates: Vec::new(),
        bin: None,
        href,
    }
}

fn tabs(library: &Library) -> Vec<TabLink> {
    vec![
        tab(library.say("Übersicht", "Overview"), None),
        tab(library.say("Mitglieder", "Members"), Some(8)),
        tab(library.say("Bücher", "Books"), Some(23)),
    ]
}

fn composer(library: &Library, href: &str) -> Composer {
    Composer {
        action: format!("{href}/comments"),
        entries: vec![ComposerEntry {
            name: "visit-call".into(),
            label: library.say("Anruf", "Call"),
            icon: "phone".into(),
            href: "/visits/new?entry=call".into(),
        }],
        ..Composer::default()
    }
}

/// What hangs on the house comes to, in two currencies.
fn figure(library: &Library) -> KeyFigure {
    let money =
        |amount, code| Value::Money(Money { amount: decimal(amount), currency: currency(code) });
    KeyFigure {
        label: library.say("Offene Bestellungen", "Open loans"),
        href: "/loans?filter=house".into(),
        count: Count::AtLeast(2000),
        sums: vec![money("27073", "EUR"), money("1200.5", "CHF")],
        beside: Some((library.say("Überfällig", "Overdue"), vec![money("9860.4", "EUR")])),
    }
}

/// What comes next for the house.
pub fn coming() -> ToldView {
    ToldView {
        record: line(140, "Vertragsgespräch Rahmenvertrag", ""),
        icon: "calendar".into(),
        hue: None,
        text: String::new(),
        when: day("2026-11-25"),
        is_overdue: false,
        is_dropped: false,
        finish: None,
    }
}

/// The page of a house in the bin, with one that may be the same.
pub fn in_bin<'a>(library: &'a Library) -> DetailPage<'a> {
    DetailPage {
        edit: None,
        composer: None,
        actions: Vec::new(),
        duplicates: vec![duplicate()],
        bin: Some(BinState {
            at: at("2026-11-21T08:00:00Z"),
            who: Some(person(1)),
            restore: Some("/houses/1/restore".into()),
            purge: Some("/houses/1/purge".into()),
        }),
        ..full(library)
    }
}

/// A house that may be the same.
pub fn duplicate() -> Duplicate {
    Duplicate {
        record: Some(line(120, "Elbtal Praezisionsdruck", "Dresden")),
        agrees_in: vec!["Name".into(), "E-Mail".into()],
    }
}

/// A fact of the house, open for editing.
pub fn fact<'a>(library: &'a Library, name: &str) -> FactView<'a> {
    let (field, label) = library.field("house", name);
    FactView {
        field,
        label,
        value: value(name),
        edit: field.is_editable().then(|| format!("/houses/1/field/{name}")),
        offered: None,
        mark: if name == "staff" { FactMark::Saved } else { FactMark::None },
    }
}

fn blocks<'a>(library: &'a Library) -> Vec<BlockView<'a>> {
    let module = library.cx().catalog.module("house").expect("the sample has it");
    let block = |block: &catalog::Block| BlockView {
        name: block.name.clone(),
        label: library.cx().find(&format!("house.block.{}", block.name)).unwrap_or_default().into(),
        facts: block.fields.iter().map(|name| fact(library, name)).collect(),
    };
    module.blocks.iter().map(block).collect()
}

fn tab(label: String, n: Option<u64>) -> TabLink {
    TabLink { label, href: "/houses/1".into(), is_current: n.is_none(), count: n.map(Count::Exact) }
}

fn action(label: String, icon: &str, tone: Tone) -> MenuItem {
    let go = match tone {
        Tone::Danger => {
            Go::Post { action: "/houses/1/trash".into(), fields: Vec::new(), confirm: None }
        }
        Tone::Plain | Tone::Primary => Go::To("/houses/1/edit".into()),
    };
    MenuItem { label, icon: icon.into(), go, tone, key: None }
}

fn timeline<'a>(library: &'a Library) -> Timeline<'a> {
    let say = |german: &str, english: &str| library.say(german, english);
    Timeline {
        planned: Vec::new(),
        filters: vec![tab(say("Alles", "All"), None), tab(say("Kommentare", "Comments"), Some(1))],
        events: events(library),
        older: Some("/houses/1?part=timeline&before=6".into()),
    }
}

fn events<'a>(library: &'a Library) -> Vec<Event<'a>> {
    let event = |n: u8, when: &str, who: usize, kind: EventKind<'a>| Event {
        id: n.to_string(),
        at: at(when),
        who: Some(person(who)),
        undo: matches!(kind, EventKind::Changed(_)).then(|| "/undo/1".into()),
        kind,
    };
    let change = |name: &str, before: Value| {
        let (field, label) = library.field("house", name);
        FieldChange { field, label, before, after: value(name) }
    };
    vec![
        event(1, "2026-11-23T08:42:00Z", 0, EventKind::Comment(comment(library))),
        event(
            2,
            "2026-11-23T07:15:00Z",
            0,
            EventKind::Changed(vec![change("terms", Value::text("days_14"))]),
        ),
        event(
            3,
            "2026-11-22T15:00:00Z",
            1,
            EventKind::Changed(vec![
                change("status", Value::text("interested")),
                change("staff", Value::Empty),
            ]),
        ),
        event(
            4,
            "2026-11-19T14:20:00Z",
            2,
            EventKind::FileAdded(file(2, "Staffel_2027.pdf", 91_200)),
        ),
        event(5, "2026-11-17T10:03:00Z", 0, EventKind::Linked(line(0, "Dr. Annika Brandt", ""))),
        event(6, "2025-03-12T09:00:00Z", 1, EventKind::Imported("verlage.csv".into())),
    ]
}

fn comment(library: &Library) -> CommentView {
    CommentView {
        text: library.say(
            "Schnittstelle zur Warenwirtschaft läuft seit Montag stabil. @Jana Reuter wünscht \
             einen Schulungstermin im Januar für sechs Personen.",
            "The interface has been stable since Monday. @Jana Reuter wants training in January.",
        ),
        mentions: vec!["Jana Reuter".into()],
        is_edited: true,
        edit: Some("/comments/1".into()),
        remove: Some("/comments/1/remove".into()),
    }
}

fn related(library: &Library) -> Vec<RelatedBlock> {
    let say = |german: &str, english: &str| library.say(german, english);
    let row = |n, title: &str, note: &str, is_person| RelatedRow {
        record: RecordLine { is_person, ..line(n, title, note) },
        aside: if is_person { Value::Empty } else { day("2026-12-18") },
        state: (!is_person).then(|| (Tag { label: "Angebot".into(), hue: Some(200) }, Some(50))),
        remove: None,
    };
    let mut people = [
        row(0, "Dr. Annika Brandt", "Geschäftsführerin", true),
        row(13, "Thomas Rautenberg", "Leiter IT", true),
    ];
    people[0].record.badge = Some(Tag { label: say("Entscheiderin", "Decides"), hue: Some(200) });
    people[0].remove = Some("/houses/1/unrelate".into());
    vec![
        RelatedBlock {
            name: "people".into(),
            label: say("Mitglieder", "Members"),
            count: Some(Count::Exact(8)),
            add: Some("/houses/1/relate/people".into()),
            all: Some("/members?house=1".into()),
            rows: people.into(),
            ..RelatedBlock::default()
        },
        RelatedBlock {
            name: "daughters".into(),
            label: say("Tochterhäuser", "Daughter houses"),
            count: Some(Count::AtLeast(1000)),
            add: Some("/houses/new?mother=1".into()),
            all: Some("/houses?mother=1".into()),
            rows: vec![row(101, "Alpenblick Verlag GmbH", "Innsbruck", false)],
            views: vec![
                RelatedView { label: say("Alle", "All"), ..RelatedView::default() },
                RelatedView {
                    value: "7".into(),
                    label: say("Mit Büchern", "With books"),
                    is_current: true,
                },
            ],
            choose: "/houses/1/related/daughters".into(),
        },
        RelatedBlock {
            name: "empty".into(),
            label: say("Veranstaltungen", "Events"),
            count: Some(Count::Exact(0)),
            add: Some("/events/new".into()),
            ..RelatedBlock::default()
        },
    ]
}

fn files(library: &Library) -> FileBlock {
    let line = |n, name: &str, size| FileLine {
        file: file(n, name, size),
        href: "/files/1".into(),
        at: at("2026-11-19T14:20:00Z"),
        who: Some(person(2)),
        remove: Some(format!("/files/{n}/remove")),
    };
    let _ = library;
    FileBlock {
        upload: Some("/houses/1/files".into()),
        limit: 25_000_000,
        files: vec![
            line(2, "Staffel_2027.pdf", 91_200),
            line(1, "Rahmenvereinbarung 2027.pdf", 482_113),
        ],
    }
}

fn line(n: u8, title: &str, note: &str) -> RecordLine {
    RecordLine {
        id: kernel::RecordId::from_bytes(&bytes(n)).expect("sixteen bytes"),
        title: title.into(),
        href: format!("/houses/{n}"),
        is_person: n < 50,
        note: note.into(),
        badge: None,
    }
}
