//! The mandate by which is collected from an organisation.

use kernel::{Date, Link, Result};
use records::Work;

use super::Standing;

/// Why mandates are read whoever orders.
pub const WHY: &str = "what is collected is covered by a mandate";

/// The mandate of an organisation that can be used on a day: the one with the reference that was
/// announced, else one that is given for many collections, the latest first.
///
/// # Errors
/// When the database fails.
pub fn of_account(
    work: &mut Work<'_, '_>,
    (account, company): (&Link, &Link),
    (reference, day): (&str, Date),
) -> Result<Option<Standing>> {
    // Where mandates are switched off nothing is collected.
    let Ok(module) = work.cx.engine.system(WHY).module("mandate") else { return Ok(None) };
    let filter = format!(
        r#"account = "{}" and company = "{}" and stage = "active""#,
        account.id, company.id
    );
    let all = work.all("mandate", &filter, WHY)?;
    let mut usable: Vec<Standing> = all
        .iter()
        .map(|record| Standing::of(&module, record))
        .filter(|mandate| mandate.hindrance(day).is_none())
        .collect();
    usable.sort_by_key(|mandate| {
        (mandate.reference == reference, !mandate.is_one_off, mandate.signed_on)
    });
    Ok(usable.pop())
}
