//! What holds for every customer discount.

use kernel::{Decimal, FieldProblem};
use records::Draft;

use super::fields;

/// A discount takes off a hundred percent at most, and puts nothing on.
pub fn rate_is_a_share(draft: &Draft) -> Option<FieldProblem> {
    let rate = draft.get(&fields::RATE)?;
    let is_share = Decimal::ZERO <= rate && rate <= Decimal::ONE_HUNDRED;
    (!is_share).then(|| FieldProblem::new(fields::RATE.name(), "not_a_share"))
}
