//! The map of everything that can be set: pages, what they are for, and words that lead to them.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, RwLock};

use access::{Area, Right};
use catalog::Module;
use kernel::{fold, words};
use records::Cx;
use ui::model::{Go, MenuItem};

use crate::head;

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
    /// What it is called in code; a module by its code.
    pub key: String,
    /// Its words.
    pub label: String,
    /// What it is for.
    pub what: String,
    /// Its address.
    pub href: String,
    /// Its icon, or empty.
    pub icon: String,
    /// Pages around it.
    pub around: Vec<Entry>,
    /// Other words for it, in both languages.
    words: String,
}

/// How closely texts have to fit what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// To the letter.
    Exact,
    /// But for one typing error in a word.
    Near,
}

impl Entry {
    fn of(cx: &Cx, key: &str, href: &str) -> Self {
        Entry {
            key: key.into(),
            label: cx.text(&format!("web.settings.{key}")).to_owned(),
            what: cx.text(&format!("web.settings.{key}_what")).to_owned(),
            href: href.into(),
            icon: String::new(),
            around: Vec::new(),
            words: synonyms(cx, &format!("web.settings.{key}_words")),
        }
    }

    /// Other words for it, in both languages.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Whether every word that was typed begins a word of it.
    pub fn fits(&self, typed: &[String], fit: Fit) -> bool {
        fits(&[&self.label, &self.what, &self.words], typed, fit)
    }
}

/// Whether every word that was typed begins a word of some texts; also inside of long words, as
/// German puts them together.
pub fn fits(texts: &[&str], typed: &[String], fit: Fit) -> bool {
    Terms::of(texts).fit(typed, fit)
}

/// The terms of some texts together.
pub struct Terms(Vec<Arc<[String]>>);

impl Terms {
    /// Those of some texts.
    pub fn of(texts: &[&str]) -> Self {
        Terms(texts.iter().map(|text| terms(text)).collect())
    }

    /// Whether every word that was typed begins one of them.
    pub fn fit(&self, typed: &[String], fit: Fit) -> bool {
        let all = || self.0.iter().flat_map(|terms| terms.iter());
        typed.iter().all(|term| all().any(|word| begins(word, term, fit)))
    }
}

/// Texts whose terms are kept; names of views come and go.
const KEPT: usize = 10_000;

/// The terms of a text, kept because the same few hundred texts are compared with each letter that
/// somebody types.
fn terms(text: &str) -> Arc<[String]> {
    static TERMS: LazyLock<RwLock<HashMap<String, Arc<[String]>>>> = LazyLock::new(RwLock::default);
    let known = TERMS.read().expect("no thread panics while it looks").get(text).cloned();
    known.unwrap_or_else(|| {
        let terms: Arc<[String]> = kernel::search_terms(text).into();
        let mut all = TERMS.write().expect("no thread panics while it adds");
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(text.to_owned(), terms.clone());
        terms
    })
}

fn begins(word: &str, term: &str, fit: Fit) -> bool {
    if word.starts_with(term) {
        return true;
    }
    let is_long = term.chars().nth(3).is_some();
    is_long && (word.contains(term) || fit == Fit::Near && nearly_begins(word, term))
}

/// Whether a word begins with a term but for one letter more, less or other, or two swapped. With
/// each letter that somebody types some thousand words are asked, so nothing is copied.
fn nearly_begins(word: &str, term: &str) -> bool {
    let same = word.chars().zip(term.chars()).take_while(|(one, other)| one == other);
    let start = same.map(|(one, _)| one.len_utf8()).sum();
    let (word, term) = (&word[start..], &term[start..]);
    let Some((of_term, term_after)) = first(term) else { return true };
    let Some((of_word, word_after)) = first(word) else { return term_after.is_empty() };
    let is_swapped = || {
        let ((next_of_term, term_after), (next_of_word, word_after)) =
            first(term_after).zip(first(word_after))?;
        let fits = of_term == next_of_word && next_of_term == of_word;
        Some(fits && word_after.starts_with(term_after))
    };
    word.starts_with(term_after)
        || word_after.starts_with(term)
        || word_after.starts_with(term_after)
        || is_swapped().unwrap_or_default()
}

