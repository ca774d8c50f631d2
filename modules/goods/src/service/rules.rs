//! What holds for every service.

use kernel::{Decimal, FieldProblem, Money};
use records::{Draft, Field};

use super::fields;

/// What something costs is not negative.
pub fn worth_is_not_negative(draft: &Draft) -> Option<FieldProblem> {
    let is_negative =
        |field: &Field<Money>| draft.get(field).is_some_and(|money| money.amount < Decimal::ZERO);
    let wrong = [fields::UNIT_PRICE, fields::COST].into_iter().find(is_negative)?;
    Some(FieldProblem::new(wrong.name(), "not_negative"))
}
