//! What is known of stored bytes; the bytes themselves lie in files named by their id.

use kernel::{FileId, Instant, PrincipalId, RecordId, Result};
use sql::{Param, Row, Sql};

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str =
    "id, module, record_id, name, media_type, size, sha256, created_at, created_by, field";

/// A stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its id, and its name on disk.
    pub id: FileId,
    /// Module of the record it belongs to.
    pub module: Option<String>,
    /// The record it belongs to.
    pub record: Option<RecordId>,
    /// Name as given.
    pub name: String,
    /// Media type found by looking at the content.
    pub media_type: String,
    /// Size in bytes.
    pub size: i64,
    /// SHA-256 of the content.
    pub sha256: Vec<u8>,
    /// When it came.
    pub created_at: Instant,
    /// Who brought it.
    pub created_by: Option<PrincipalId>,
    /// The field of the record that it came for; others stand beside the record.
    pub field: Option<String>,
}

/// Stores what is known of a file.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, file: &File) -> Result<()> {
    insert(tx, file, "")
}

/// The same of a file that stays as it is for good.
///
/// # Errors
/// When the database fails.
pub(super) fn add_kept(tx: &mut Tx<'_>, file: &File) -> Result<()> {
    insert(tx, file, "kept")
}

fn insert(tx: &mut Tx<'_>, file: &File, keeping: &str) -> Result<()> {
    plain::insert(
        tx,
        "files",
        &[
            ("id", file.id.into()),
            ("module", file.module.clone().into()),
            ("record_id", file.record.into()),
            ("name", file.name.as_str().into()),
            ("media_type", file.media_type.as_str().into()),
            ("size", file.size.into()),
            ("sha256", file.sha256.clone().into()),
            ("created_at", file.created_at.into()),
            ("created_by", file.created_by.into()),
            ("field", file.field.clone().into()),
            ("keeping", keeping.into()),
        ],
    )
}

/// Finds a file.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id: FileId) -> Result<Option<File>> {
    let only = [("id", id.into()), ("trashed_at", Param::Null)];
    let rows = plain::select(reader, "files", COLUMNS, &only, "")?;
    rows.into_iter().next().map(|mut row| file(&mut row)).transpose()
}

/// Files beside a record, the newest first; those in its fields are no part of them.
///
/// # Errors
/// When the database fails.
pub fn of_record(reader: &mut Reader<'_>, record: RecordId) -> Result<Vec<File>> {
    let question = of_record_question(reader, record);
    files_of(reader.query(&question)?)
}

pub(super) fn of_record_question(reader: &Reader<'_>, record: RecordId) -> Sql {
    let only = [("record_id", record.into()), ("trashed_at", Param::Null), ("field", Param::Null)];
    let tail = " ORDER BY created_at DESC, id DESC LIMIT 500";
    plain::question(reader, ("files", COLUMNS), &only, tail)
}

pub(super) fn files_of(mut rows: Vec<Row>) -> Result<Vec<File>> {
    rows.iter_mut().map(file).collect()
}

/// Lets a file belong to a field of a record.
///
/// # Errors
/// When the database fails.
pub fn attach(
    tx: &mut Tx<'_>,
    id: FileId,
    (module, record): (&str, RecordId),
    field: &str,
) -> Result<()> {
    let set = [("module", module.into()), ("record_id", record.into()), ("field", field.into())];
    plain::update(tx, "files", &set, &[("id", id.into())]).map(drop)
}

/// All files, also those taken away, for backups and checks.
///
/// # Errors
/// When the database fails.
pub fn all(reader: &mut Reader<'_>) -> Result<Vec<File>> {
    plain::select(reader, "files", COLUMNS, &[], " ORDER BY id")?.iter_mut().map(file).collect()
}

/// Takes a file away, or brings it back with `None`.
///
/// # Errors
/// When the database fails.
pub fn set_trashed(tx: &mut Tx<'_>, id: FileId, at: Option<Instant>) -> Result<()> {
    plain::update(tx, "files", &[("trashed_at", at.into())], &[("id", id.into())]).map(drop)
}

fn file(row: &mut Row) -> Result<File> {
    Ok(File {
        id: FileId(row.uuid()?),
        module: row.maybe_text()?,
        record: row.maybe_uuid()?.map(RecordId),
        name: row.text()?,
        media_type: row.text()?,
        size: row.int()?,
        sha256: row.bytes()?,
        created_at: row.instant()?,
        created_by: row.maybe_uuid()?.map(PrincipalId),
        field: row.maybe_text()?,
    })
}
