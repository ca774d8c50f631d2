//! Records that may be the same as what is typed.

use maud::{Markup, html};

use super::TypedDuplicates;
use crate::Cx;
use crate::components::banner;
use crate::model::{Duplicate, Mood};

/// The part `edit.duplicates`: it asks again whenever the form around it changes.
#[must_use]
pub fn duplicates(cx: Cx, typed: &TypedDuplicates) -> Markup {
    let is_asking = typed.check.is_some();
    let when = is_asking.then_some("change from:'closest form' delay:300ms");
    html! {
        // Multipart would send the chosen files with every question.
        div id="part-edit-duplicates" data-quiet hx-post=[typed.check.as_deref()] hx-trigger=[when]
            hx-encoding=[is_asking.then_some("application/x-www-form-urlencoded")]
            hx-target=[is_asking.then_some("this")] hx-swap=[is_asking.then_some("outerHTML")]
            hx-sync=[is_asking.then_some("this:replace")] tabindex="-1" autofocus[typed.is_held] {
            @if !typed.found.is_empty() { (found(cx, typed)) }
        }
    }
}

fn found(cx: Cx, typed: &TypedDuplicates) -> Markup {
    let words = html! {
        strong { (cx.text("ui.form.duplicates")) }
        ul.banner__list { @for one in &typed.found { li { (duplicate(cx, one)) } } }
    };
    let actions = html! {
        @if typed.is_held {
            button.button.button--sm type="submit" name="allow_duplicate" value="1" {
                (cx.text("ui.form.create_anyway"))
            }
        }
    };
    banner(Mood::Warning, &words, &actions)
}

/// The other record opens beside the form, which keeps what was typed.
fn duplicate(cx: Cx, one: &Duplicate) -> Markup {
    html! {
        @match &one.record {
            Some(record) => {
                a href=(record.href) target="_blank" rel="noopener" {
                    (record.title)
                    span.sr-only { " " (cx.text("ui.form.opens_beside")) }
                }
                @if !record.note.is_empty() { ", " (record.note) }
            }
            None => { (cx.text("ui.form.duplicate_hidden")) }
        }
        @if !one.agrees_in.is_empty() {
            " · " (cx.fill("ui.form.agrees_in", &[("fields", &one.agrees_in.join(", "))]))
        }
    }
}
