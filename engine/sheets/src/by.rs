//! The field by which the records of a list are drawn, to choose.

use maud::{Markup, html};

use ui::components::icon;

/// A menu of fields, each with its label, its address and whether it is the present one, behind a
/// button with a sign and a label.
pub(crate) fn by(
    id: &str,
    (sign, label): (&'static str, &str),
    fields: &[(String, String, bool)],
) -> Markup {
    html! {
        div.push {
            button.button.button--ghost.button--sm type="button" popovertarget=(id)
                aria-haspopup="true" { (icon(sign)) (label) }
            div.menu id=(id) popover {
                @for (label, href, is_current) in fields {
                    a.menu__item href=(href) aria-current=[is_current.then_some("true")] {
                        (icon(if *is_current { "check" } else { sign })) (label)
                    }
                }
            }
        }
    }
}
