//! Commands of the palette: what can be created, opened, imported and switched.

use access::Right;
use records::Cx;
use social::ListView;
use ui::model::{Go, MenuItem};
use ui::views::palette::PaletteCommand;

use crate::map::{self, Fit, Terms, fits, synonyms};
use crate::{head, list_state};

/// A command with the words that lead to it.
struct Known {
    command: PaletteCommand,
    words: String,
}

/// Commands, views and settings that fit what was typed; `here` is the address of the page below.
pub fn commands(cx: &Cx, text: &str, here: &str, views: &[ListView]) -> Vec<PaletteCommand> {
    let typed = map::typed(text);
    let said = |known: &Known| Terms::of(&[&known.command.item.label, &known.words]);
    let all: Vec<(Terms, Known)> =
        all(cx, views).into_iter().map(|known| (said(&known), known)).collect();
    // What is typed and holds no word, such as signs alone, means none of them.
    let is_wordless = typed.is_empty() && !text.trim().is_empty();
    let found = match is_wordless {
        true => Vec::new(),
        false => map::fitting(&typed, |fit| {
            all.iter().filter(|(terms, _)| terms.fit(&typed, fit)).collect()
        }),
    };
    let mut found: Vec<PaletteCommand> =
        found.into_iter().map(|(_, known): &(Terms, Known)| known.command.clone()).collect();
    // What says it itself comes before what is only meant.
    found.sort_by_key(|command| !fits(&[&command.item.label], &typed, Fit::Exact));
    found.extend(filtering(cx, text, here));
    found
}

/// Filtering the list below by what was typed.
fn filtering(cx: &Cx, text: &str, here: &str) -> Option<PaletteCommand> {
    let plural = here.strip_prefix('/')?;
    let module = cx.catalog.modules().iter().find(|module| module.plural == plural)?;
    let may = cx.actor.rights.may(&module.code, Right::See) && !text.trim().is_empty();
    let texts = cx.catalog.texts();
    may.then(|| PaletteCommand {
        item: MenuItem {
            label: texts.fill(cx.locale.language, "ui.palette.filter", &[("text", text.trim())]),
            icon: "list-filter".into(),
            go: Go::To(list_state::address(here, &[("q".into(), text.trim().to_owned())])),
            ..MenuItem::default()
        },
        side: head::module(cx, module).many,
    })
}

fn all(cx: &Cx, views: &[ListView]) -> Vec<Known> {
    let mut all = creating(cx);
    all.extend(places(cx));
    all.extend(views.iter().filter_map(|view| one_view(cx, view)));
    let settings = map::map(cx).into_iter().flat_map(|group| {
        let (icon, side) = (group.icon, group.label);
        // Modules are places of their own.
        let pages = group.entries.into_iter().filter(|entry| entry.icon.is_empty());
        pages.map(move |entry| (entry, icon, side.clone()))
    });
    all.extend(settings.map(|(entry, icon, side)| {
        let words = format!("{} {}", entry.what, entry.words());
        known((&entry.label, icon, &side), Go::To(entry.href), words)
    }));
    all.extend(around(cx));
    all.extend(switches(cx));
    all
}

fn known((label, icon, side): (&str, &str, &str), go: Go, words: String) -> Known {
    let item = MenuItem { label: label.into(), icon: icon.into(), go, ..MenuItem::default() };
    Known { command: PaletteCommand { item, side: side.into() }, words }
}

fn creating(cx: &Cx) -> Vec<Known> {
    let words = synonyms(cx, "ui.palette.words.create");
    let may = cx.catalog.modules().iter().filter(|m| cx.actor.rights.may(&m.code, Right::Create));
    may.map(|module| {
        let module = head::module(cx, module);
        let texts = cx.catalog.texts();
        let one = [("module", module.one.as_str())];
        let label = texts.fill(cx.locale.language, "ui.form.create_title", &one);
        let go = Go::Drawer(format!("{}/new", module.href));
        known((&label, &module.icon, ""), go, format!("{words} {} {}", module.one, module.many))
    })
    .collect()
}

/// Lists and pages one goes to.
fn places(cx: &Cx) -> Vec<Known> {
    let words = synonyms(cx, "ui.palette.words.go");
    let go = cx.text("ui.palette.go").to_owned();
    let seen = cx.catalog.modules().iter().filter(|m| cx.actor.rights.may(&m.code, Right::See));
    let mut places: Vec<Known> = seen
        .map(|module| {
            let module = head::module(cx, module);
            let to = Go::To(module.href);
            known((&module.many, &module.icon, &go), to, format!("{words} {}", module.one))
        })
        .collect();
    for (key, icon, href) in [
        ("web.place.home", "house", "/"),
        ("ui.messages.title", "bell", "/messages"),
        ("web.place.settings", "settings", "/settings"),
    ] {
        places.push(known((cx.text(key), icon, &go), Go::To(href.into()), words.clone()));
    }
    places
}

/// A view of a list; the words of its module lead to it as well.
fn one_view(cx: &Cx, view: &ListView) -> Option<Known> {
    let module = cx.catalog.module(&view.module)?;
    let face = view.definition.face();
    let href = crate::view::address(&module.plural, view.id, face);
    let icon = crate::view::icon(face);
    let head = head::module(cx, module);
    let words = format!("{} {}", head.one, head.many);
    Some(known((&view.name, icon, &head.many), Go::To(href), words))
}

/// Pages around a module: taking over a list, taking one along, bringing back.
fn around(cx: &Cx) -> Vec<Known> {
    let of_all = cx.catalog.modules().iter().flat_map(|module| map::of_module(cx, module));
    of_all
        .map(|entry| {
            let words = entry.words().to_owned();
            known((&entry.label, &entry.icon, ""), Go::To(entry.href), words)
        })
        .collect()
}

/// Colours, language, and the way out.
fn switches(cx: &Cx) -> Vec<Known> {
    let looks = |name: &str, value: &str| Go::Post {
        action: "/me/looks".into(),
        fields: vec![(name.into(), value.into())],
        confirm: None,
    };
    let (theme, language) = (cx.text("ui.me.theme"), cx.text("ui.me.language"));
    let mut switches = Vec::new();
    for (code, icon) in [("light", "sun"), ("dark", "moon"), ("system", "sun-moon")] {
        let words = synonyms(cx, "ui.palette.words.theme");
        let label = format!("{theme}: {}", cx.text(&format!("ui.me.theme_{code}")));
        switches.push(known((&label, icon, ""), looks("theme", code), words));
    }
    for (code, name) in [("de", "Deutsch"), ("en", "English")] {
        let words = synonyms(cx, "ui.palette.words.language");
        let label = format!("{language}: {name}");
        switches.push(known((&label, "languages", ""), looks("language", code), words));
    }
    let out = Go::Post { action: "/logout".into(), fields: Vec::new(), confirm: None };
    let words = synonyms(cx, "ui.palette.words.sign_out");
    switches.push(known((cx.text("ui.frame.sign_out"), "log-out", ""), out, words));
    switches
}
