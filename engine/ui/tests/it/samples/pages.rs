//! All samples by name, each as a whole document.

use maud::Markup;
use sheets::bin::{self, BinPage, BinRow};
use sheets::bulk as many;
use sheets::import as wizard;
use sheets::relate::{self, RelatePage};
use ui::model::{Count, Go, MenuItem, RecordLine};
use ui::views::edit::Frame;
use ui::views::home::HomePage;
use ui::views::jobs::{ActRow, JobRow, JobsPage};
use ui::views::login::{LoginPage, SetupPage};
use ui::views::message::MessagePage;
use ui::views::messages::{self as told, MessagesPage};
use ui::views::palette::{self, PaletteActs, PaletteCommand, PaletteHit, PalettePage};
use ui::views::people::{PeoplePage, PersonRow};
use ui::views::search::{HitGroup, SearchPage};
use ui::views::settings::{self as map, MapCard, MapLine, SettingsPage};
use ui::views::{detail as record, edit as form, home, jobs};
use ui::views::{list as table, login, message, people, search, shell};

use super::library::{Library, at, person, record as id};
use super::member::MEMBERS;
use super::{bulk, detail, edit, frame, import, list, messages as told_of};

/// A page with its name.
pub struct Sample {
    /// Name of the file.
    pub name: &'static str,
    /// The document.
    pub document: Markup,
}

/// Every view in one language.
pub fn all(library: &mut Library) -> Vec<Sample> {
    for (n, line) in (0..).zip(&MEMBERS) {
        library.know(n, line.0, true);
        library.know(list::house_number(line.1), line.1, false);
    }
    let library = &*library;
    let cx = library.cx();
    let shown = |name, here: &str, title: &str, body: Markup| {
        let frame = frame::shell(library, here);
        Sample { name, document: shell::page(cx, &frame, title, &body) }
    };
    let mut all = vec![
        Sample { name: "login", document: login::login(cx, &login_page(library)) },
        Sample { name: "setup", document: login::setup(cx, &setup_page(library)) },
    ];
    all.extend(own(library));
    let mut after = frame::shell(library, "/members");
    after.toasts.push(frame::toast(library));
    all.extend([
        Sample {
            name: "list",
            document: shell::page(cx, &after, "Liste", &table::page(cx, &list::full(library))),
        },
        shown("list-plain", "/members", "Liste", table::page(cx, &list::plain(library))),
        shown("list-empty", "/members", "Liste", table::page(cx, &list::empty(library))),
        shown("list-none", "/members", "Liste", table::page(cx, &list::no_matches(library))),
        shown("record", "/houses", "Elbtal", record::page(cx, &detail::full(library))),
        shown("record-bin", "/houses", "Elbtal", record::page(cx, &detail::in_bin(library))),
        shown("form", "/houses", "Elbtal", form::page(cx, &edit::change(library))),
        shown("form-new", "/houses", "Neu", form::page(cx, &edit::create(library))),
        shown("form-refused", "/houses", "Neu", form::page(cx, &edit::refused(library))),
        shown("form-conflict", "/houses", "Neu", form::page(cx, &edit::conflict(library))),
        shown("home", "/", "Start", home::page(cx, &home_page(library))),
        shown("search", "/search", "Suche", search::page(cx, &search_page(library))),
        shown("bin", "/members", "Papierkorb", bin::page(cx, &bin_page(library))),
        shown("import-file", "/members", "Import", wizard::upload(cx, &import::upload(library))),
        shown("import-map", "/members", "Import", wizard::map(cx, &import::map(library))),
        shown("import-run", "/members", "Import", wizard::run(cx, &import::running(library))),
        shown("import-end", "/members", "Import", wizard::run(cx, &import::ended(library))),
    ]);
    all
}

