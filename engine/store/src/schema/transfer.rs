//! What people keep for imports.

use sql::Kind::{Int, Text, Uuid};

use super::table::Col;
use super::table::Key::Columns;
use super::table::Null::{No, Yes};
use super::table::Table;

/// Where the columns of a kind of file go.
pub const TABLES: &[Table] = &[Table {
    name: "import_mappings",
    key: Columns("id"),
    columns: &[
        Col("id", Uuid, No),
        Col("module", Text, No),
        Col("owner_id", Uuid, Yes),
        Col("name", Text, No),
        Col("definition", Text, No),
        Col("removed_at", Int, Yes),
    ],
    indexes: &["module"],
}];
