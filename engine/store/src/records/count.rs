//! Counting up to a bound; nothing counts to the end of a large table.

use access::Scope;
use catalog::{Catalog, Module};
use kernel::Result;
use sql::Dialect;

use super::hits::Hits;
use super::list::MERGED_GRANTS;
use super::read::{push_beside, push_owned, push_scope, push_scope_of_named, push_shared};
use super::{Query, filter};
use crate::conn::Reader;
use crate::layout::owner_column;
use crate::queries::grant;

/// A number of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many were counted.
    pub n: u64,
    /// Whether these are all.
    pub is_exact: bool,
}

/// Counts the records of a question, at most `bound`.
///
/// # Errors
/// When the database fails.
pub fn count(
    reader: &mut Reader<'_>,
    catalog: &Catalog,
    module: &Module,
    scope: &Scope,
    (query, bound): (&Query, u64),
) -> Result<Count> {
    let hits = Hits::find(reader, module, scope, query)?;
    let ground = (catalog, module, scope);
    let count = |reader: &mut Reader<'_>, part| {
        counted(reader, ground, (query, bound), (hits.as_ref(), part))
    };
    let found = match is_apart(ground, hits.as_ref()) {
        false => count(reader, Part::Whole)?,
        true => match count(reader, Part::Owned)? {
            // What is shared matters only where the bound leaves room for it.
            owned if owned > bound => owned,
            owned => match is_little_shared(reader, ground)? {
                true => owned + count(reader, Part::Shared)?,
                false => count(reader, Part::Whole)?,
            },
        },
    };
    let cut = hits.is_some_and(|hits| hits.is_bounded());
    Ok(Count { n: found.min(bound), is_exact: found <= bound && !cut })
}

type Ground<'a> = (&'a Catalog, &'a Module, &'a Scope);

/// A part of what a scope reaches.
#[derive(Clone, Copy)]
enum Part {
    /// All of it.
    Whole,
    /// What belongs to its owners, which has an index.
    Owned,
    /// What others share.
    Shared,
}

/// Owned and shared records are counted apart, because no index answers for both at once.
fn is_apart((_, module, scope): Ground<'_>, hits: Option<&Hits>) -> bool {
    let is_shared = !scope.grantees(&module.code).is_empty();
    hits.is_none() && is_shared && owner_column(module).is_some()
}

/// Whether owners alone decide what a scope reaches.
fn is_by_owners((_, module, scope): Ground<'_>) -> bool {
    let code = &module.code;
    scope.owners(code).is_some()
        && scope.grantees(code).is_empty()
        && owner_column(module).is_some()
}

fn is_little_shared(reader: &mut Reader<'_>, (_, module, scope): Ground<'_>) -> Result<bool> {
    let grantees = scope.grantees(&module.code);
    grant::are_more_than(reader, module, (grantees, MERGED_GRANTS)).map(|is_much| !is_much)
}

fn counted(
    reader: &mut Reader<'_>,
    (catalog, module, scope): Ground<'_>,
    (query, bound): (&Query, u64),
    (hits, part): (Option<&Hits>, Part),
) -> Result<u64> {
    let limit = i64::try_from(bound + 1).unwrap_or(i64::MAX);
    let mut sql = reader.sql();
    let owners = scope.owners(&module.code).unwrap_or_default();
    let is_owned = match part {
        Part::Owned => true,
        Part::Whole => hits.is_none() && is_by_owners((catalog, module, scope)),
        Part::Shared => false,
    };
    let are_beside = is_owned && owners.len() > 1 && sql.dialect() == Dialect::Postgres;
    sql.push("SELECT COUNT(*) FROM (SELECT 1 AS one FROM ");
    if are_beside {
        push_beside(&mut sql, owners);
        sql.push("SELECT 1 FROM ");
    }
    sql.table(&module.plural).push(" t WHERE ");
    if let Some(hits) = hits {
        sql.dialect().among(&mut sql, "t.row", &hits.rows);
        sql.push(" AND ");
    }
    sql.push(if query.in_bin { "t.trashed_at IS NOT NULL" } else { "t.trashed_at IS NULL" });
    match (part, hits) {
        (Part::Owned | Part::Whole, _) if are_beside => {
            sql.push(" AND t.owner_id = beside.owner");
        }
        (Part::Whole, Some(_)) => push_scope_of_named(&mut sql, "t", module, scope),
        (Part::Whole, None) => push_scope(&mut sql, "t", module, scope),
        (Part::Owned, _) => push_owned(&mut sql, owners),
        (Part::Shared, _) => push_shared(&mut sql, module, scope),
    }
    if let Some(condition) = &query.filter {
        sql.push(" AND (");
        filter::push(&mut sql, (catalog, scope), module, condition);
        sql.push(")");
    }
    if are_beside {
        sql.push(" LIMIT ").bind(limit).push(") one");
    }
    sql.push(" LIMIT ").bind(limit).push(") counted");
    let found = reader.query_one(&sql)?.map(|mut row| row.int()).transpose()?.unwrap_or(0);
    Ok(u64::try_from(found).unwrap_or(0))
}
