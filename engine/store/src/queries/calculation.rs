//! Calculations under way: whose records, which fields, and how far they are.

use kernel::{Instant, RecordId, Result};
use sql::Row;

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "key, module, fields, link, target_id, after, done, total";

/// A calculation that is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calculation {
    /// What it is about; asked for twice, it begins anew.
    pub key: String,
    /// Code of the module.
    pub module: String,
    /// Names of the fields, with blanks between.
    pub fields: String,
    /// Only records whose link leads to a record.
    pub towards: Option<(String, RecordId)>,
    /// Row up to which it is done.
    pub after: i64,
    /// Records done.
    pub done: i64,
    /// Records in all, once known.
    pub total: Option<i64>,
}

/// Asks for a calculation, from the first record on.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, all: &Calculation, at: Instant) -> Result<()> {
    let towards = all.towards.as_ref();
    plain::upsert(
        tx,
        "calculations",
        &["key"],
        &[
            ("key", all.key.as_str().into()),
            ("module", all.module.as_str().into()),
            ("fields", all.fields.as_str().into()),
            ("link", towards.map(|(link, _)| link.clone()).into()),
            ("target_id", towards.map(|(_, target)| *target).into()),
            ("after", all.after.into()),
            ("done", all.done.into()),
            ("total", all.total.into()),
            ("at", at.into()),
        ],
    )
}

/// The one that waits longest among those whose key begins so; on PostgreSQL one that nobody else
/// is at.
///
/// # Errors
/// When the database fails.
pub fn hold(tx: &mut Tx<'_>, begins: &'static str) -> Result<Option<Calculation>> {
    let taken = tx.dialect().skip_locked();
    let tail = format!(" WHERE key LIKE '{begins}%' ORDER BY at, key LIMIT 1{taken}");
    let rows = plain::select(tx, "calculations", COLUMNS, &[], &tail)?;
    rows.into_iter().next().map(|mut row| read(&mut row)).transpose()
}

/// Says how far a calculation is.
///
/// # Errors
/// When the database fails.
pub fn go_on(tx: &mut Tx<'_>, key: &str, (after, done, total): (i64, i64, i64)) -> Result<()> {
    let set = [("after", after.into()), ("done", done.into()), ("total", total.into())];
    plain::update(tx, "calculations", &set, &[("key", key.into())]).map(drop)
}

/// Ends a calculation.
///
/// # Errors
/// When the database fails.
pub fn end(tx: &mut Tx<'_>, key: &str) -> Result<()> {
    plain::delete(tx, "calculations", &[("key", key.into())]).map(drop)
}

/// Calculations of a module that are owed.
///
/// # Errors
/// When the database fails.
pub fn of_module(reader: &mut Reader<'_>, module: &str) -> Result<Vec<Calculation>> {
    let only = [("module", module.into())];
    plain::select(reader, "calculations", COLUMNS, &only, " LIMIT 100")?
        .iter_mut()
        .map(read)
        .collect()
}

fn read(row: &mut Row) -> Result<Calculation> {
    let (key, module, fields) = (row.text()?, row.text()?, row.text()?);
    let (link, target) = (row.maybe_text()?, row.maybe_uuid()?.map(RecordId));
    Ok(Calculation {
        key,
        module,
        fields,
        towards: link.zip(target),
        after: row.int()?,
        done: row.int()?,
        total: row.maybe_int()?,
    })
}
