//! Tables of the older web service: its keys, its sessions, its numbers.

use sql::Kind::{Bytes, Int, Text, Uuid};

use super::table::Col;
use super::table::Key::Columns;
use super::table::Null::{No, Yes};
use super::table::Table;

/// The tables of this migration.
pub const TABLES: &[Table] = &[
    Table {
        name: "access_keys",
        key: Columns("user_id"),
        columns: &[
            Col("user_id", Uuid, No),
            Col("sealed", Bytes, No),
            Col("created_at", Int, No),
            Col("used_at", Int, Yes),
        ],
        indexes: &[],
    },
    Table {
        name: "challenges",
        key: Columns("token"),
        columns: &[
            Col("token", Text, No),
            Col("login", Text, No),
            Col("network", Text, No),
            Col("until", Int, No),
        ],
        indexes: &["login, network, until", "until"],
    },
    Table {
        name: "key_sessions",
        key: Columns("id_hash"),
        columns: &[
            Col("id_hash", Bytes, No),
            Col("user_id", Uuid, No),
            Col("created_at", Int, No),
            Col("seen_at", Int, No),
        ],
        indexes: &["user_id", "seen_at"],
    },
    Table {
        name: "small_numbers",
        key: Columns("number"),
        columns: &[Col("number", Int, No), Col("id", Uuid, No)],
        indexes: &["!id"],
    },
    Table {
        name: "sync_places",
        key: Columns("user_id, scope, at"),
        columns: &[
            Col("user_id", Uuid, No),
            Col("scope", Text, No),
            Col("at", Int, No),
            Col("place", Text, No),
            Col("made_at", Int, No),
        ],
        indexes: &["made_at"],
    },
];
