//! What something costs.

use kernel::{Decimal, FieldProblem, Money};
use records::{Draft, Field};

/// What something costs is not negative.
pub fn is_not_negative(
    draft: &Draft,
    fields: impl IntoIterator<Item = Field<Money>>,
) -> Option<FieldProblem> {
    let is_negative =
        |field: &Field<Money>| draft.get(field).is_some_and(|money| money.amount < Decimal::ZERO);
    let wrong = fields.into_iter().find(is_negative)?;
    Some(FieldProblem::new(wrong.name(), "not_negative"))
}
