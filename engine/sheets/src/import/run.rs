//! An import under way or ended.

use maud::{Markup, html};

use super::frame::{head, tally};
use super::model::RunPage;
use ui::Cx;
use ui::components::{icon, progress, token};

/// Draws an import under way or ended.
#[must_use]
pub fn run(cx: Cx, page: &RunPage) -> Markup {
    html! {
        @match &page.recast {
            Some((title, _)) => { header.page__head { h1 { (title) } } }
            None => { (head(cx, &page.module, 2)) }
        }
        div.page__body.page__body--pad tabindex="0" role="region"
            aria-label=(cx.text("ui.import.step_run")) {
            div.measure { (run_state(cx, page)) }
        }
    }
}

/// Draws the state of an import; while it goes on the part asks for itself again.
#[must_use]
pub fn run_state(cx: Cx, page: &RunPage) -> Markup {
    let is_recast = page.recast.is_some();
    let title = if is_recast { cx.text("ui.import.recast") } else { &page.name };
    let undo = if is_recast { "ui.import.undo_recast" } else { "ui.import.undo" };
    let again = page.is_running.then(|| format!("{}?part=state", page.href));
    html! {
        section.card id="part-import-state" hx-get=[again.as_deref()]
            hx-trigger=[page.is_running.then_some("load delay:1s")] hx-swap="outerHTML"
            aria-live="polite" {
            div.card__head { h2 { (title) } span.push.muted { (page.state) } }
            div.card__body.stack.stack--loose {
                @if page.is_running { (progress(&page.name, page.progress.0, page.progress.1)) }
                (tally(cx, &page.tally))
                @if let Some(error) = &page.error {
                    div.banner.banner--danger role="alert" { (icon("circle-alert")) (error) }
                }
                div.row {
                    @if let Some((_, field)) = &page.recast {
                        a.button.button--primary href=(field) { (cx.text("ui.import.to_field")) }
                    } @else if !page.is_running {
                        a.button.button--primary href=(page.module.href) {
                            (cx.fill("ui.import.open", &[("many", &page.module.many)]))
                        }
                    }
                    @if let Some(errors) = &page.errors {
                        a.button href=(errors) { (icon("download")) (cx.text("ui.import.errors")) }
                    }
                    @if let Some(action) = &page.undo {
                        div data-takes-back { (post(cx, action, undo)) }
                    }
                    @if let Some(cancel) = &page.cancel { (post(cx, cancel, "ui.import.cancel")) }
                }
            }
        }
    }
}

fn post(cx: Cx, action: &str, verb: &'static str) -> Markup {
    html! {
        form method="post" action=(action) {
            (token(cx))
            button.button type="submit" { (cx.text(verb)) }
        }
    }
}
