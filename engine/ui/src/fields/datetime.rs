//! A moment, typed as day and time in the reader's zone.

use kernel::{Instant, Time, Value};
use maud::{Markup, html};

use super::control::{Control, Typing, line};
use super::{Entered, Form, date};
use crate::{Cx, format, read};

pub(super) fn show(cx: Cx, value: &Value) -> Markup {
    html! {
        @if let Value::Instant(at) = value {
            time.tnum datetime=(at) { (format::date_time(cx, *at)) }
        }
    }
}

pub(super) fn cell(cx: Cx, value: &Value) -> Markup {
    html! {
        @if let Value::Instant(at) = value {
            time.tnum datetime=(at) title=(format::date_time(cx, *at)) {
                (format::relative_date(cx, at.in_zone(&cx.locale.zone).0))
            }
        }
    }
}

pub(super) fn edit(cx: Cx, control: &Control, entered: &Entered) -> Markup {
    let local = if let Value::Instant(at) = entered.value {
        Some(at.in_zone(&cx.locale.zone))
    } else {
        None
    };
    let day = control.first_part("date");
    let clock = control.part("time", cx.text("ui.field.time"));
    let date_text =
        entered.text(&day.name, || local.map_or(String::new(), |(date, _)| format::date(cx, date)));
    let time_text = entered
        .text(&clock.name, || local.map_or(String::new(), |(_, time)| format::time(cx, time)));
    html! {
        div.input-pair {
            div.grow { (date::picker(cx, &line(&day, Typing::Text, &date_text))) }
            div.input-pair__side { (line(&clock, Typing::Text, &time_text)) }
        }
    }
}

pub(super) fn parse(cx: Cx, form: &Form, name: &str) -> Result<Value, &'static str> {
    let day = date::day(cx, form.get(&format!("{name}.date")).unwrap_or_default())?;
    let text = form.get(&format!("{name}.time")).unwrap_or_default().trim();
    let time = match text {
        "" => None,
        text => Some(read::time(text).ok_or("not_time")?),
    };
    match (day, time) {
        (None, None) => Ok(Value::Empty),
        (None, Some(_)) => Err("not_date"),
        (Some(day), time) => {
            let time = time.unwrap_or(Time::from_seconds(0));
            Ok(Value::Instant(Instant::from_local(day, time, &cx.locale.zone)))
        }
    }
}
