//! The values of a pick list in their order, with labels in every language and a hue.

use maud::{Markup, html};

use crate::form::{Control, Extra, control, extras};
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::{icon, tag, token};
use ui::model::Tag;

/// A pick list.
#[derive(Clone, Debug, Default)]
pub struct ListPage {
    /// What is around it.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// Where one goes without sending it.
    pub back: String,
    /// Names of the languages.
    pub languages: Vec<String>,
    /// Hues to choose from: degrees and words.
    pub hues: Vec<(String, String)>,
    /// Its values in their order, with some rows that are free.
    pub values: Vec<ValueRow>,
    /// The mark of what it was read from.
    pub seen: Control,
    /// Fields that hold it, in words.
    pub used_by: String,
    /// What else can be done.
    pub extras: Vec<Extra>,
}

/// A value.
#[derive(Clone, Debug, Default)]
pub struct ValueRow {
    /// Its code; none yet where it is free.
    pub code: String,
    /// Its labels, in the order of the languages.
    pub labels: Vec<String>,
    /// Its hue in degrees, or nothing.
    pub hue: String,
    /// Whether it is no longer offered.
    pub is_retired: bool,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// Draws a pick list.
#[must_use]
pub fn picklist(cx: Cx, page: &ListPage) -> Markup {
    let body = html! {
        p.house__about { (page.used_by) }
        guarded-form data-dirty[page.frame.is_unsaved] {
        form.stack.stack--loose method="post" action=(page.action) {
            (token(cx))
            (control(&page.seen, ""))
            section.card {
                sortable-list.card__body {
                    (heads(cx, page))
                    ul.studio__values {
                        @for (at, value) in page.values.iter().enumerate() {
                            (row(cx, page, (at, value)))
                        }
                    }
                    p.xs.faint { (cx.text("ui.studio.values_hint")) }
                }
            }
            div.row {
                button.button.button--primary type="submit" { (cx.text("ui.action.save")) }
                a.button.button--ghost href=(page.back) { (cx.text("ui.action.cancel")) }
            }
        }
        }
        (extras(cx, &page.extras))
    };
    framed(cx, &page.frame, &html! {}, &body)
}

/// What stands above the columns; each control says by itself what it is.
fn heads(cx: Cx, page: &ListPage) -> Markup {
    html! {
        div.studio__value.studio__heads aria-hidden="true" {
            span {}
            @for language in &page.languages { span { (language) } }
            @for key in ["head_hue", "head_state", "preview"] {
                span { (cx.text(&format!("ui.studio.{key}"))) }
            }
        }
    }
}

fn row(cx: Cx, page: &ListPage, (at, value): (usize, &ValueRow)) -> Markup {
    let invalid = value.problem.as_ref().map(|_| "true");
    let problem = value.problem.as_ref().map(|_| format!("value-{at}-problem"));
    let shown = value.labels.first().filter(|label| !label.is_empty());
    html! {
        li.studio__value data-entry draggable="true" {
            input type="hidden" name="code" value=(value.code);
            span.studio__grip aria-hidden="true" { (icon("grip-vertical")) }
            @for (language, label) in page.languages.iter().zip(&value.labels) {
                input.input name="label" value=(label) autocomplete="off" placeholder=(language)
                    aria-label={ (cx.text("ui.studio.value")) " " (at + 1) ", " (language) }
                    aria-invalid=[invalid] aria-describedby=[problem.as_ref()];
            }
            select.select name="hue" aria-label={ (cx.text("ui.studio.hue")) " " (at + 1) } {
                @for (degrees, words) in &page.hues {
                    option value=(degrees) selected[*degrees == value.hue] { (words) }
                }
            }
            select.select name="state" aria-label={ (cx.text("ui.studio.state")) " " (at + 1) } {
                option value="on" selected[!value.is_retired] { (cx.text("ui.studio.offered")) }
                option value="off" selected[value.is_retired] { (cx.text("ui.studio.retired")) }
            }
            @if let Some(label) = shown {
                span.studio__sample aria-hidden="true" {
                    (tag(&Tag { label: label.clone(), hue: value.hue.parse().ok() }))
                }
            }
            @if let (Some(text), Some(id)) = (&value.problem, &problem) {
                p.field__error id=(id) { (icon("circle-alert")) (text) }
            }
        }
    }
}
