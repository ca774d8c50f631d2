//! What somebody owns.

use catalog::Module;
use kernel::{PrincipalId, Result};

use crate::conn::Reader;
use crate::layout::owner_column;

/// Tells whether somebody owns a record of a module outside the bin.
///
/// # Errors
/// When the database fails.
pub fn is_owner(reader: &mut Reader<'_>, module: &Module, owner: PrincipalId) -> Result<bool> {
    let Some(column) = owner_column(module) else { return Ok(false) };
    let mut sql = reader.sql();
    sql.push("SELECT 1 FROM ").table(&module.plural).push(" t WHERE ").column("t", column);
    sql.push(" = ").bind(owner).push(" AND t.trashed_at IS NULL LIMIT 1");
    Ok(reader.query_one(&sql)?.is_some())
}
