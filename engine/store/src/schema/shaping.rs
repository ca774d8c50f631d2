//! Changes of administrators as acts that can be taken back.

use sql::Kind::{Int, Uuid};

use super::table::Col;
use super::table::Key::Standing;
use super::table::Null::Yes;
use super::table::Table;

/// The tables of this migration.
pub const TABLES: &[Table] = &[Table {
    name: "overlay",
    key: Standing,
    columns: &[Col("act_id", Uuid, Yes), Col("undone_at", Int, Yes)],
    indexes: &["act_id"],
}];

/// That what an act removed is gone for good.
pub const SETTLED: &[Table] = &[Table {
    name: "overlay",
    key: Standing,
    columns: &[Col("settled_at", Int, Yes)],
    indexes: &[],
}];
