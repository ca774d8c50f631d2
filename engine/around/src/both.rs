//! What tells of a record and what hangs on it, asked together.

use kernel::{Instant, RecordId, Result};
use records::Cx;

use super::hanging::{self, Chosen, Hanging};
use super::story::{self, Story};
use crate::inbound::Inbound;

/// What other records tell of one: what happened up to a moment, and without a moment also what
/// is planned; and those that hang on it in several lists, as `related`, where what cannot be asked
/// of one list stands in its own result. All questions travel together.
///
/// # Errors
/// When the database fails.
pub async fn around(
    cx: &Cx,
    (place, inbound): ((&str, RecordId), &Inbound),
    (until, limits): (Option<Instant>, (usize, usize)),
    (lists, limit): (&[Chosen<'_>], usize),
) -> Result<(Story, Vec<Hanging>)> {
    let (tellings, mut asked) = story::asked(cx, (place, inbound), until, limits)?;
    let questions = hanging::all_questions(cx, lists, (place.1, inbound), limit);
    asked.extend(questions.iter().flatten().flatten().cloned());
    let mut pages = records::answers(cx, asked).await?;
    let hanging = pages.split_off(tellings.len());
    let story = story::told(cx, &tellings, pages, limits);
    Ok((story, hanging::hanging(questions, hanging, limit)))
}
