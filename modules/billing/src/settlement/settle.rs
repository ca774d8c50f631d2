//! How a document is settled by another record, or no longer.

use kernel::{Decimal, Error, FieldProblem, Line, Link, Money, Result};
use records::{Field, Work};

use super::fields;
use super::rules::{is_owed, owed, settled};

/// What settled a document.
pub const PAYMENTS: Field<Vec<Line>> = Field::new("payments");
/// What of it is settled.
pub const PAID: Field<Money> = Field::new("paid_amount");
/// What of it is open.
pub const OPEN: Field<Money> = Field::new("open_amount");

/// Why the program reads a document whoever pays it.
const WHY: &str = "a document knows what settled it";

/// Notes in a document what settles it from now on, in the place of what the same record settled
/// before; `place` is where the other record says so.
///
/// # Errors
/// `Invalid` at `place`: `not_open` when nothing is owed, `more_than_open`.
pub fn settle(
    work: &mut Work<'_, '_>,
    (document, place): (&Link, &str),
    by: &Link,
    now: Option<Line>,
) -> Result<()> {
    let Some(record) = work.hold(document, WHY)? else { return Ok(()) };
    let module = work.cx.module(&document.module)?;
    let mut draft = work.held(&module, record);
    let mut lines = draft.get(&PAYMENTS).unwrap_or_default();
    lines.retain(|line| fields::DOCUMENT.of(line).as_ref() != Some(by));
    if now.is_some() && !is_owed(&draft) {
        return Err(Error::invalid(&format!("{place}.document"), "not_open"));
    }
    draft.put(&PAYMENTS, Some(lines.clone()).filter(|lines| !lines.is_empty()));
    let open = owed(&draft) - settled(&draft);
    lines.extend(now);
    draft.put(&PAYMENTS, Some(lines).filter(|lines| !lines.is_empty()));
    if !is_within(settled(&draft), owed(&draft)) {
        let problem = FieldProblem::new(&format!("{place}.amount"), "more_than_open");
        return Err(Error::Invalid(vec![problem.with("value", open.normalize())]));
    }
    work.amend(draft, "settled").map(drop)
}

/// Nothing settles more than is owed, and nothing less than nothing.
fn is_within(settled: Decimal, owed: Decimal) -> bool {
    let least = owed.min(Decimal::ZERO);
    (least..=owed.max(Decimal::ZERO)).contains(&settled)
}