/// The first letter of a text, and what comes after it.
fn first(text: &str) -> Option<(char, &str)> {
    let mut letters = text.chars();
    letters.next().map(|letter| (letter, letters.as_str()))
}

/// What fits, to the letter; only when nothing does, but for a typing error.
pub fn fitting<T>(typed: &[String], find: impl Fn(Fit) -> Vec<T>) -> Vec<T> {
    let exact = find(Fit::Exact);
    if exact.is_empty() && !typed.is_empty() { find(Fit::Near) } else { exact }
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
        group("modules", "blocks", 290, modules(cx)),
        group("people", "users-round", 250, people(cx)),
        group("data", "database", 30, data(cx)),
        group("interfaces", "plug", 200, interfaces(cx)),
        group("system", "workflow", 150, system(cx)),
    ];
    groups.into_iter().filter(|group| !group.entries.is_empty()).collect()
}

/// What of the map fits what was typed; a page around a module stands for itself then.
pub fn found(groups: Vec<Group>, typed: &[String], fit: Fit) -> Vec<Group> {
    if typed.is_empty() {
        return groups;
    }
    let of_group = |group: Group| {
        let mut entries = Vec::new();
        for entry in group.entries {
            match entry.fits(typed, fit) {
                true => entries.push(entry),
                false => entries.extend(entry.around.into_iter().filter(|e| e.fits(typed, fit))),
            }
        }
        Group { entries, ..group }
    };
    groups.into_iter().map(of_group).filter(|group| !group.entries.is_empty()).collect()
}

fn personal(cx: &Cx) -> Vec<Entry> {
    let at = |(key, place): (&str, &str)| Entry::of(cx, key, &format!("/me{place}"));
    let all = [
        ("own", ""),
        ("looks", "/formats#looks"),
        ("formats", "/formats#formats"),
        ("messages", "/messages"),
        ("digest", "/messages#digest"),
        ("password", "/security#password"),
        ("factor", "/security#second-factor"),
        ("passkeys", "/security#passkeys"),
        ("sessions", "/security#sessions"),
    ];
    all.map(at).into()
}

fn people(cx: &Cx) -> Vec<Entry> {
    if !cx.actor.is_administrator() {
        return Vec::new();
    }
    let mut all: Vec<Entry> = ["users", "roles", "profiles", "groups", "sharing", "why"]
        .map(|key| Entry::of(cx, key, &format!("/settings/{key}")))
        .into();
    all.insert(0, Entry::of(cx, "firm", "/settings/firm"));
    all.push(Entry::of(cx, "own_fields", "/settings/own-fields"));
    all.push(Entry::of(cx, "proofs", "/settings/sign-in"));
    all.push(Entry::of(cx, "providers", "/settings/providers"));
    all
}

fn modules(cx: &Cx) -> Vec<Entry> {
    let all = Entry::of(cx, "all_modules", "/modules");
    let seen = cx.catalog.modules().iter().filter(|module| may_see(cx, &module.code));
    let of_one = seen.map(|module| {
        let named = head::module(cx, module);
        let texts = kernel::Language::ALL.map(|language| {
            let name = |form: &str| {
                let key = format!("{}.name.{form}", module.code);
                cx.catalog.texts().get(language, &key).to_owned()
            };
            format!("{} {}", name("one"), name("other"))
        });
        Entry {
            key: module.code.clone(),
            label: named.many,
            what: String::new(),
            href: named.href,
            icon: named.icon,
            around: of_module(cx, module),
            words: texts.join(" "),
        }
    });
    let mut first = vec![all];
    if cx.actor.is_administrator() {
        let pages = [
            ("studio", "/settings/modules"),
            ("areas", "/settings/areas"),
            ("picklists", "/settings/picklists"),
            ("changes", "/settings/changes"),
        ];
        first.extend(pages.map(|(key, href)| Entry::of(cx, key, href)));
    }
    first.into_iter().chain(of_one).collect()
}

fn data(cx: &Cx) -> Vec<Entry> {
    let any = |right| {
        let mut modules = cx.catalog.modules().iter();
        modules.any(|module| may_see(cx, &module.code) && cx.actor.rights.may(&module.code, right))
    };
    let pages = [("import", Right::Import), ("export", Right::Export), ("bin", Right::See)];
    let open = pages.into_iter().filter(|(_, right)| any(*right));
    let moving = cx.actor.is_administrator();
    let moving = moving.then(|| Entry::of(cx, "moving", "/settings/moving"));
    open.map(|(key, _)| Entry::of(cx, key, "/modules")).chain(moving).collect()
}

