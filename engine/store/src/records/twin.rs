//! Values that come twice where they are to come once.

use access::Scope;
use catalog::Module;
use kernel::Result;

use super::read::push_scope;
use crate::conn::Reader;

/// A text that two records outside the bin share in a field, if there is one.
///
/// # Errors
/// When the database fails.
pub fn twin(
    reader: &mut Reader<'_>,
    module: &Module,
    scope: &Scope,
    field: &str,
) -> Result<Option<String>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").column("t", field).push(" FROM ").table(&module.plural);
    sql.push(" t WHERE t.trashed_at IS NULL AND ").column("t", field).push(" <> ''");
    push_scope(&mut sql, "t", module, scope);
    sql.push(" GROUP BY ").column("t", field).push(" HAVING COUNT(*) > 1 LIMIT 1");
    reader.query_one(&sql)?.map(|mut row| row.text()).transpose()
}
