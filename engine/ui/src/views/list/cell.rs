//! A cell that is edited where it stands: what a cell holds, as a form and as its value.

use maud::{Markup, html};

use crate::Cx;
use crate::components::{icon, toast_partial, token};
use crate::fields::{self, Entered, Form};
use crate::model::Toast;
use crate::views::detail::{FactMark, FactView, has_many, keys, sentence};
use crate::views::edit::focused;

/// Keeps ids of controls apart from those of forms that may lie over the list.
const SCOPE: &str = "cell";

/// The value, as the list shows it.
#[must_use]
pub fn cell_value(cx: Cx, fact: &FactView) -> Markup {
    fields::cell(cx, fact.field, &fact.value)
}

/// The value after it was saved, with what takes that back.
#[must_use]
pub fn cell_saved(cx: Cx, fact: &FactView, toast: &Toast) -> Markup {
    html! { (cell_value(cx, fact)) (toast_partial(cx, toast)) }
}

/// The form in the place of the value; what was refused stays typed.
#[must_use]
pub fn cell_form(cx: Cx, fact: &FactView, version: i64, entered: Option<&Form>) -> Markup {
    let address = format!("{}?part=cell", fact.edit.as_deref().unwrap_or_default());
    let problem = match &fact.mark {
        FactMark::Refused(problem) => Some(problem),
        FactMark::None | FactMark::Saved => None,
    };
    let offered = fact.offered.as_deref();
    let control =
        Entered { form: entered, problem, offered, ..Entered::stored(&fact.value, SCOPE) };
    let id = control.id(fact.field);
    let control = focused(&fields::edit(cx, fact.field, &control));
    html! {
        form.cell-form method="post" action=(address) hx-post=(address) hx-target="closest td"
            hx-swap="innerHTML" data-many[has_many(fact)] novalidate {
            (token(cx))
            input type="hidden" name="version" value=(version);
            @if fields::is_group(fact.field) {
                fieldset { legend.sr-only { (fact.label) } (control) }
            } @else {
                label.sr-only for=(id) { (fact.label) }
                (control)
            }
            @if let Some(problem) = problem {
                p.field__error id={ (id) "-problem" } role="alert" {
                    (icon("circle-alert")) span { (sentence(cx, fact, problem)) }
                }
            }
            (keys(cx, problem))
        }
    }
}
