//! What holds for every dunning level.

use kernel::{Error, FieldProblem, Link, Result, Value};
use records::{Draft, Event, Work};

use super::fields;

/// A fee is what a letter costs; nobody is paid for being late.
pub fn fee_is_not_negative(draft: &Draft) -> Option<FieldProblem> {
    let fee = draft.get(&fields::FEE)?;
    fee.amount.is_sign_negative().then(|| FieldProblem::new(fields::FEE.name(), "not_negative"))
}

/// Each number is that of one level.
pub fn number_is_there_once(work: &mut Work<'_, '_>, event: &Event) -> Result<()> {
    const WHY: &str = "a dunning level has a number of its own";
    if event.module != "dunning_level" || event.name.ends_with(".trashed") {
        return Ok(());
    }
    let module = work.cx.engine.system(WHY).module("dunning_level")?;
    let held = work.hold(&Link::new("dunning_level", event.record), WHY)?;
    let Some(Value::Decimal(number)) =
        held.map(|record| record.value(&module, fields::NUMBER.name()).clone())
    else {
        return Ok(());
    };
    let same = work.all("dunning_level", &format!("number = {number}"), WHY)?;
    match same.len() {
        0 | 1 => Ok(()),
        _ => Err(Error::invalid(fields::NUMBER.name(), "level_twice")),
    }
}
