//! Tables of sign-ins by the word of others: who gives it, for whom, and what is on its way.

use sql::Kind::{Bytes, Int, Text, Uuid};

use super::table::Col;
use super::table::Key::{Columns, Standing};
use super::table::Null::{No, Yes};
use super::table::Table;

/// The tables of this migration.
pub const TABLES: &[Table] = &[
    Table {
        name: "providers",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("kind", Text, No),
            Col("name", Text, No),
            Col("is_active", Int, No),
            Col("body", Text, No),
            Col("secret", Bytes, No),
            Col("said", Text, No),
            Col("said_at", Int, Yes),
            Col("version", Int, No),
        ],
        indexes: &[],
    },
    Table {
        name: "identities",
        key: Columns("issuer, subject"),
        columns: &[
            Col("issuer", Text, No),
            Col("subject", Text, No),
            Col("user_id", Uuid, No),
            Col("provider_id", Uuid, No),
            Col("granted", Text, No),
            Col("created_at", Int, No),
            Col("seen_at", Int, Yes),
        ],
        indexes: &["user_id", "provider_id"],
    },
    Table {
        name: "sign_in_ways",
        key: Columns("id_hash"),
        columns: &[
            Col("id_hash", Bytes, No),
            Col("provider_id", Uuid, No),
            Col("sealed", Bytes, No),
            Col("created_at", Int, No),
        ],
        indexes: &["created_at"],
    },
    Table {
        name: "sessions",
        key: Standing,
        columns: &[Col("is_vouched", Int, Yes)],
        indexes: &[],
    },
];
