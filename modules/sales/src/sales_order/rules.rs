//! What holds for every sales order.

use goods::position::fields as position;
use goods::position::rules::positions_are_summed;
use kernel::FieldProblem;
use records::{Draft, Record};

use super::fields;

/// An order comes to what its positions say, with the tax of the day on which it is delivered.
pub fn order_is_summed(draft: &mut Draft) {
    let day = draft.get(&fields::DELIVER_ON).or(draft.get(&fields::ORDER_DATE));
    let day = day.unwrap_or(draft.when.day);
    positions_are_summed(draft, day);
}

/// What was billed of a position is not ordered away.
pub fn billed_stays(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    let lines = draft.value("lines").lines();
    let before = old.value(&draft.module, "lines").lines().iter();
    let billed = |line: &kernel::Line| position::BILLED.of(line).unwrap_or_default();
    let lost = before.filter(|line| !billed(line).is_zero()).any(|line| {
        let now = lines.iter().find(|now| now.id == line.id);
        let ordered = |now| position::QUANTITY.of(now).unwrap_or_default().abs();
        now.is_none_or(|now| ordered(now) < billed(now).abs())
    });
    lost.then(|| FieldProblem::new("lines", "billed_stays"))
}
