//! Menus that open under a button, without script.

use maud::{Markup, html};

use super::{Button, Look, go, icon};
use crate::Cx;
use crate::model::MenuItem;

/// A button with a menu of entries under it.
#[must_use]
pub fn menu(cx: Cx, id: &str, button: Button, items: &[MenuItem]) -> Markup {
    let (class, label) = match button.look {
        Look::Icon => ("button button--icon button--ghost", None),
        Look::SmallIcon => ("button button--icon button--ghost button--sm", None),
        Look::Ghost => ("button button--ghost", Some(button.label)),
        _ => ("button", Some(button.label)),
    };
    html! {
        button type="button" class=(class) popovertarget=(id) aria-haspopup="true"
            aria-label=[label.is_none().then_some(button.label)]
            title=[label.is_none().then_some(button.label)] data-key=[button.key] {
            (icon(button.icon)) @if let Some(label) = label { (label) }
        }
        div.menu id=(id) popover {
            @for item in items { (menu_item(cx, item)) }
        }
    }
}

/// An entry of a menu.
#[must_use]
pub fn menu_item(cx: Cx, item: &MenuItem) -> Markup {
    go(cx, item, Look::Entry)
}
