//! A page of what belongs to many owners, met on the way along everybody's order.

use access::Scope;
use catalog::Module;
use kernel::{PrincipalId, Result};
use sql::Dialect;

use super::Query;
use super::list::MERGED_GRANTS;
use super::order::Order;
use crate::conn::Reader;
use crate::layout::owner_column;
use crate::queries::grant;

/// More owners than this are many: each of them costs PostgreSQL a page of its own.
const FEW_OWNERS: usize = 16;
/// Steps along the order of everybody's that are tried first for each record of a page; who reaches
/// a tenth meets enough in them, and trying in vain costs less than asking each owner does.
const STEPS: usize = 14;
/// Steps at least and at most.
const LIMITS: (usize, usize) = (64, 700);

/// Rows beyond a page, for those that go away before it is read.
const SPARE: usize = 8;

/// The rows of a page and some after it, if they lie within some steps; `None` where it has to
/// be found in another way.
pub fn rows(
    reader: &mut Reader<'_>,
    (module, scope): (&Module, &Scope),
    (order, query, turned): (&Order, &Query, bool),
) -> Result<Option<Vec<i64>>> {
    let is_plain = query.filter.is_none() && !query.in_bin;
    let owners = scope.owners(&module.code).filter(|owners| owners.len() > FEW_OWNERS);
    let Some(owners) = owners.filter(|_| is_plain && owner_column(module).is_some()) else {
        return Ok(None);
    };
    if reader.dialect() != Dialect::Postgres {
        return Ok(None);
    }
    let mut shared = match scope.grantees(&module.code) {
        [] => Vec::new(),
        grantees => grant::rows(reader, module, (grantees, MERGED_GRANTS + 1))?,
    };
    if shared.len() > MERGED_GRANTS {
        return Ok(None);
    }
    shared.sort_unstable();
    let mut sql = reader.sql();
    sql.push("SELECT t.row, t.owner_id FROM ").table(&module.plural);
    sql.push(" t WHERE t.trashed_at IS NULL");
    if let Some(after) = &query.after {
        order.push_after(&mut sql, after, turned);
    }
    order.push_sort(&mut sql, "t", turned);
    sql.fixed_limit(steps(query.limit));
    let mut met = Vec::with_capacity(query.limit + 1);
    for mut found in reader.query(&sql)? {
        let (row, owner) = (found.int()?, found.maybe_uuid()?.map(PrincipalId));
        // Owners are in order; comparing them here spares a list of them in the statement.
        let is_own = owner.is_some_and(|owner| owners.binary_search(&owner).is_ok());
        if is_own || shared.binary_search(&row).is_ok() {
            met.push(row);
        }
        if met.len() > query.limit + SPARE {
            break;
        }
    }
    Ok(Some(met).filter(|met| met.len() > query.limit))
}

/// How many steps a page is worth, in few sizes, for each is a statement of its own.
fn steps(limit: usize) -> i64 {
    let wanted = ((limit + 1) * STEPS).next_power_of_two().clamp(LIMITS.0, LIMITS.1);
    i64::try_from(wanted).unwrap_or(i64::MAX)
}
