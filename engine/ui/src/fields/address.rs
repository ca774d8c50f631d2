//! A postal address.

use kernel::{Address, Language, Value, fold};
use maud::{Markup, html};

use super::control::{Control, Typing, line, lines};
use super::{Entered, Form};
use crate::Cx;

pub(super) fn show(cx: Cx, value: &Value) -> Markup {
    let Value::Address(address) = value else { return html! {} };
    html! { span.pre { (written(cx, address).join("\n")) } }
}

pub(super) fn cell(cx: Cx, value: &Value) -> Markup {
    let Value::Address(address) = value else { return html! {} };
    let whole = written(cx, address).join(", ").replace('\n', ", ");
    let place = format!("{} {}", address.zip, address.city);
    // A row has room for the place; the whole address stands on the record.
    let shown = if address.city.is_empty() { whole.as_str() } else { place.trim() };
    html! { span title=(whole) { (shown) } }
}

pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    let stored = |part: &str| match entered.value {
        Value::Address(address) if part == "country" => country(cx, &address.country),
        Value::Address(address) => address.part(part).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    let part = |name: &'static str, label: &str| {
        let control = Control { is_required: false, ..control.part(name, label) };
        let text = entered.text(&control.name, || stored(name));
        (control, text)
    };
    let (street, street_text) = part("street", cx.text("ui.address.street"));
    let (zip, zip_text) = part("zip", cx.text("ui.address.zip"));
    let (city, city_text) = part("city", cx.text("ui.address.city"));
    let (state, state_text) = part("state", cx.text("ui.address.state"));
    let (land, land_text) = part("country", cx.text("ui.address.country"));
    let (po_box, po_box_text) = part("po_box", cx.text("ui.address.po_box"));
    html! {
        div.address-form {
            div.address-form__wide { (labelled(&street, &lines(&street, &street_text, 1))) }
            (labelled(&zip, &line(&zip, Typing::Text, &zip_text)))
            (labelled(&city, &line(&city, Typing::Text, &city_text)))
            (labelled(&po_box, &line(&po_box, Typing::Text, &po_box_text)))
            (labelled(&state, &line(&state, Typing::Text, &state_text)))
            div.address-form__wide { (labelled(&land, &line(&land, Typing::Text, &land_text))) }
        }
    }
}

pub(super) fn parse(cx: Cx, form: &Form, name: &str) -> Value {
    let mut address = Address::default();
    for part in Address::PARTS {
        let typed = form.get(&format!("{name}.{part}")).unwrap_or_default().trim();
        let text = if part == "country" { country_code(cx, typed) } else { typed.into() };
        if let Some(place) = address.part_mut(part) {
            *place = text.replace("\r\n", "\n");
        }
    }
    if address.is_empty() { Value::Empty } else { Value::Address(address) }
}

/// The address in lines, the country in words.
pub(super) fn written(cx: Cx, address: &Address) -> Vec<String> {
    let place = format!("{} {}", address.zip, address.city);
    let country = country(cx, &address.country);
    [&address.street, &address.po_box, place.trim(), &address.state, &country]
        .into_iter()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}

fn labelled(control: &Control, input: &Markup) -> Markup {
    html! {
        label.field {
            span.field__hint { (control.label.as_deref().unwrap_or_default()) }
            (input)
        }
    }
}

fn country(cx: Cx, code: &str) -> String {
    cx.find(&format!("ui.country.{code}")).unwrap_or(code).to_owned()
}

/// The code of a country written in any language of the house; anything else stays as it is.
fn country_code(cx: Cx, typed: &str) -> String {
    let texts = cx.catalog.texts();
    let upper = typed.to_ascii_uppercase();
    if texts.find(Language::En, &format!("ui.country.{upper}")).is_some() {
        return upper;
    }
    let wanted = fold(typed);
    for language in Language::ALL {
        let keys =
            texts.keys(language).filter_map(|key| Some((key, key.strip_prefix("ui.country.")?)));
        for (key, code) in keys {
            if texts.find(language, key).is_some_and(|name| fold(name) == wanted) {
                return code.into();
            }
        }
    }
    typed.into()
}
