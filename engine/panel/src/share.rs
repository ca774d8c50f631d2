//! With whom one record is shared.

use maud::{Markup, html};

use crate::form::{Control, control};
use ui::Cx;
use ui::components::{Size, crumbs, icon, portrait, token};
use ui::model::Person;

/// The page, which is also what a drawer holds.
#[derive(Clone, Debug, Default)]
pub struct SharePage {
    /// Its heading.
    pub title: String,
    /// Pages above it.
    pub steps: Vec<(String, String)>,
    /// Where it is sent.
    pub action: String,
    /// In a sentence: who sees the record anyway.
    pub about: String,
    /// With whom it is shared.
    pub lines: Vec<ShareLine>,
    /// Fields of a further share; none when the reader may not share.
    pub controls: Vec<Control>,
}

/// One with whom the record is shared.
#[derive(Clone, Debug)]
pub struct ShareLine {
    /// Who.
    pub who: Person,
    /// What they do for it; may be empty.
    pub task: String,
    /// How far, in words.
    pub level: String,
    /// Whether the reader may end it.
    pub may_end: bool,
}

/// Draws with whom a record is shared.
#[must_use]
pub fn share(cx: Cx, page: &SharePage) -> Markup {
    let end = cx.text("ui.share.end");
    html! {
        header.page__head { (crumbs(cx, &page.steps)) h1 { (page.title) } }
        div.page__body.page__body--pad tabindex="0" role="region" aria-label=(page.title) {
            div.measure.stack.stack--loose {
                p.house__about { (page.about) }
                @if !page.lines.is_empty() {
                    ul.stack {
                        @for line in &page.lines {
                            li.row {
                                (face(&line.who))
                                span.grow {
                                    (line.who.name)
                                    @if !line.task.is_empty() {
                                        span.field__hint.share__task { (line.task) }
                                    }
                                }
                                span.field__hint { (line.level) }
                                @if line.may_end { (end_form(cx, page, line, end)) }
                            }
                        }
                    }
                }
                @if !page.controls.is_empty() {
                    form.stack.stack--loose method="post" action=(page.action) {
                        (token(cx))
                        div.house__fields {
                            @for one in &page.controls { (control(one, "share-")) }
                        }
                        div {
                            button.button.button--primary type="submit" {
                                (cx.text("ui.share.verb"))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn face(who: &Person) -> Markup {
    portrait(who, Size::Small)
}

fn end_form(cx: Cx, page: &SharePage, line: &ShareLine, end: &str) -> Markup {
    let label = format!("{end}: {}", line.who.name);
    html! {
        form method="post" action=(page.action) {
            (token(cx))
            input type="hidden" name="who" value=(line.who.id);
            input type="hidden" name="level" value="none";
            button.button.button--icon.button--ghost.button--sm type="submit" aria-label=(label)
                title=(label) { (icon("x")) }
        }
    }
}
