//! What follows when an organisation changes.

use kernel::Result;
use records::{Event, Work};

use super::fields;
use crate::hierarchy;

/// No organisation is its own parent over others.
///
/// # Errors
/// `Invalid` with `cycle` at `parent`.
pub fn hierarchy_has_a_top(work: &mut Work<'_, '_>, event: &Event) -> Result<()> {
    match hierarchy::sets(event, "account", &fields::PARENT) {
        true => hierarchy::refuse_cycle(work, event, &fields::PARENT),
        false => Ok(()),
    }
}
