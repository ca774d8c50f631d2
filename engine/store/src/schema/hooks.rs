//! Tables of what other programs are told, and what became of it.

use sql::Kind::{Int, Text, Uuid};

use super::table::Col;
use super::table::Key::{Columns, Standing};
use super::table::Null::{No, Yes};
use super::table::Table;

/// When a hook was taken away; it comes back as long as it is there.
pub const REMOVED: &[Table] = &[Table {
    name: "hooks",
    key: Standing,
    columns: &[Col("removed_at", Int, Yes)],
    indexes: &[],
}];

/// The tables of this migration.
pub const TABLES: &[Table] = &[
    Table {
        name: "hooks",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("name", Text, No),
            Col("url", Text, No),
            Col("secret", Text, No),
            Col("module", Text, No),
            Col("kinds", Text, No),
            Col("filter", Text, No),
            Col("is_active", Int, No),
            Col("owner_id", Uuid, No),
            Col("created_at", Int, No),
            Col("version", Int, No),
        ],
        indexes: &[],
    },
    Table {
        name: "dispatches",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("hook_id", Uuid, No),
            Col("module", Text, No),
            Col("record_id", Uuid, No),
            Col("kind", Text, No),
            Col("version", Int, No),
            Col("at", Int, No),
            Col("state", Text, No),
            Col("attempts", Int, No),
            Col("status", Int, Yes),
            Col("said", Text, No),
            Col("changed_at", Int, No),
        ],
        indexes: &["hook_id, at, id", "changed_at"],
    },
];
