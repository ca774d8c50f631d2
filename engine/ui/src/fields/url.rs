//! A web address.

use kernel::Value;
use maud::{Markup, html};

use super::control::{Control, Typing, line};
use super::{Entered, Form, text};

/// Only web schemes become links (ASVS 1.2.2); the check refuses others before they are stored.
pub(super) fn show(value: &Value) -> Markup {
    let address = value.as_text();
    let short = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let target = match (short, address.contains("://")) {
        (Some(_), _) => Some(address.to_owned()),
        (None, false) => Some(format!("https://{address}")),
        (None, true) => None,
    };
    let words = short.unwrap_or(address).trim_end_matches('/');
    html! {
        @match target {
            Some(target) => {
                a href=(target) target="_blank" rel="noopener noreferrer" { (words) }
            }
            None => { (words) }
        }
    }
}

pub(super) fn edit(control: &Control, entered: &Entered) -> Markup {
    line(control, Typing::Url, &entered.text(&control.name, || entered.value.as_text().into()))
}

pub(super) fn parse(form: &Form, name: &str) -> Value {
    text::parse(form, name)
}
