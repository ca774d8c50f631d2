//! What holds for every document that is settled.

use goods::position::rules::currency;
use kernel::{Date, Decimal, FieldProblem, Line, Money, Value};
use records::{Behavior, Draft};

use super::fields;
use super::settle::{OPEN, PAID, PAYMENTS};

/// What a settlement is made of.
pub const SHAPE: &str = include_str!("settlement.toml");

/// Stages of what is owed, by how far it is settled: not at all, in part, whole.
fn stages(draft: &Draft) -> [&'static str; 3] {
    let unsettled = if is_incoming(draft) { "approved" } else { "issued" };
    [unsettled, "partly_paid", "paid"]
}

fn is_incoming(draft: &Draft) -> bool {
    draft.module.code == "incoming_invoice"
}

/// What every document does that is settled.
#[must_use]
pub fn document(behavior: Behavior) -> Behavior {
    behavior.derive(open_follows_settlements).check(stage_follows_settlements)
}

/// What is open is what is owed less what settled it; the stage says how far that is. A draft, what
/// was cancelled and what nobody has approved owe nothing.
pub fn open_follows_settlements(draft: &mut Draft) {
    let currency = currency(draft);
    let money = |amount: Decimal| Some(Money { amount, currency });
    let settled = settled(draft);
    draft.put(&PAID, money(settled).filter(|_| !settled.is_zero()));
    if !is_owed(draft) {
        draft.put(&OPEN, None);
        return;
    }
    draft.put(&OPEN, money(owed(draft) - settled));
    let stage = reached(draft);
    if !draft.is_changed("stage") || !stages(draft).contains(&was(draft)) {
        draft.set("stage", Value::text(stage));
    }
    let last = draft.get(&PAYMENTS).unwrap_or_default();
    let last = last.iter().filter_map(|line| fields::SETTLED_ON.of(line)).max();
    let paid_on: Option<Date> = last.filter(|_| stage == "paid");
    draft.set("paid_on", paid_on.map_or(Value::Empty, Value::Date));
}

/// Nobody says by hand how far something is paid.
fn stage_follows_settlements(draft: &Draft) -> Option<FieldProblem> {
    let is_said = is_owed(draft) && draft.value("stage").as_text() != reached(draft);
    is_said.then(|| FieldProblem::new("stage", "paid_by_payments"))
}

/// Tells whether a document was issued, or approved, and is still owed.
pub fn is_owed(draft: &Draft) -> bool {
    stages(draft).contains(&draft.value("stage").as_text())
}

/// What is to be paid before anything was.
pub fn owed(draft: &Draft) -> Decimal {
    let name = if draft.module.field("payable").is_some() { "payable" } else { "total" };
    let amount = match draft.value(name) {
        Value::Money(money) => money.amount,
        _ => Decimal::ZERO,
    };
    // A supplier states credit as a positive amount (EN 16931, BT-3 code 381).
    let is_credit = is_incoming(draft) && draft.value("kind").as_text() == "credit_note";
    if is_credit { -amount } else { amount }
}

/// What settled it so far, with discounts for early payment.
pub fn settled(draft: &Draft) -> Decimal {
    let of = |line: &Line| {
        let discount = fields::DISCOUNT.of(line).unwrap_or_default();
        fields::AMOUNT.of(line).unwrap_or_default() + discount
    };
    draft.value(PAYMENTS.name()).lines().iter().map(of).sum()
}

fn was(draft: &Draft) -> &str {
    draft.old.as_ref().map_or("", |old| old.value(&draft.module, "stage").as_text())
}

fn reached(draft: &Draft) -> &'static str {
    let (owed, settled) = (owed(draft), settled(draft));
    let [unsettled, in_part, whole] = stages(draft);
    match (settled.is_zero(), owed == settled) {
        (_, true) => whole,
        (true, false) => unsettled,
        (false, false) => in_part,
    }
}
