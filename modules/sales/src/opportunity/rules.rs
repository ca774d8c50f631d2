//! What holds for every opportunity.

use catalog::{Stage, StageKind};
use goods::position::rules::{Reckoned, lines_are_summed};
use kernel::{Decimal, FieldProblem, Money};
use records::Draft;

use super::fields;

fn stage(draft: &Draft) -> Option<Stage> {
    let code = draft.get(&fields::STAGE)?;
    draft.module.pipeline.as_ref()?.stage(&code).cloned()
}

/// A stage brings its probability, unless somebody says another one at the same time.
pub fn probability_follows_stage(draft: &mut Draft) {
    let was_moved = draft.is_changed(fields::STAGE.name());
    let is_new = draft.old.is_none();
    let was_said = match is_new {
        true => draft.get(&fields::PROBABILITY).is_some(),
        false => draft.is_changed(fields::PROBABILITY.name()),
    };
    let share = stage(draft).and_then(|stage| stage.probability);
    if let (true, false, Some(share)) = (was_moved, was_said, share) {
        draft.put(&fields::PROBABILITY, Some(Decimal::from(share)));
    }
}

/// The amount is what positions come to without tax, as soon as there are some.
pub fn amount_follows_positions(draft: &mut Draft) {
    let day = draft.when.day;
    let Reckoned { sums, currency, .. } = lines_are_summed(draft, day);
    let mut lines = draft.value(fields::LINES.name()).lines().iter();
    if lines.any(|line| line.kind == "item") {
        draft.put(&fields::AMOUNT, Some(Money { amount: sums.net, currency }));
    }
}

/// What may be expected of the amount, to the cent.
pub fn amount_is_weighted(draft: &mut Draft) {
    let share = draft.get(&fields::PROBABILITY);
    let weighted = draft.get(&fields::AMOUNT).zip(share).map(|(money, share)| {
        let amount = money.amount * share / Decimal::ONE_HUNDRED;
        Money { amount: amount.round_dp(money.currency.places()), ..money }
    });
    draft.put(&fields::WEIGHTED, weighted);
}

/// An opportunity that came to its end knows since when; one that is open again does not.
pub fn end_is_remembered(draft: &mut Draft) {
    let kind = stage(draft).map_or(StageKind::Open, |stage| stage.kind);
    let since = draft.get(&fields::CLOSED_ON);
    let closed = (kind != StageKind::Open).then(|| since.unwrap_or(draft.when.day));
    draft.put(&fields::CLOSED_ON, closed);
}

/// A probability is between nothing and certainty.
pub fn probability_is_a_share(draft: &Draft) -> Option<FieldProblem> {
    let share = draft.get(&fields::PROBABILITY)?;
    let fits = Decimal::ZERO <= share && share <= Decimal::ONE_HUNDRED;
    (!fits).then(|| FieldProblem::new(fields::PROBABILITY.name(), "out_of_range"))
}
