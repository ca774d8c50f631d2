//! The palette: records, what can be done with the one chosen, commands and settings.

use maud::{Markup, html};

use crate::Cx;
use crate::components::{Shape, Size, avatar, icon, token};
use crate::model::{Go, MenuItem, RecordLine};

/// What the palette offers.
#[derive(Clone, Debug, Default)]
pub struct PalettePage {
    /// Words that were typed, folded, to mark them where they occur.
    pub terms: Vec<String>,
    /// Records; before anything is typed those looked at last.
    pub records: Vec<PaletteHit>,
    /// Whether the records are those looked at last.
    pub is_recent: bool,
    /// Address of all hits, when there are more.
    pub all: Option<String>,
    /// What can be done with the first record.
    pub acts: Option<PaletteActs>,
    /// Commands and settings.
    pub commands: Vec<PaletteCommand>,
    /// What to say when there is nothing.
    pub nothing: String,
}

/// A record in the palette.
#[derive(Clone, Debug)]
pub struct PaletteHit {
    /// Its module and id, as `MODULE:ID`.
    pub of: String,
    /// The record; its note says module and what tells it from others.
    pub record: RecordLine,
}

/// What can be done with a record.
#[derive(Clone, Debug, Default)]
pub struct PaletteActs {
    /// Its title.
    pub title: String,
    /// The acts; the first is done by Alt and Enter.
    pub acts: Vec<MenuItem>,
}

/// A command, or a page of the settings.
#[derive(Clone, Debug, Default)]
pub struct PaletteCommand {
    /// What it does.
    pub item: MenuItem,
    /// Where it belongs.
    pub side: String,
}

/// Draws the choices of the palette.
#[must_use]
pub fn palette(cx: Cx, page: &PalettePage) -> Markup {
    let records = if page.is_recent { "ui.home.recent" } else { "ui.palette.records" };
    html! {
        @if !page.records.is_empty() {
            (title(cx.text(records)))
            @for (at, hit) in page.records.iter().enumerate() { (hit_of(page, at, hit)) }
            @if let Some(all) = &page.all {
                li role="presentation" {
                    a.menu__item role="option" id="hit-all" href=(all) {
                        (icon("search")) (cx.text("ui.search.all"))
                    }
                }
            }
        }
        li.palette__acts role="presentation" id="palette-acts" {
            @if let Some(of) = &page.acts { (acts(cx, of)) }
        }
        @if !page.commands.is_empty() {
            (title(cx.text("ui.palette.commands")))
            @for (at, command) in page.commands.iter().enumerate() { (command_of(cx, at, command)) }
        }
        @if page.records.is_empty() && page.commands.is_empty() { (title(&page.nothing)) }
    }
}

/// Draws what can be done with a record: the part `palette.acts`.
#[must_use]
pub fn acts(cx: Cx, of: &PaletteActs) -> Markup {
    html! {
        @if !of.acts.is_empty() {
            div.menu__title { (cx.fill("ui.palette.acts", &[("title", &of.title)])) }
            @for (at, act) in of.acts.iter().enumerate() {
                @let keys = html! { kbd.kbd { "Alt" } " " kbd.kbd { "↵" } };
                @let side = html! {
                    @if at == 0 { span.menu__side aria-hidden="true" { (keys) } }
                };
                (option(cx, &format!("act-{at}"), act, &side))
            }
        }
    }
}

fn title(words: &str) -> Markup {
    html! { li.menu__title role="presentation" { (words) } }
}

fn hit_of(page: &PalettePage, at: usize, hit: &PaletteHit) -> Markup {
    let record = &hit.record;
    html! {
        li role="presentation" {
            a.menu__item role="option" id={ "hit-" (at) } href=(record.href) data-of=(hit.of) {
                (avatar(&record.title, record.id.bytes(), Shape::of(record.is_person), Size::Small))
                span.truncate { (marked(&record.title, &page.terms)) }
                span.menu__side.truncate { (marked(&record.note, &page.terms)) }
            }
        }
    }
}

fn command_of(cx: Cx, at: usize, command: &PaletteCommand) -> Markup {
    let side = html! { span.menu__side { (command.side) } };
    let drawn = option(cx, &format!("command-{at}"), &command.item, &side);
    html! { li role="presentation" { (drawn) } }
}

/// A choice: a link, a drawer, or a form that posts.
fn option(cx: Cx, id: &str, item: &MenuItem, side: &Markup) -> Markup {
    let content = html! { (icon(&item.icon)) span.truncate { (item.label) } (side) };
    match &item.go {
        Go::To(href) => html! { a.menu__item role="option" id=(id) href=(href) { (content) } },
        Go::Drawer(href) => html! {
            a.menu__item role="option" id=(id) href=(href) data-layer="drawer" { (content) }
        },
        Go::Post { action, fields, .. } => html! {
            form method="post" action=(action) {
                (token(cx))
                @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
                button.menu__item role="option" id=(id) type="submit" { (content) }
            }
        },
    }
}

/// A text in which the beginnings of words are marked that were typed.
#[must_use]
pub fn marked(text: &str, terms: &[String]) -> Markup {
    html! {
        @for (piece, is_mark) in pieces(text, terms) {
            @if is_mark { mark { (piece) } } @else { (piece) }
        }
    }
}

fn pieces<'t>(text: &'t str, terms: &[String]) -> Vec<(&'t str, bool)> {
    let (mut found, mut begin, mut is_inside) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        let starts = c.is_alphanumeric() && !is_inside;
        is_inside = c.is_alphanumeric();
        if starts && let Some(length) = agreeing(&text[at..], terms) {
            found.push((&text[begin..at], false));
            found.push((&text[at..at + length], true));
            begin = at + length;
        }
    }
    found.push((&text[begin..], false));
    found.retain(|(piece, _)| !piece.is_empty());
    found
}

/// How long the beginning of a word is that agrees with the longest term that fits.
fn agreeing(word: &str, terms: &[String]) -> Option<usize> {
    let lengths = terms.iter().filter_map(|term| {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let end = ends.take(60).find(|end| term.len() <= kernel::fold(&word[..*end]).len())?;
        kernel::fold(&word[..end]).starts_with(term.as_str()).then_some(end)
    });
    lengths.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_marked_whatever_its_spelling() {
        let marked = |text: &str, terms: &[&str]| -> Vec<String> {
            let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
            let cut = pieces(text, &terms);
            assert_eq!(cut.iter().map(|(piece, _)| *piece).collect::<String>(), text);
            cut.into_iter().filter(|(_, is)| *is).map(|(p, _)| p.to_owned()).collect()
        };
        assert_eq!(marked("Köhler GmbH", &["kohl", "g"]), ["Köhl", "G"]);
        assert_eq!(marked("Große Straße 12", &["strasse", "1"]), ["Straße", "1"]);
        assert_eq!(marked("unter Elbtal", &["tal"]), Vec::<String>::new());
        assert_eq!(super::marked("<b>", &["b".into()]).into_string(), "&lt;<mark>b</mark>&gt;");
    }
}
