//! What holds for every visit report.

use kernel::FieldProblem;
use records::Draft;

use super::fields;

/// The next visit is after this one.
pub fn next_visit_comes_later(draft: &Draft) -> Option<FieldProblem> {
    let (this, next) = (draft.get(&fields::VISITED_ON)?, draft.get(&fields::NEXT_VISIT_ON)?);
    (next <= this).then(|| FieldProblem::new(fields::NEXT_VISIT_ON.name(), "not_later"))
}
