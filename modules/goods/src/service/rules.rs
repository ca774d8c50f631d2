//! What holds for every service.

use kernel::FieldProblem;
use records::Draft;

use super::fields;
use crate::worth::is_not_negative;

/// What it costs is not negative.
pub fn worth_is_not_negative(draft: &Draft) -> Option<FieldProblem> {
    is_not_negative(draft, [fields::UNIT_PRICE, fields::COST])
}
