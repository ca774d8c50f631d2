//! What somebody wrote: read with whoever is mentioned in it, and changed where it stands.

use kernel::FieldProblem;
use maud::{Markup, html};

use crate::Cx;
use crate::components::{Button, Look, button, icon, problem_text, token};
use crate::model::{Go, MenuItem};

/// A comment as its reader sees it.
#[derive(Clone, Debug, Default)]
pub struct CommentView {
    /// The text as written.
    pub text: String,
    /// Names of those who are mentioned in it.
    pub mentions: Vec<String>,
    /// Whether it was changed after it was written.
    pub is_edited: bool,
    /// Address that changes it.
    pub edit: Option<String>,
    /// Where removing it is posted.
    pub remove: Option<String>,
}

/// Where a text about a record is written; it posts `text`, and `mention` for people chosen.
#[derive(Clone, Debug, Default)]
pub struct CommentBox<'a> {
    /// Id of the text area.
    pub id: &'a str,
    /// What stands in it.
    pub text: &'a str,
    /// Why it was refused.
    pub problem: Option<&'a FieldProblem>,
    /// Address of the people who can be mentioned.
    pub people: &'a str,
    /// Lines at first.
    pub rows: u8,
}

pub(super) fn card(cx: Cx, comment: &CommentView) -> Markup {
    let edit_label = cx.text("ui.record.edit_comment");
    html! {
        div.event__card {
            p.pre {
                (said(&comment.text, &comment.mentions))
                @if comment.is_edited { " " span.xs.faint { (cx.text("ui.record.edited")) } }
            }
            div.event__tools {
                @if let Some(edit) = &comment.edit {
                    a.button.button--icon.button--ghost.button--sm href=(edit) hx-get=(edit)
                        hx-target="closest .event__card" hx-swap="outerHTML"
                        aria-label=(edit_label) title=(edit_label) { (icon("pencil")) }
                }
                @if let Some(action) = &comment.remove { (remove(cx, action)) }
            }
        }
    }
}

fn remove(cx: Cx, action: &str) -> Markup {
    let item = MenuItem {
        label: cx.text("ui.record.remove_comment").into(),
        icon: "trash-2".into(),
        go: Go::Post { action: action.into(), fields: Vec::new(), confirm: None },
        ..MenuItem::default()
    };
    crate::components::go(cx, &item, Look::SmallIcon)
}

/// The text, with those marked who are mentioned in it.
fn said(text: &str, mentions: &[String]) -> Markup {
    html! {
        @for (piece, is_mention) in pieces(text, mentions) {
            @if is_mention { span.mention { (piece) } } @else { (piece) }
        }
    }
}

/// Cuts a text into what names somebody and what does not.
fn pieces<'t>(text: &'t str, mentions: &[String]) -> Vec<(&'t str, bool)> {
    let (mut found, mut begin, mut at) = (Vec::new(), 0, 0);
    while let Some(sign) = text[at..].find('@').map(|n| at + n) {
        let rest = &text[sign + 1..];
        let length = mentions.iter().filter_map(|name| length_of(rest, name)).max();
        at = sign + 1 + length.unwrap_or(0);
        if length.is_some() {
            found.push((&text[begin..sign], false));
            found.push((&text[sign..at], true));
            begin = at;
        }
    }
    found.push((&text[begin..], false));
    found.retain(|(piece, _)| !piece.is_empty());
    found
}

/// How long a name is at the beginning of a text, whatever the case.
fn length_of(text: &str, name: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    let same = |a: char, b: char| a == b || a.to_lowercase().eq(b.to_lowercase());
    let agrees = name.chars().all(|wanted| rest.next().is_some_and(|(_, c)| same(c, wanted)));
    let end = rest.next();
    let ends = agrees && !end.is_some_and(|(_, c)| c.is_alphanumeric());
    ends.then(|| end.map_or(text.len(), |(at, _)| at))
}

/// Draws where a text is written; while `@` is typed, people are offered.
pub(super) fn text_box(cx: Cx, place: &CommentBox) -> Markup {
    let problem = place.problem.map(|problem| {
        problem_text(cx, &problem.clone().with("field", cx.text("ui.record.comment")))
    });
    let about = format!("{}-problem", place.id);
    html! {
        mention-box data-source=(place.people) {
            label.sr-only for=(place.id) { (cx.text("ui.record.comment")) }
            textarea.textarea.textarea--low id=(place.id) name="text" rows=(place.rows) required
                placeholder=(cx.text("ui.record.comment_hint"))
                aria-invalid=[problem.as_ref().map(|_| "true")]
                aria-describedby=[problem.as_ref().map(|_| &about)] { "\n" (place.text) }
            ul.combo__list.menu id={ (place.id) "-people" } role="listbox" popover="manual"
                aria-label=(cx.text("ui.record.people")) {}
        }
        @if let Some(problem) = &problem {
            p.field__error id=(about) { (icon("circle-alert")) (problem) }
        }
    }
}

/// Draws the form that changes a comment; the record is where one goes without saving.
#[must_use]
pub fn comment_form(cx: Cx, action: &str, place: &CommentBox, record: &str) -> Markup {
    html! {
        guarded-form.event__card.event__card--form {
            form.composer__form method="post" action=(action) {
                (token(cx))
                (text_box(cx, place))
                div.row.row--tight {
                    (button(Button {
                        label: cx.text("ui.action.save"),
                        look: Look::Small,
                        ..Button::default()
                    }))
                    a.button.button--ghost.button--sm href=(record) {
                        (cx.text("ui.action.cancel"))
                    }
                }
            }
        }
    }
}

/// Draws that form on a page of its own.
#[must_use]
pub fn comment_page(cx: Cx, form: &Markup, record: &str) -> Markup {
    html! {
        header.page__head {
            a.button.button--icon.button--ghost.button--sm href=(record)
                aria-label=(cx.text("ui.action.cancel")) { (icon("arrow-left")) }
            h1 { (cx.text("ui.record.edit_comment")) }
        }
        div.page__body.page__body--pad { div.measure { (form) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_mentioned_are_marked_and_nothing_is_lost() {
        let names = ["Tim".to_owned(), "Tim Ürgens".to_owned()];
        let text = "Frag @tim ürgens, nicht @Timo <b>@Tim</b> a@b.de";
        let cut = pieces(text, &names);
        assert_eq!(cut.iter().map(|(piece, _)| *piece).collect::<String>(), text);
        let marked: Vec<&str> = cut.iter().filter(|(_, is)| *is).map(|(p, _)| *p).collect();
        assert_eq!(marked, ["@tim ürgens", "@Tim"]);
        let drawn = said(text, &names).into_string();
        assert!(drawn.contains("&lt;b&gt;<span class=\"mention\">@Tim</span>&lt;/b&gt;"));
    }
}
