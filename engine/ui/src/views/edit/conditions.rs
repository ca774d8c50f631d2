//! Fields that are shown or needed by what stands in others.

use maud::{Markup, html};

use super::FormConditions;

/// The part `edit.conditions`: it asks again whenever the form around it changes, and what it
/// answers shows and hides the fields of that form.
#[must_use]
pub fn conditions(conditions: &FormConditions) -> Markup {
    let Some(check) = &conditions.check else { return html! {} };
    html! {
        // It stays and only what it holds is replaced, so that later changes are asked, too.
        div #part-edit-conditions data-quiet hx-post=(check) hx-target="this" hx-swap="innerHTML"
            hx-trigger="change from:'closest form' delay:100ms" hx-sync="this:replace"
            hx-encoding="application/x-www-form-urlencoded" { (states(conditions)) }
    }
}

/// What the part holds.
#[must_use]
pub fn states(conditions: &FormConditions) -> Markup {
    html! {
        field-states data-hidden=(conditions.hidden.join(" "))
            data-needed=(conditions.needed.join(" ")) {}
    }
}
