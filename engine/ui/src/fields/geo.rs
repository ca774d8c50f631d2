//! A point on the earth.

use kernel::{GeoPoint, Value, from_scaled};
use maud::{Markup, html};

use super::control::Control;
use super::{Entered, Form};
use crate::{Cx, format};

/// Places behind the point that are shown: about a metre.
const PLACES: u32 = 5;

pub(super) fn show(cx: Cx, value: &Value) -> Markup {
    html! { @if let Value::Point(point) = value { span.tnum { (written(cx, *point)) } } }
}

/// The whole point stands in the input, so that saving unchanged changes nothing.
pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    let text = entered.text(&control.name, || match entered.value {
        Value::Point(point) => point.to_string(),
        _ => String::new(),
    });
    let hint = format!("{}-ways", control.id);
    let described = [Some(hint.as_str()), control.described_by.as_deref()];
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    html! {
        input.input type="text" id=(control.id) name=(control.name) value=(text)
            autocomplete="off" aria-label=[control.label.as_deref()]
            aria-required=[control.required()] aria-invalid=[control.invalid()]
            aria-describedby=(described);
        p.field__hint id=(hint) { (cx.text("ui.geo.ways")) }
    }
}

pub(super) fn parse(form: &Form, name: &str) -> Result<Value, &'static str> {
    match form.get(name).unwrap_or_default().trim() {
        "" => Ok(Value::Empty),
        text => GeoPoint::parse(text).map(Value::Point).ok_or("not_geo"),
    }
}

/// Degrees and the way they are counted: `48,13715° N, 11,57612° O`.
pub(super) fn written(cx: Cx, point: GeoPoint) -> String {
    let degrees = |n: i64, (minus, plus): (&str, &str)| {
        let shown = from_scaled((n.abs() + 5) / 10, PLACES);
        let way = cx.text(if n < 0 { minus } else { plus });
        format!("{}° {way}", format::decimal(cx, shown, PLACES))
    };
    let lat = degrees(point.lat(), ("ui.geo.south", "ui.geo.north"));
    let lon = degrees(point.lon(), ("ui.geo.west", "ui.geo.east"));
    format!("{lat}, {lon}")
}
