//! The frame around the samples.

use ui::model::{Go, MenuItem, Mood, Toast};
use ui::views::shell::{Area, Density, NavItem, Shell, Theme};

use super::library::{Library, person};

/// The frame; `here` is the address of the entry that is shown.
pub fn shell(library: &Library, here: &str) -> Shell {
    let say = |german, english| library.say(german, english);
    let item = |label: String, href: &str, icon: &str| NavItem {
        label,
        href: href.into(),
        icon: icon.into(),
        is_current: href == here,
        ..NavItem::default()
    };
    let area = |label: String, icon: &str, hue| Area {
        label,
        icon: icon.into(),
        hue: Some(hue),
        items: vec![item(say("Regale", "Shelves"), "/shelves", "library")],
    };
    Shell {
        firm: "Bibliothek Birkenau".into(),
        user: person(0),
        theme: Theme::Light,
        density: Density::Standard,
        places: vec![
            NavItem { key: Some('s'), ..item(say("Start", "Home"), "/", "house") },
            NavItem {
                count: Some(12),
                is_hot: true,
                ..item(say("Posteingang", "Inbox"), "/inbox", "inbox")
            },
            item(say("Kalender", "Calendar"), "/calendar", "calendar"),
            NavItem {
                count: Some(7),
                ..item(say("Aufgaben", "Tasks"), "/tasks", "circle-check-big")
            },
        ],
        favorites: vec![
            item(say("Leser im Norden", "Readers up north"), "/members?view=1", "list-filter"),
            item("Elbtal Präzisionsdruck".into(), "/houses/1", "building-2"),
        ],
        areas: vec![
            Area {
                label: say("Ausleihe", "Lending"),
                icon: "handshake".into(),
                hue: Some(210),
                items: vec![
                    item(say("Verlage", "Publishers"), "/houses", "building-2"),
                    item(say("Mitglieder", "Members"), "/members", "book-user"),
                    NavItem {
                        count: Some(214),
                        ..item(say("Bücher", "Books"), "/books", "book-open")
                    },
                ],
            },
            area(say("Veranstaltungen", "Events"), "megaphone", 350),
            area(say("Werkstatt", "Workshop"), "wrench", 250),
        ],
        settings: Some(item(say("Einstellungen", "Settings"), "/settings", "settings")),
        quick_create: vec![
            create(say("Mitglied", "Member"), "/members/new", "book-user"),
            create(say("Verlag", "Publisher"), "/houses/new", "building-2"),
        ],
        user_menu: Vec::new(),
        toasts: Vec::new(),
        single_keys: true,
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
