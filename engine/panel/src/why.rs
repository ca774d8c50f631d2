//! Why somebody reaches a record, or why not.

use maud::{Markup, html};

use crate::form::{Control, control};
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::icon;

/// The question and its answer.
#[derive(Clone, Debug, Default)]
pub struct WhyPage {
    /// What is around it.
    pub frame: Frame,
    /// The fields of the question.
    pub controls: Vec<Control>,
    /// The answer in a sentence, and whether the record is reached.
    pub answer: Option<(String, bool)>,
    /// The record that is asked about: title and address.
    pub record: Option<(String, String)>,
    /// The reasons.
    pub reasons: Vec<ReasonLine>,
    /// What holds for fields, in sentences.
    pub fields: Vec<String>,
}

/// One reason.
#[derive(Clone, Debug, Default)]
pub struct ReasonLine {
    /// In words.
    pub text: String,
    /// How far it reaches, in words; empty when it keeps away.
    pub level: String,
    /// Whether it opens anything.
    pub opens: bool,
}

/// Draws the question and its answer.
#[must_use]
pub fn why(cx: Cx, page: &WhyPage) -> Markup {
    let body = html! {
        form.card method="get" action="/settings/why" {
            div.card__body.house__fields.house__fields--top {
                @for one in &page.controls { (control(one, "")) }
                div { button.button.button--primary type="submit" { (cx.text("ui.house.ask")) } }
            }
        }
        @if let Some((answer, is_reached)) = &page.answer {
            @let mood = if *is_reached { "success" } else { "warning" };
            div class={ "banner banner--" (mood) } role="status" {
                div.grow {
                    p { strong { (answer) } }
                    @if let Some((title, href)) = &page.record { a href=(href) { (title) } }
                }
            }
            section.card {
                div.card__head { h2 { (cx.text("ui.house.reasons")) } }
                ul.card__body.stack { @for reason in &page.reasons { (line(reason)) } }
            }
            @if !page.fields.is_empty() {
                section.card {
                    div.card__head { h2 { (cx.text("ui.house.fields")) } }
                    ul.card__body.stack { @for text in &page.fields { li { (text) } } }
                }
            }
        }
    };
    framed(cx, &page.frame, &html! {}, &body)
}

fn line(reason: &ReasonLine) -> Markup {
    html! {
        li.row.row--top {
            (icon(if reason.opens { "check" } else { "x" }))
            span.grow { (reason.text) }
            span.field__hint { (reason.level) }
        }
    }
}
