//! What follows when a contact changes.

use kernel::Result;
use records::{Event, Work};

use super::fields;
use crate::hierarchy;

/// Nobody reports to themselves over others.
///
/// # Errors
/// `Invalid` with `cycle` at `reports_to`.
pub fn superiors_have_a_top(work: &mut Work<'_, '_>, event: &Event) -> Result<()> {
    match hierarchy::sets(event, "contact", &fields::REPORTS_TO) {
        true => hierarchy::refuse_cycle(work, event, &fields::REPORTS_TO),
        false => Ok(()),
    }
}
