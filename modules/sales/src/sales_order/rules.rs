//! What holds for every sales order.

use goods::position::fields as position;
use goods::position::rules::positions_are_summed;
use kernel::{Decimal, FieldProblem, Line};
use records::{Draft, Field, Record};

use super::fields;

/// An order comes to what its positions say, with the tax of the day on which it is delivered.
pub fn order_is_summed(draft: &mut Draft) {
    let day = draft.get(&fields::DELIVER_ON).or(draft.get(&fields::ORDER_DATE));
    let day = day.unwrap_or(draft.when.day);
    positions_are_summed(draft, day);
}

/// How far an order is delivered follows from its positions.
pub fn delivery_follows_positions(draft: &mut Draft) {
    let state = delivery(draft.value(fields::LINES.name()).lines());
    draft.put(&fields::DELIVERY, Some(state.to_owned()));
}

fn delivery(lines: &[Line]) -> &'static str {
    let items = || lines.iter().filter(|line| is_delivered_at_all(line));
    let delivered = |line: &Line| position::DELIVERED.of(line).unwrap_or_default();
    if items().all(|line| delivered(line).is_zero()) {
        "none"
    } else if items().all(|line| position::QUANTITY.of(line).unwrap_or_default() <= delivered(line))
    {
        "delivered"
    } else {
        "partly"
    }
}

/// What is ordered for sure is delivered; what is taken back, as in a trade-in, is not.
fn is_delivered_at_all(line: &Line) -> bool {
    let quantity = position::QUANTITY.of(line).unwrap_or_default();
    let is_sure = line.cell(position::ROLE.name()).is_empty();
    line.kind == "item" && is_sure && Decimal::ZERO < quantity
}

/// What was billed of a position is not ordered away.
pub fn billed_stays(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    stays((old, draft), &position::BILLED, "billed_stays")
}

/// What was delivered of a position is not ordered away, nor is the order cancelled.
pub fn delivered_stays(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    let name = fields::STAGE.name();
    let is_cancelled = draft.value(name).as_text() == "cancelled" && draft.is_changed(name);
    let mut lines = draft.value(fields::LINES.name()).lines().iter();
    if is_cancelled && lines.any(|line| position::DELIVERED.of(line).is_some()) {
        return Some(FieldProblem::new(name, "delivered_stays"));
    }
    stays((old, draft), &position::DELIVERED, "delivered_stays")
}

fn stays(
    (old, draft): (&Record, &Draft),
    done: &Field<Decimal>,
    code: &str,
) -> Option<FieldProblem> {
    let lines = draft.value("lines").lines();
    let before = old.value(&draft.module, "lines").lines().iter();
    let done = |line: &Line| done.of(line).unwrap_or_default();
    let lost = before.filter(|line| !done(line).is_zero()).any(|line| {
        let now = lines.iter().find(|now| now.id == line.id);
        let ordered = |now| position::QUANTITY.of(now).unwrap_or_default().abs();
        now.is_none_or(|now| ordered(now) < done(now).abs())
    });
    lost.then(|| FieldProblem::new("lines", code))
}