/// What is the reader's own, and what is set.
fn own(library: &Library) -> Vec<Sample> {
    let cx = library.cx();
    let shown = |name, here: &str, title: &str, body: Markup| {
        let frame = frame::shell(library, here);
        Sample { name, document: shell::page(cx, &frame, title, &body) }
    };
    vec![
        shown("settings", "/settings", "Einstellungen", map::page(cx, &settings(library))),
        shown("messages", "/", "Nachrichten", told::page(cx, &told_of::messages(library))),
        shown("messages-none", "/", "Nachrichten", told::page(cx, &MessagesPage::default())),
        shown(
            "settings-none",
            "/settings",
            "Einstellungen",
            map::page(cx, &SettingsPage::default()),
        ),
        shown("modules", "/modules", "Module", map::modules(cx, &settings(library).cards)),
        shown("people", "/settings", "Benutzer", people::people(cx, &people_page())),
        shown("jobs", "/settings", "Aufgaben", jobs::page(cx, &jobs_page(library))),
        shown(
            "bulk-field",
            "/members",
            "Ändern",
            many::page(cx, &bulk::field(library, Frame::Page)),
        ),
        shown("bulk-tag", "/members", "Schlagwort", many::page(cx, &bulk::tag(library))),
        shown("bulk-run", "/members", "Ändern", many::run(cx, &bulk::run(library))),
        shown("relate", "/houses", "Elbtal", relate::page(cx, &relate_page(library))),
        shown("message", "/", "Nicht gefunden", message::page(&message_page(library))),
    ]
}

/// What a drawer over a page holds.
pub fn drawer(library: &Library) -> Markup {
    form::page(library.cx(), &edit::quick(library))
}

/// What a drawer of messages holds.
pub fn told_drawer(library: &Library) -> Markup {
    told::drawer(library.cx(), &told_of::messages(library))
}

/// What the palette lists.
pub fn hits(library: &Library) -> Markup {
    palette::palette(library.cx(), &palette_page(library))
}

pub fn member(n: u8) -> RecordLine {
    let line = MEMBERS[usize::from(n)];
    RecordLine {
        id: id(n),
        title: line.0.into(),
        href: format!("/members/{}", id(n)),
        is_person: true,
        note: line.1.into(),
        badge: None,
    }
}

fn palette_page(library: &Library) -> PalettePage {
    let hit = |n: u8| PaletteHit { of: format!("member:{}", id(n)), record: member(n) };
    let call = entry(library.say("030 1 anrufen", "Call 030 1"), "phone", "tel:0301");
    let dark = MenuItem {
        label: library.say("Farben: Dunkel", "Colours: dark"),
        icon: "moon".into(),
        go: Go::Post {
            action: "/me/looks".into(),
            fields: vec![("theme".into(), "dark".into())],
            confirm: None,
        },
        ..MenuItem::default()
    };
    PalettePage {
        terms: vec!["ann".into()],
        records: vec![hit(1), hit(2)],
        all: Some("/search?q=ann".into()),
        acts: Some(PaletteActs { title: "<nicht>".into(), acts: vec![call] }),
        commands: vec![PaletteCommand { item: dark, side: String::new() }],
        ..PalettePage::default()
    }
}

fn entry(label: String, icon: &str, href: &str) -> MenuItem {
    MenuItem { label, icon: icon.into(), go: Go::To(href.into()), ..MenuItem::default() }
}

fn home_page(library: &Library) -> HomePage {
    HomePage {
        name: "Jana".into(),
        modules: vec![
            (library.members(), Count::Exact(1284)),
            (library.houses(), Count::AtLeast(10_000)),
        ],
        overdue: vec![super::detail::coming()],
        coming: vec![super::detail::coming()],
        recents: (0..6).map(member).collect(),
        first_steps: Vec::new(),
    }
}

fn search_page(library: &Library) -> SearchPage {
    let house = RecordLine {
        is_person: false,
        title: MEMBERS[0].1.into(),
        note: "Dresden".into(),
        ..member(0)
    };
    SearchPage {
        text: "elbtal".into(),
        groups: vec![
            HitGroup { module: library.houses(), hits: vec![house], all: None },
            HitGroup {
                module: library.members(),
                hits: (0..4).map(member).collect(),
                all: Some("/members?q=elbtal".into()),
            },
        ],
    }
}

fn relate_page(library: &Library) -> RelatePage {
    RelatePage {
        module: library.houses(),
        title: "Elbtal Präzisionsdruck".into(),
        href: "/houses/1".into(),
        label: library.say("Mitglieder: hinzufügen", "Members: add"),
        action: "/houses/1/relate/people".into(),
        to: "member".into(),
        roles: "role".into(),
        entered: None,
        problems: vec![kernel::FieldProblem::new("to", "required").with("field", "Datensatz")],
    }
}

