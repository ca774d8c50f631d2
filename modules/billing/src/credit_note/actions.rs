//! What is done with it.

use kernel::Result;
use records::{Answers, Draft, Work};

use super::fields;

/// Issues it; its number was given just before.
///
/// # Errors
/// None of its own.
#[expect(clippy::unnecessary_wraps, reason = "actions may fail")]
pub fn issue(_: &mut Work<'_, '_>, draft: &mut Draft, _: &Answers) -> Result<()> {
    draft.put(&fields::ISSUED_AT, Some(draft.when.at));
    Ok(())
}
