//! A telephone number.

use kernel::Value;
use maud::{Markup, html};

use super::control::{Control, Typing, line};
use super::{Entered, Form, text};

pub(super) fn show(value: &Value) -> Markup {
    html! { a.tnum href={ "tel:" (dialled(value.as_text())) } { (value.as_text()) } }
}

pub(super) fn edit(control: &Control, entered: &Entered) -> Markup {
    line(control, Typing::Phone, &entered.text(&control.name, || entered.value.as_text().into()))
}

pub(super) fn parse(form: &Form, name: &str) -> Value {
    text::parse(form, name)
}

/// RFC 3966: digits and a leading plus; a zero in brackets is not dialled after a country code.
pub(super) fn dialled(text: &str) -> String {
    let text =
        if text.trim_start().starts_with('+') { text.replace("(0)", "") } else { text.into() };
    text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_dialled_without_signs() {
        assert_eq!(dialled("+49 (0) 30 / 23 125-114"), "+493023125114");
        assert_eq!(dialled("(030) 23125"), "03023125");
    }
}
