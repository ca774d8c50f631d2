//! Numbers of records: what they begin with, how long they are, and where they go on.

use std::collections::BTreeMap;

use catalog::{Change, Module, NumberSeries};
use kernel::{Error, FieldProblem, Result};
use records::Cx;

/// Numbers beyond which no counter goes on.
const HIGHEST: i64 = 999_999_999_999;

/// How the numbers of a module look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbering {
    /// What stands before the counter, with `{year}` and `{month}` in it.
    pub prefix: String,
    /// Digits of the counter at least.
    pub digits: usize,
    /// The counter that comes next.
    pub next: i64,
}

/// How the numbers of a module look now.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound` for a module without numbers, and for
/// one whose numbers are as the law wants them.
pub async fn numbering(cx: &Cx, module: &str) -> Result<Numbering> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let series = free(&module).ok_or(Error::NotFound)?;
    let (prefix, digits) = series.parts().ok_or(Error::NotFound)?;
    let (_, next) = records::number::next_number(cx, series).await?;
    Ok(Numbering { prefix: prefix.to_owned(), digits, next })
}

/// Whether an administrator may say how the numbers of a module look.
#[must_use]
pub fn is_numbered_freely(module: &Module) -> bool {
    free(module).is_some_and(|series| series.parts().is_some())
}

/// The next numbers as they would be printed.
///
/// # Errors
/// As `renumber`.
pub async fn preview(cx: &Cx, module: &str, wanted: &Numbering, n: i64) -> Result<Vec<String>> {
    let (series, _) = judged(cx, module, wanted).await?;
    Ok(records::number::printed(cx, &series, (wanted.next, n)))
}

/// Says how the numbers of a module look from now on; those that were given stay.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound` as `numbering`; `Invalid` at the fields
/// of the form, among them a counter that was given already.
pub async fn renumber(cx: &Cx, module: &str, wanted: &Numbering) -> Result<()> {
    let (series, floor) = judged(cx, module, wanted).await?;
    let known = cx.module(module)?;
    if floor.is_empty() && known.number.as_ref().is_some_and(|now| now.form == series.form) {
        return Ok(());
    }
    let change = Change::Number {
        module: module.to_owned(),
        prefix: wanted.prefix.clone(),
        digits: wanted.digits,
        at_least: floor,
    };
    cx.engine.change(cx, change).await
}

/// The series as it would be, and where it would go on if that is somewhere else.
async fn judged(
    cx: &Cx,
    module: &str,
    wanted: &Numbering,
) -> Result<(NumberSeries, BTreeMap<String, i64>)> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let now = free(&module).ok_or(Error::NotFound)?;
    let problem = |problem: FieldProblem| Error::Invalid(vec![problem]);
    let form = NumberSeries::form_of(&wanted.prefix, wanted.digits)
        .map_err(|(field, code)| problem(FieldProblem::new(field, code).with("max", 20)))?;
    let start = if wanted.prefix.contains("{year}") { 1 } else { now.start };
    let series = NumberSeries { form, start, ..now.clone() };
    let (key, next) = records::number::next_number(cx, &series).await?;
    if wanted.next < 1 || HIGHEST < wanted.next {
        return Err(problem(FieldProblem::new("next", "wrong_counter")));
    }
    if wanted.next < next {
        return Err(problem(FieldProblem::new("next", "counter_given").with("next", next)));
    }
    let is_as_it_is = wanted.next == next;
    let floor = if is_as_it_is { BTreeMap::new() } else { [(key, wanted.next)].into() };
    Ok((series, floor))
}

fn free(module: &Module) -> Option<&NumberSeries> {
    module.number.as_ref().filter(|series| series.is_free())
}
