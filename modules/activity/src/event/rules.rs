//! What holds for every event.

use kernel::{FieldProblem, Instant};
use records::Draft;

use super::fields;

const HOUR: i64 = 3_600_000;

/// An event without an end lasts an hour.
pub fn an_hour_if_nobody_says_more(draft: &mut Draft) {
    if let (Some(start), None) = (draft.get(&fields::STARTS_AT), draft.get(&fields::ENDS_AT)) {
        draft.put(&fields::ENDS_AT, Some(Instant::from_millis(start.millis() + HOUR)));
    }
}

/// An event ends when it began, or later.
pub fn end_is_not_before(draft: &Draft) -> Option<FieldProblem> {
    let (start, end) = (draft.get(&fields::STARTS_AT)?, draft.get(&fields::ENDS_AT)?);
    (end < start).then(|| FieldProblem::new(fields::ENDS_AT.name(), "ends_before_it_begins"))
}
