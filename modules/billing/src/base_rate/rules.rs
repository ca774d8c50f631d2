//! What holds for every base rate.

use kernel::{Error, Link, Result, Value};
use records::{Draft, Event, Work};

use super::fields;

/// It is called by its country and its day, the same in every language.
pub fn name_follows(draft: &mut Draft) {
    let country = draft.get(&fields::COUNTRY).unwrap_or_default().to_uppercase();
    let day = draft.get(&fields::VALID_FROM).map(|day| day.to_string()).unwrap_or_default();
    draft.put(&fields::NAME, Some(format!("{country} {day}").trim().to_owned()));
}

/// A country has one base rate from a day on.
pub fn day_is_there_once(work: &mut Work<'_, '_>, event: &Event) -> Result<()> {
    const WHY: &str = "a base rate is the only one of its day";
    if event.module != "base_rate" || event.name.ends_with(".trashed") {
        return Ok(());
    }
    let module = work.cx.engine.system(WHY).module("base_rate")?;
    let held = work.hold(&Link::new("base_rate", event.record), WHY)?;
    let Some(record) = held else { return Ok(()) };
    let Value::Date(day) = record.value(&module, fields::VALID_FROM.name()) else {
        return Ok(());
    };
    let country = record.value(&module, fields::COUNTRY.name()).as_text();
    let same = format!(r#"country = "{country}" and valid_from = "{day}""#);
    match work.all("base_rate", &same, WHY)?.len() {
        0 | 1 => Ok(()),
        _ => Err(Error::invalid(fields::VALID_FROM.name(), "base_rate_twice")),
    }
}
