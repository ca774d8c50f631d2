//! What records gave out and what is kept of it: each file once, and never anything else.

use kernel::Result;
use sql::Frozen;
use sql::Kind::{Bytes, Int, Text, Uuid};

use super::sync::{has_table, triggers_of};
use super::table::Col;
use super::table::Key::{Columns, Standing};
use super::table::Null::{No, Yes};
use super::table::Table;
use crate::conn::Reader;

/// The tables of this migration.
pub const TABLES: &[Table] = &[
    Table { name: "files", key: Standing, columns: &[Col("keeping", Text, No)], indexes: &[] },
    Table {
        name: "kept_outputs",
        key: Columns("record_id, output, edition"),
        columns: &[
            Col("record_id", Uuid, No),
            Col("output", Text, No),
            Col("edition", Int, No),
            Col("module", Text, No),
            Col("file_id", Uuid, No),
            Col("version", Int, No),
            Col("program", Text, No),
            Col("template", Text, No),
            Col("keeping", Text, No),
            Col("withdrawn_at", Int, Yes),
        ],
        indexes: &["!file_id", "module"],
    },
];

/// Files that fields of records point to.
pub const FIELDS: &[Table] =
    &[Table { name: "files", key: Standing, columns: &[Col("field", Text, Yes)], indexes: &[] }];

/// What the history was when it was sealed, and the marks of entries that went with their records.
pub const SEALS: &[Table] = &[
    Table {
        name: "seals",
        key: Columns("number"),
        columns: &[
            Col("number", Int, No),
            Col("at", Int, No),
            Col("until_seq", Int, No),
            Col("entries", Bytes, No),
            Col("hash", Bytes, No),
            Col("keeping", Text, No),
        ],
        indexes: &[],
    },
    Table {
        name: "erased_history",
        key: Columns("seq"),
        columns: &[
            Col("seq", Int, No),
            Col("module", Text, No),
            Col("record_id", Uuid, No),
            Col("hash", Bytes, No),
        ],
        indexes: &[],
    },
];

/// Rows that the database itself keeps as they are from their first moment on.
const FIXED: &[(&str, &[&str])] = &[
    (
        "files",
        &[
            "id",
            "module",
            "record_id",
            "name",
            "media_type",
            "size",
            "sha256",
            "created_at",
            "created_by",
            "trashed_at",
        ],
    ),
    (
        "kept_outputs",
        &["record_id", "output", "edition", "module", "file_id", "version", "program", "template"],
    ),
    ("seals", &["number", "at", "until_seq", "entries", "hash"]),
];

/// Statements that keep such rows as they are.
///
/// # Errors
/// When the database fails.
pub fn fixed(reader: &mut Reader<'_>) -> Result<Vec<String>> {
    let mut statements = Vec::new();
    for (table, columns) in FIXED {
        let standing = match has_table(reader, table)? {
            true => triggers_of(reader, table)?,
            false => Vec::new(),
        };
        let columns = columns.iter().copied().chain(["keeping"]).map(str::to_owned).collect();
        let frozen = Frozen { table, stage: "keeping", open: vec![""], columns };
        statements.extend(frozen.missing(&standing, || reader.sql()));
    }
    Ok(statements)
}
