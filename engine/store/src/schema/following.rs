//! Tables of what follows from other records.

use sql::Kind::{Int, Text, Uuid};

use super::table::Col;
use super::table::Key::Columns;
use super::table::Null::{No, Yes};
use super::table::Table;

/// The tables of this migration.
pub const TABLES: &[Table] = &[
    Table {
        name: "tallies",
        key: Columns("record_id, field, currency"),
        columns: &[
            Col("record_id", Uuid, No),
            Col("field", Text, No),
            Col("currency", Text, No),
            Col("n", Int, No),
            Col("above", Int, No),
            Col("below", Int, No),
        ],
        indexes: &[],
    },
    Table {
        name: "calculations",
        key: Columns("key"),
        columns: &[
            Col("key", Text, No),
            Col("module", Text, No),
            Col("fields", Text, No),
            Col("link", Text, Yes),
            Col("target_id", Uuid, Yes),
            Col("after", Int, No),
            Col("done", Int, No),
            Col("total", Int, Yes),
            Col("at", Int, No),
        ],
        indexes: &["module"],
    },
];
