//! Who one is.

use maud::{Markup, html};
use ui::Cx;
use ui::components::{Size, icon, portrait, token};
use ui::model::Person;

use super::frame::{MeFrame, card, framed};
use crate::form::{Control, Kind, control};

/// What is known about oneself.
#[derive(Clone, Debug)]
pub struct ProfilePage {
    /// What is around it.
    pub frame: MeFrame,
    /// Oneself.
    pub person: Person,
    /// What is wrong with the picture that was sent.
    pub picture_problem: Option<String>,
    /// Whether one sets one's own picture.
    pub may_picture: bool,
    /// Version that was read.
    pub version: i64,
    /// What is wrong with the whole of what was sent.
    pub problem: Option<String>,
    /// Everything about oneself; what cannot be changed says why.
    pub controls: Vec<Control>,
}

/// Draws the page.
#[must_use]
pub fn profile(cx: Cx, page: &ProfilePage) -> Markup {
    let is_open = page.controls.iter().any(|one| !matches!(one.kind, Kind::Fixed(_)));
    let form = html! {
        @if let Some(problem) = &page.problem {
            div.banner.banner--danger role="alert" { p { (problem) } }
        }
        form.stack.stack--loose method="post" action="/me" {
            (token(cx))
            input type="hidden" name="version" value=(page.version);
            @for one in &page.controls { (control(one, "")) }
            @if is_open {
                div { button.button.button--primary type="submit" { (cx.text("ui.action.save")) } }
            }
        }
    };
    let body = html! {
        (card("picture", cx.text("ui.own.field.picture"), &picture(cx, page)))
        (card("person", &page.person.name, &form))
    };
    framed(cx, &page.frame, &body)
}

fn picture(cx: Cx, page: &ProfilePage) -> Markup {
    let problem = page.picture_problem.as_deref();
    let described = if problem.is_some() { "picture-problem" } else { "picture-hint" };
    html! {
        div.row.row--top {
            (portrait(&page.person, Size::Huge))
            @if page.may_picture {
                div.grow.stack {
                    form.stack method="post" action="/me/picture" enctype="multipart/form-data" {
                        (token(cx))
                        input.input type="file" name="picture" id="picture-file" required
                            accept="image/jpeg,image/png,image/gif,image/bmp,image/webp"
                            aria-label=(cx.text("ui.own.picture_choose"))
                            aria-invalid=[problem.map(|_| "true")] aria-describedby=(described);
                        @if let Some(problem) = problem {
                            p.field__error id="picture-problem" { (icon("circle-alert")) (problem) }
                        }
                        p.field__hint id="picture-hint" { (cx.text("ui.own.hint.picture")) }
                        div.row {
                            button.button type="submit" { (cx.text("ui.own.picture_set")) }
                            @if page.person.picture.is_some() {
                                button.button.button--ghost type="submit" formnovalidate
                                    formaction="/me/picture/remove" {
                                    (cx.text("ui.own.picture_remove"))
                                }
                            }
                        }
                    }
                }
            } @else {
                p.field__hint { (cx.text("ui.own.only_administrators")) }
            }
        }
    }
}
