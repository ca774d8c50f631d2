//! The map of everything that can be set: pages, what they are for, and words that lead to them.

use access::Right;
use catalog::Module;
use kernel::{fold, words};
use records::Cx;

/// A group of settings.
pub struct Group {
    /// Its title.
    pub label: String,
    /// Its icon.
    pub icon: &'static str,
    /// Its hue.
    pub hue: u16,
    /// Its pages.
    pub entries: Vec<Entry>,
}

/// A page of the settings.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its words.
    pub label: String,
    /// What it is for.
    pub what: String,
    /// Its address.
    pub href: String,
    /// Other words for it, in both languages.
    words: String,
}

impl Entry {
    fn of(cx: &Cx, key: &str, href: &str) -> Self {
        Entry {
            label: cx.text(&format!("web.settings.{key}")).to_owned(),
            what: cx.text(&format!("web.settings.{key}_what")).to_owned(),
            href: href.into(),
            words: synonyms(cx, &format!("web.settings.{key}_words")),
        }
    }

    /// Other words for it, in both languages.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Whether every word that was typed begins a word of it.
    pub fn fits(&self, typed: &[String]) -> bool {
        fits(&[&self.label, &self.what, &self.words], typed)
    }
}

/// Whether every word that was typed begins a word of some texts; also inside of long words, as
/// German puts them together.
pub fn fits(texts: &[&str], typed: &[String]) -> bool {
    let known: Vec<String> = texts.iter().flat_map(|text| words(text)).collect();
    typed.iter().all(|term| {
        let inside = |word: &String| term.chars().count() > 3 && word.contains(term.as_str());
        known.iter().any(|word| word.starts_with(term.as_str()) || inside(word))
    })
}

/// Words that were typed, folded.
pub fn typed(text: &str) -> Vec<String> {
    words(&fold(text))
}

/// Other words for something, in both languages: people look for what they are used to.
pub fn synonyms(cx: &Cx, key: &str) -> String {
    let found = kernel::Language::ALL.into_iter().filter_map(|l| cx.catalog.texts().find(l, key));
    found.collect::<Vec<_>>().join(" ")
}

/// Everything that the reader may open.
pub fn map(cx: &Cx) -> Vec<Group> {
    let group = |key: &str, icon, hue, entries: Vec<Entry>| Group {
        label: cx.text(&format!("web.settings.{key}")).to_owned(),
        icon,
        hue,
        entries,
    };
    let groups = vec![
        group("personal", "circle-user", 210, personal(cx)),
        group("people", "users-round", 250, people(cx)),
        group("modules", "blocks", 290, modules(cx)),
        group("data", "database", 30, data(cx)),
        group("interfaces", "plug", 200, interfaces(cx)),
        group("system", "workflow", 150, system(cx)),
    ];
    groups.into_iter().filter(|group| !group.entries.is_empty()).collect()
}

fn personal(cx: &Cx) -> Vec<Entry> {
    let entry = |key: &str, anchor: &str| Entry::of(cx, key, &format!("/me#{anchor}"));
    vec![
        entry("looks", "looks"),
        entry("messages", "messages"),
        entry("password", "password"),
        entry("sessions", "sessions"),
    ]
}

fn people(cx: &Cx) -> Vec<Entry> {
    let users = cx.actor.is_administrator().then(|| Entry::of(cx, "users", "/settings/users"));
    users.into_iter().collect()
}

fn modules(cx: &Cx) -> Vec<Entry> {
    vec![Entry::of(cx, "all_modules", "/modules")]
}

fn data(cx: &Cx) -> Vec<Entry> {
    let any = |right| {
        let mut modules = cx.catalog.modules().iter();
        modules.any(|module| may_see(cx, &module.code) && cx.actor.rights.may(&module.code, right))
    };
    let import = any(Right::Import).then(|| Entry::of(cx, "import", "/modules"));
    let bin = any(Right::See).then(|| Entry::of(cx, "bin", "/modules"));
    import.into_iter().chain(bin).collect()
}

fn may_see(cx: &Cx, code: &str) -> bool {
    cx.actor.rights.may(code, Right::See)
}

/// Further pages of a module that the reader may open: key of the words, icon, address.
pub fn of_module(cx: &Cx, module: &Module) -> Vec<(&'static str, &'static str, String)> {
    let pages = [
        ("import_one", "upload", "import", Right::Import),
        ("bin_one", "trash-2", "bin", Right::See),
    ];
    let may = |right| may_see(cx, &module.code) && cx.actor.rights.may(&module.code, right);
    let open = pages.into_iter().filter(|(.., right)| may(*right));
    open.map(|(key, icon, path, _)| (key, icon, format!("/{}/{path}", module.plural))).collect()
}

fn interfaces(cx: &Cx) -> Vec<Entry> {
    vec![Entry::of(cx, "tokens", "/me#tokens"), Entry::of(cx, "api", "/api/v1/openapi.json")]
}

fn system(cx: &Cx) -> Vec<Entry> {
    vec![Entry::of(cx, "jobs", "/settings/jobs")]
}
