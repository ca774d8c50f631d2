//! Tables for programs: what their tokens are for, and the changes that they follow.

use sql::Kind::{Int, Text, Transaction, Uuid};

use super::table::Col;
use super::table::Key::{Counting, Standing};
use super::table::Null::{No, Yes};
use super::table::Table;

/// The tables of this migration.
pub const TABLES: &[Table] = &[
    Table { name: "users", key: Standing, columns: &[Col("kind", Text, No)], indexes: &[] },
    Table { name: "tokens", key: Standing, columns: &[Col("scopes", Text, No)], indexes: &[] },
    Table {
        name: "changes",
        key: Counting,
        columns: &[
            Col("xact", Transaction, No),
            Col("at", Int, No),
            Col("module", Text, No),
            Col("record_id", Uuid, No),
            Col("kind", Text, No),
            Col("version", Int, No),
            Col("owner_id", Uuid, Yes),
            Col("left_id", Uuid, Yes),
        ],
        indexes: &["xact, seq", "at"],
    },
];
