//! Single records that are shared with people or groups.

use access::Level;
use catalog::Module;
use kernel::{Error, Instant, PrincipalId, RecordId, Result};
use sql::Row;

use super::{house, plain};
use crate::conn::{Reader, Tx};

/// With whom a record is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The person or group.
    pub principal: PrincipalId,
    /// How far.
    pub level: Level,
    /// What they do for it; may be empty.
    pub task: String,
    /// Who shared it.
    pub by: Option<PrincipalId>,
    /// When.
    pub at: Instant,
}

/// With whom a record is shared, the first first.
///
/// # Errors
/// When the database fails.
pub fn of_record(reader: &mut Reader<'_>, record: RecordId) -> Result<Vec<Grant>> {
    let columns = "principal_id, level, task, granted_by_id, at";
    let only = [("record_id", record.into())];
    let mut rows = plain::select(reader, "grants", columns, &only, " ORDER BY at, principal_id")?;
    let grant = |row: &mut Row| {
        Ok(Grant {
            principal: PrincipalId(row.uuid()?),
            level: level(row.int()?)?,
            task: row.maybe_text()?.unwrap_or_default(),
            by: row.maybe_uuid()?.map(PrincipalId),
            at: row.instant()?,
        })
    };
    rows.iter_mut().map(grant).collect()
}

/// How far records are shared with one of some principals; those that are not, are not in it.
///
/// # Errors
/// When the database fails.
pub fn levels(
    reader: &mut Reader<'_>,
    records: &[RecordId],
    principals: &[PrincipalId],
) -> Result<std::collections::BTreeMap<RecordId, Level>> {
    let mut levels = std::collections::BTreeMap::new();
    if records.is_empty() || principals.is_empty() {
        return Ok(levels);
    }
    let mut sql = reader.sql();
    sql.push("SELECT record_id, MAX(level) FROM ").table("grants").push(" WHERE record_id IN (");
    sql.binds(records.iter().copied()).push(") AND principal_id IN (");
    sql.binds(principals.iter().copied()).push(") GROUP BY record_id");
    for mut row in reader.query(&sql)? {
        let record = RecordId(row.uuid()?);
        levels.insert(record, level(row.int()?)?);
    }
    Ok(levels)
}

/// Rows of the records of a module that are shared with one of some principals, at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn rows(
    reader: &mut Reader<'_>,
    module: &Module,
    (principals, limit): (&[PrincipalId], usize),
) -> Result<Vec<i64>> {
    let mut sql = reader.sql();
    sql.push("SELECT t.row FROM (SELECT DISTINCT g.record_id FROM ").table("grants");
    sql.push(" g WHERE g.module = ").bind(module.code.as_str());
    sql.push(" AND g.principal_id IN (").binds(principals.iter().copied()).push(") LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX)).push(") shared JOIN ");
    sql.table(&module.plural).push(" t ON t.id = shared.record_id");
    reader.query(&sql)?.iter_mut().map(|row| row.int()).collect()
}

/// Tells whether more than so many records of a module are shared with one of these principals;
/// one that is shared with several of them counts as often.
///
/// # Errors
/// When the database fails.
pub fn are_more_than(
    reader: &mut Reader<'_>,
    module: &Module,
    (principals, bound): (&[PrincipalId], usize),
) -> Result<bool> {
    let mut sql = reader.sql();
    sql.push("SELECT COUNT(*) FROM (SELECT 1 FROM ").table("grants");
    sql.push(" WHERE module = ").bind(module.code.as_str()).push(" AND principal_id IN (");
    sql.binds(principals.iter().copied()).push(") LIMIT ");
    let bound = i64::try_from(bound).unwrap_or(i64::MAX);
    sql.bind(bound.saturating_add(1)).push(") few");
    let n = reader.query_one(&sql)?.map(|mut row| row.int()).transpose()?.unwrap_or(0);
    Ok(n > bound)
}

fn level(number: i64) -> Result<Level> {
    Level::from_number(number).ok_or_else(|| Error::internal("no level of sharing"))
}

/// Shares a record, or changes how far it is shared.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, (module, record): (&str, RecordId), grant: &Grant) -> Result<()> {
    let values = [
        ("record_id", record.into()),
        ("principal_id", grant.principal.into()),
        ("module", module.into()),
        ("level", grant.level.number().into()),
        ("task", grant.task.as_str().into()),
        ("granted_by_id", grant.by.into()),
        ("at", grant.at.into()),
    ];
    plain::upsert(tx, "grants", &["record_id", "principal_id"], &values)?;
    // Scopes look for shared records only where there are some.
    let place = [("principal_id", grant.principal.into()), ("module", module.into())];
    if plain::insert_new(tx, "grantees", &place)? {
        house::changed(tx)?;
    }
    Ok(())
}

/// Takes back the sharing of a record with somebody; tells whether there was one.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, record: RecordId, principal: PrincipalId) -> Result<bool> {
    let only = [("record_id", record.into()), ("principal_id", principal.into())];
    Ok(plain::delete(tx, "grants", &only)? == 1)
}

/// Forgets with whom a record was shared, because it goes for good.
///
/// # Errors
/// When the database fails.
pub fn forget(tx: &mut Tx<'_>, record: RecordId) -> Result<()> {
    plain::delete(tx, "grants", &[("record_id", record.into())]).map(drop)
}