fn message_page(library: &Library) -> MessagePage {
    MessagePage {
        title: library.say("Nicht gefunden", "Not found"),
        text: library.say(
            "Diese Seite gibt es nicht, oder Sie haben keinen Zugriff darauf.",
            "There is no such page, or you have no access to it.",
        ),
        way: (library.say("Zur Startseite", "To the start page"), "/".into()),
    }
}

fn bin_page(library: &Library) -> BinPage {
    let row = |n| BinRow {
        record: member(n),
        at: at("2026-11-20T14:20:00Z"),
        restore: format!("/members/{n}/restore"),
    };
    BinPage { days: 30, module: library.members(), rows: (0..5).map(row).collect(), next: None }
}

fn settings(library: &Library) -> SettingsPage {
    let line = |label: String, href: &str| MapLine {
        label,
        href: href.into(),
        what: library.say("Was lief und was nicht", "What ran and what failed"),
        ..MapLine::default()
    };
    let card = |title: String, lines: Vec<MapLine>| MapCard {
        title,
        icon: "workflow".into(),
        hue: Some(150),
        lines,
    };
    SettingsPage {
        text: "<nicht>".into(),
        n: 2,
        cards: vec![
            card(
                library.say("Benutzer und Rechte", "Users and rights"),
                vec![line(library.say("Benutzer", "Users"), "/settings/users")],
            ),
            card(
                library.say("Betrieb", "Operation"),
                vec![line(library.say("Aufgaben", "Jobs"), "/settings/jobs")],
            ),
        ],
        reader: "1".into(),
    }
}

fn people_page() -> PeoplePage {
    let row = |n, is_admin, is_active| PersonRow {
        person: person(n),
        login: person(n).name.to_lowercase().replace(' ', "."),
        role: "Vertrieb".into(),
        is_admin,
        is_active,
        sees_own: !is_admin,
    };
    PeoplePage {
        may_invite: true,
        tabs: Vec::new(),
        rows: vec![row(0, true, true), row(1, false, true), row(2, false, false)],
        entered: vec![("login".into(), "jana".into())],
        problems: vec![("login".into(), "Dieser Name ist vergeben.".into())],
        new_password: Some(("tobias".into(), "korrekt-pferd-batterie".into())),
    }
}

fn jobs_page(library: &Library) -> JobsPage {
    let row = |state: String, is_failed, is_ended| JobRow {
        id: "1".into(),
        label: library.say("Import von Mitgliedern", "Import of members"),
        state,
        is_failed,
        is_ended,
        progress: (64, Some(128)),
        error: is_failed.then(|| "Die Datei ist verschwunden.".into()),
        created_at: at("2026-11-22T09:15:00Z"),
    };
    let act = ActRow {
        label: library.say("Mitglieder: Rolle ändern", "Members: change role"),
        href: "/members/runs/1".into(),
        state: library.say("läuft", "running"),
        progress: Some((12, None)),
        undo: Some("/members/runs/1/undo".into()),
        created_at: at("2026-11-22T09:15:00Z"),
    };
    JobsPage {
        acts: vec![act],
        rows: vec![
            row(library.say("läuft", "running"), false, false),
            row(library.say("gescheitert", "failed"), true, true),
            row(library.say("fertig", "done"), false, true),
        ],
    }
}

fn languages() -> Vec<(kernel::Language, String)> {
    kernel::Language::ALL
        .map(|language| (language, format!("?language={}", language.code())))
        .into()
}

fn login_page(library: &Library) -> LoginPage {
    LoginPage {
        firm: "Bibliothek Birkenau".into(),
        name: "jana".into(),
        problem: Some(library.say(
            "Name oder Passwort stimmen nicht. Noch 4 Versuche, dann 15 Minuten Pause.",
            "Name or password is wrong. 4 more tries, then a break of 15 minutes.",
        )),
        next: "/members".into(),
        remember: true,
        languages: languages(),
        links: vec![entry(library.say("Impressum", "Imprint"), "", "/imprint")],
        ..LoginPage::default()
    }
}

fn setup_page(library: &Library) -> SetupPage {
    SetupPage {
        action: "/setup?key=1".into(),
        entered: vec![("firm".into(), "Bibliothek Birkenau".into())],
        problems: vec![(
            "password".into(),
            library.say("Das Passwort ist zu kurz.", "The password is too short."),
        )],
        languages: languages(),
        password_length: 12,
    }
}
