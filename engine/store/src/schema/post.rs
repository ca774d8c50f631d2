//! Tables of what is sent to people: who wants digests, and which letters were on their way.

use sql::Kind::{Int, Text, Uuid};

use super::table::Col;
use super::table::Key::Columns;
use super::table::Null::No;
use super::table::Table;

/// The tables of this migration.
pub const TABLES: &[Table] = &[
    Table {
        name: "digests",
        key: Columns("user_id"),
        columns: &[
            Col("user_id", Uuid, No),
            Col("rhythm", Text, No),
            Col("since", Int, No),
            Col("due_at", Int, No),
        ],
        indexes: &["due_at"],
    },
    Table {
        name: "letters",
        key: Columns("id"),
        columns: &[Col("id", Uuid, No), Col("at", Int, No)],
        indexes: &["at"],
    },
];