fn may_see(cx: &Cx, code: &str) -> bool {
    cx.actor.rights.may(code, Right::See)
}

/// Further pages of a module that the reader may open.
pub fn of_module(cx: &Cx, module: &Module) -> Vec<Entry> {
    let pages = [
        ("import", "upload", "import", Right::Import),
        ("export", "download", "export.xlsx", Right::Export),
        ("bin", "trash-2", "bin", Right::See),
    ];
    let many = head::module(cx, module).many;
    let may = |right| may_see(cx, &module.code) && cx.actor.rights.may(&module.code, right);
    let open = pages.into_iter().filter(|(.., right)| may(*right));
    open.map(|(key, icon, path, _)| {
        let label = format!("web.settings.{key}_one");
        let texts = cx.catalog.texts();
        Entry {
            key: format!("{}.{key}", module.code),
            label: texts.fill(cx.locale.language, &label, &[("many", &many)]),
            what: String::new(),
            href: format!("/{}/{path}", module.plural),
            icon: icon.into(),
            around: Vec::new(),
            words: synonyms(cx, &format!("web.settings.{key}_words")),
        }
    })
    .collect()
}

fn interfaces(cx: &Cx) -> Vec<Entry> {
    let hooks = cx
        .actor
        .rights
        .may_set(Area::Interfaces)
        .then(|| Entry::of(cx, "hooks", "/settings/webhooks"));
    let own = [Entry::of(cx, "tokens", "/me/programs#tokens"), Entry::of(cx, "api", "/api/docs")];
    own.into_iter().chain(hooks).collect()
}

fn system(cx: &Cx) -> Vec<Entry> {
    let may_read = cx.actor.rights.may_set(Area::Log);
    let log = may_read.then(|| Entry::of(cx, "sign_ins", "/settings/sign-ins"));
    [Entry::of(cx, "jobs", "/settings/jobs")].into_iter().chain(log).collect()
}

/// A page around a module as a button.
pub fn around(entry: Entry) -> MenuItem {
    MenuItem { label: entry.label, icon: entry.icon, go: Go::To(entry.href), ..MenuItem::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_by_their_beginning_inside_and_but_for_one_error() {
        let texts = ["Zugänge für Programme", "Schlüssel, Einzelnachweis"];
        let fit = |text: &str, fit| fits(&texts, &typed(text), fit);
        for text in ["zug", "Zugaenge", "zugange pro", "schluessel", "nachweis", ""] {
            assert!(fit(text, Fit::Exact), "{text}");
        }
        for text in ["zgu", "gänge x", "ach", "progrmm"] {
            assert!(!fit(text, Fit::Exact), "{text}");
        }
        for text in ["progrmm", "prorgamme", "schlüsel", "schlusselx"] {
            assert!(fit(text, Fit::Near), "{text}");
        }
        for text in ["zgx", "prgrmm", "schlasso"] {
            assert!(!fit(text, Fit::Near), "{text}");
        }
    }

    /// All words of two letters that are not longer than this.
    fn words_to(length: usize) -> Vec<String> {
        let mut words = vec![String::new()];
        for n in 0..length {
            let longer = words.iter().filter(|word| word.len() == n);
            let longer = longer.flat_map(|word| ["a", "ß"].map(|letter| format!("{word}{letter}")));
            words.extend(longer.collect::<Vec<_>>());
        }
        words
    }

    #[test]
    fn a_word_nearly_begins_so_when_a_beginning_of_it_has_one_error() {
        let words = words_to(5);
        for term in &words {
            let n = term.chars().count();
            for word in words.iter().filter(|word| !word.starts_with(term.as_str())) {
                let beginning = |n: usize| word.chars().take(n).collect::<String>();
                let lengths = n.saturating_sub(1)..=n + 1;
                let known = lengths.into_iter().any(|n| kernel::one_error(&beginning(n), term));
                assert_eq!(nearly_begins(word, term), known, "{word} {term}");
            }
        }
    }
}
