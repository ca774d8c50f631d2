//! The order to which a document belongs.

use kernel::{Link, Result};
use records::{Draft, Work};
use sales::sales_order;

/// Whether something is done or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is done.
    Onwards,
    /// It is taken back.
    Back,
}

/// The order to which a document belongs, held until the transaction ends, whether or not the actor
/// reaches it; none when it names none, or one in the bin.
///
/// # Errors
/// When the database fails.
pub fn held(work: &mut Work<'_, '_>, link: Option<Link>) -> Result<Option<Draft>> {
    let Some(link) = link else { return Ok(None) };
    let held = work.hold(&link, "a document notes in its order what it bills or delivers")?;
    let Some(record) = held.filter(|record| record.trashed_at.is_none()) else { return Ok(None) };
    let module = work.cx.module(&link.module)?;
    Ok(Some(work.held(&module, record)))
}

/// Tells whether an order is confirmed and not billed to its end.
#[must_use]
pub fn is_running(order: &Draft) -> bool {
    let stage = order.get(&sales_order::fields::STAGE).unwrap_or_default();
    ["confirmed", "partly_billed"].contains(&stage.as_str())
}
