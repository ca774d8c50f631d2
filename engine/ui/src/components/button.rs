//! Buttons, links that look like buttons, and what happens when one is chosen.

use maud::{Markup, html};

use super::dialog::{confirm, confirm_id};
use super::icon;
use crate::Cx;
use crate::model::{Go, MenuItem, Tone};

/// How a button is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// With a border.
    #[default]
    Normal,
    /// Smaller, with a border.
    Small,
    /// Without border or ground.
    Ghost,
    /// Smaller, without border or ground.
    SmallGhost,
    /// Smaller, on a tinted ground.
    Soft,
    /// Only its icon; the label is a tooltip.
    Icon,
    /// Only its icon, smaller and without border.
    SmallIcon,
    /// An entry of a menu.
    Entry,
    /// Only its words, as a link in a line of text.
    Line,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Look::Normal => "button",
            Look::Small => "button button--sm",
            Look::Ghost => "button button--ghost",
            Look::SmallGhost => "button button--ghost button--sm",
            Look::Soft => "button button--soft button--sm",
            Look::Icon => "button button--icon button--ghost",
            Look::SmallIcon => "button button--icon button--ghost button--sm",
            Look::Entry => "menu__item",
            Look::Line => "line-button",
        }
    }

    fn hides_label(self) -> bool {
        matches!(self, Look::Icon | Look::SmallIcon)
    }
}

/// A button: its words, its icon, how it is drawn and how loud it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Button<'a> {
    /// Its words.
    pub label: &'a str,
    /// Its icon, or empty.
    pub icon: &'a str,
    /// How it is drawn.
    pub look: Look,
    /// How loud it is.
    pub tone: Tone,
    /// Key that presses it.
    pub key: Option<&'a str>,
}

impl Button<'_> {
    fn class(&self) -> String {
        let tone = match (self.look, self.tone) {
            (_, Tone::Plain) | (Look::Line, _) | (Look::Entry, Tone::Primary) => "",
            (Look::Entry, Tone::Danger) => " menu__item--danger",
            (_, Tone::Primary) => " button--primary",
            (_, Tone::Danger) => " button--danger",
        };
        format!("{}{tone}", self.look.class())
    }

    fn title(&self) -> Option<String> {
        let key = self.key.map(|key| key.to_uppercase());
        match (self.look.hides_label(), key) {
            (true, Some(key)) => Some(format!("{} ({key})", self.label)),
            (true, None) => Some(self.label.into()),
            (false, _) => None,
        }
    }

    fn content(&self) -> Markup {
        html! {
            @if !self.icon.is_empty() { (icon(self.icon)) }
            @if !self.look.hides_label() { (self.label) }
            @if let (Look::Entry, Some(key)) = (self.look, self.key) {
                span.menu__side aria-hidden="true" { kbd.kbd { (key.to_uppercase()) } }
            }
        }
    }
}

/// A button that posts the form it stands in.
#[must_use]
pub fn button(button: Button) -> Markup {
    let label = button.look.hides_label().then_some(button.label);
    html! {
        button type="submit" class=(button.class()) aria-label=[label] title=[button.title()]
            data-key=[button.key] { (button.content()) }
    }
}

/// A link that looks like a button.
#[must_use]
pub fn link(button: Button, href: &str) -> Markup {
    let label = button.look.hides_label().then_some(button.label);
    html! {
        a class=(button.class()) href=(href) aria-label=[label] title=[button.title()]
            data-key=[button.key] { (button.content()) }
    }
}

/// A button with only an icon that a script or a popover acts on.
#[must_use]
pub fn icon_button(name: &str, label: &str, hook: &str) -> Markup {
    html! {
        button type="button" class=(Look::SmallIcon.class()) aria-label=(label) title=(label)
            data-hook=(hook) { (icon(name)) }
    }
}

/// Draws an entry and what choosing it does: a link, a drawer, or a form that posts.
#[must_use]
pub fn go(cx: Cx, item: &MenuItem, look: Look) -> Markup {
    let drawn = Button {
        label: &item.label,
        icon: &item.icon,
        look,
        tone: item.tone,
        key: item.key.as_deref(),
    };
    match &item.go {
        Go::To(href) => link(drawn, href),
        Go::Drawer(href) => drawer(drawn, href),
        Go::Post { action, fields, confirm: None } => html! {
            form method="post" action=(action) { (token(cx)) (hidden(fields)) (button(drawn)) }
        },
        Go::Post { action, fields, confirm: Some(question) } => html! {
            button type="button" class=(drawn.class()) popovertarget=(confirm_id(action))
                aria-label=[look.hides_label().then_some(&item.label)] title=[drawn.title()] {
                (drawn.content())
            }
            (confirm(cx, question, action, fields))
        },
    }
}

/// The token that tells our own forms from forged ones.
#[must_use]
pub fn token(cx: Cx) -> Markup {
    html! { input type="hidden" name="csrf" value=(cx.csrf); }
}

/// Fields that a form carries along unseen.
#[must_use]
pub fn hidden(fields: &[(String, String)]) -> Markup {
    html! { @for (name, value) in fields { input type="hidden" name=(name) value=(value); } }
}

fn drawer(button: Button, href: &str) -> Markup {
    let label = button.look.hides_label().then_some(button.label);
    html! {
        a class=(button.class()) href=(href) data-layer="drawer" aria-label=[label]
            title=[button.title()] data-key=[button.key] { (button.content()) }
    }
}
