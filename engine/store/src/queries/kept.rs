//! What is kept of what records gave out.

use std::collections::BTreeSet;

use kernel::{FileId, Instant, RecordId, Result};
use sql::{Param, Row};

use super::{file, plain};
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "record_id, output, module, file_id, version, program, template";

/// A file that a record gave out, as it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptOutput {
    /// The record.
    pub record: RecordId,
    /// The name under which it gave the file out.
    pub output: String,
    /// Module of the record.
    pub module: String,
    /// The file, which belongs to no record of its own accord.
    pub file: FileId,
    /// Version of the record that the file tells of.
    pub version: i64,
    /// Version of the program that made it.
    pub program: String,
    /// What says which template it was made with.
    pub template: String,
}

/// Keeps a file, unless one is kept already; tells whether it did.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, kept: &KeptOutput, file: &file::File) -> Result<bool> {
    let only = [("record_id", kept.record.into()), ("output", kept.output.as_str().into())];
    let rows = plain::select(tx, "kept_outputs", "withdrawn_at", &only, "")?;
    let edition = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    for mut row in rows {
        if row.maybe_int()?.is_none() {
            return Ok(false);
        }
    }
    let values = [
        ("record_id", kept.record.into()),
        ("output", kept.output.as_str().into()),
        // Whoever comes at the same moment means the same edition, and one of both is refused.
        ("edition", edition.into()),
        ("module", kept.module.as_str().into()),
        ("file_id", kept.file.into()),
        ("version", kept.version.into()),
        ("program", kept.program.as_str().into()),
        ("template", kept.template.as_str().into()),
        ("keeping", "kept".into()),
    ];
    let is_new = plain::insert_new(tx, "kept_outputs", &values)?;
    if is_new {
        file::add_kept(tx, file)?;
    }
    Ok(is_new)
}

/// What is kept of a record under a name.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, record: RecordId, output: &str) -> Result<Option<KeptOutput>> {
    let only =
        [("record_id", record.into()), ("output", output.into()), ("withdrawn_at", Param::Null)];
    let rows = plain::select(reader, "kept_outputs", COLUMNS, &only, "")?;
    rows.into_iter().next().map(|mut row| kept(&mut row)).transpose()
}

/// What is kept, also what was withdrawn, and has no file.
///
/// # Errors
/// When the database fails.
pub fn lost(reader: &mut Reader<'_>) -> Result<Vec<KeptOutput>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("kept_outputs");
    sql.push(" k WHERE NOT EXISTS (SELECT 1 FROM ").table("files");
    sql.push(" f WHERE f.id = k.file_id) ORDER BY record_id, output, edition");
    reader.query(&sql)?.iter_mut().map(kept).collect()
}

/// Records with the names under which something is kept of them.
///
/// # Errors
/// When the database fails.
pub fn standing(reader: &mut Reader<'_>) -> Result<BTreeSet<(RecordId, String)>> {
    let only = [("withdrawn_at", Param::Null)];
    let rows = plain::select(reader, "kept_outputs", "record_id, output", &only, "")?;
    rows.into_iter().map(|mut row| Ok((RecordId(row.uuid()?), row.text()?))).collect()
}

/// Notes that what a record gave out does not bind any more; it stays all the same.
///
/// # Errors
/// When the database fails.
pub fn withdraw(tx: &mut Tx<'_>, record: RecordId, at: Instant) -> Result<()> {
    let only = [("record_id", record.into()), ("withdrawn_at", Param::Null)];
    plain::update(tx, "kept_outputs", &[("withdrawn_at", at.into())], &only).map(drop)
}

fn kept(row: &mut Row) -> Result<KeptOutput> {
    Ok(KeptOutput {
        record: RecordId(row.uuid()?),
        output: row.text()?,
        module: row.text()?,
        file: FileId(row.uuid()?),
        version: row.int()?,
        program: row.text()?,
        template: row.text()?,
    })
}
