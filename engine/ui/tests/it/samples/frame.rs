//! The frame around the samples.

use ui::model::{Go, MenuItem, Mood, Toast};
use ui::views::shell::{Area, Density, NavItem, Shell, Theme};

use super::library::{Library, person};

/// The frame; `here` is the address of the entry that is shown.
pub fn shell(library: &Library, here: &str) -> Shell {
    let say = |german: &str, english: &str| library.say(german, english);
    let view = say("Leser im Norden", "Readers up north");
    Shell {
        by_passkey: false,
        counts: Some("/search/counts".into()),
        firm: "Bibliothek Birkenau".into(),
        viewing: false,
        changing_until: None,
        user: person(0),
        login: "annika".into(),
        theme: Theme::Light,
        density: Density::Standard,
        places: places(library, here),
        favorites: vec![
            item(here, view, "/members?view=1", "list-filter"),
            item(here, "Elbtal Präzisionsdruck".into(), "/houses/1", "building-2"),
        ],
        areas: areas(library, here),
        settings: Some(item(here, say("Einstellungen", "Settings"), "/settings", "settings")),
        quick_create: vec![
            create(say("Mitglied", "Member"), "/members/new", "book-user"),
            create(say("Verlag", "Publisher"), "/houses/new", "building-2"),
        ],
        all_modules: None,
        unread: 3,
        user_menu: Vec::new(),
        toasts: Vec::new(),
        single_keys: true,
    }
}

fn places(library: &Library, here: &str) -> Vec<NavItem> {
    let say = |german: &str, english: &str| library.say(german, english);
    let inbox = item(here, say("Posteingang", "Inbox"), "/inbox", "inbox");
    let tasks = item(here, say("Aufgaben", "Tasks"), "/tasks", "circle-check-big");
    vec![
        NavItem { key: Some('s'), ..item(here, say("Start", "Home"), "/", "house") },
        NavItem { count: Some(12), is_hot: true, ..inbox },
        item(here, say("Kalender", "Calendar"), "/calendar", "calendar"),
        NavItem { count: Some(7), ..tasks },
    ]
}

fn areas(library: &Library, here: &str) -> Vec<Area> {
    let say = |german: &str, english: &str| library.say(german, english);
    let area = |label: String, icon: &str, hue| Area {
        code: icon.into(),
        label,
        icon: icon.into(),
        hue: Some(hue),
        items: vec![item(here, say("Regale", "Shelves"), "/shelves", "library")],
    };
    let books = item(here, say("Bücher", "Books"), "/books", "book-open");
    let lending = vec![
        item(here, say("Verlage", "Publishers"), "/houses", "building-2"),
        item(here, say("Mitglieder", "Members"), "/members", "book-user"),
        NavItem { count: Some(214), ..books },
    ];
    vec![
        Area { items: lending, ..area(say("Ausleihe", "Lending"), "handshake", 210) },
        area(say("Veranstaltungen", "Events"), "megaphone", 350),
        area(say("Werkstatt", "Workshop"), "wrench", 250),
    ]
}

fn item(here: &str, label: String, href: &str, icon: &str) -> NavItem {
    NavItem {
        label,
        href: href.into(),
        icon: icon.into(),
        is_current: href == here,
        ..NavItem::default()
    }
}

/// A message with undo.
pub fn toast(library: &Library) -> Toast {
    Toast {
        text: library
            .say("3 Mitglieder an Sabine Lorenz übergeben", "3 members handed to Sabine Lorenz"),
        undo: Some("/undo/1".into()),
        mood: Mood::Good,
    }
}

fn create(label: String, href: &str, icon: &str) -> MenuItem {
    MenuItem { label, icon: icon.into(), go: Go::Drawer(href.into()), ..MenuItem::default() }
}
