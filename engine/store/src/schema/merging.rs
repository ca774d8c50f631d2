//! Records that are one: where merged ones went, what went with them, which ones may be the same.

use sql::Kind::{Int, Text, Uuid};

use super::table::Col;
use super::table::Key::{Columns, Counting};
use super::table::Null::{No, Yes};
use super::table::Table;

/// The tables of this migration.
pub const TABLES: &[Table] = &[
    Table {
        name: "merged",
        key: Columns("record_id"),
        columns: &[
            Col("record_id", Uuid, No),
            Col("module", Text, No),
            Col("into_id", Uuid, No),
            Col("run_id", Uuid, No),
            Col("at", Int, No),
        ],
        indexes: &["into_id", "run_id", "module, at"],
    },
    Table {
        name: "moved",
        key: Counting,
        columns: &[
            Col("run_id", Uuid, No),
            Col("place", Text, No),
            Col("record_id", Uuid, No),
            Col("ref_id", Uuid, Yes),
            Col("word", Text, Yes),
        ],
        indexes: &["run_id, place, record_id"],
    },
    Table {
        name: "alike",
        key: Columns("first_id, second_id"),
        columns: &[
            Col("first_id", Uuid, No),
            Col("second_id", Uuid, No),
            Col("module", Text, No),
            Col("likeness", Int, No),
            Col("run_id", Uuid, No),
        ],
        indexes: &["module, likeness", "second_id"],
    },
    Table {
        name: "told_apart",
        key: Columns("first_id, second_id"),
        columns: &[
            Col("first_id", Uuid, No),
            Col("second_id", Uuid, No),
            Col("module", Text, No),
            Col("actor_id", Uuid, Yes),
            Col("at", Int, No),
        ],
        indexes: &["second_id", "module, at"],
    },
];
