//! Tables of how people prove who they are.

use sql::Kind::{Bytes, Int, Text, Uuid};

use super::table::Col;
use super::table::Key::{Columns, Counting};
use super::table::Null::{No, Yes};
use super::table::Table;

/// The tables of this migration.
pub const TABLES: &[Table] = &[
    Table {
        name: "second_factors",
        key: Columns("user_id"),
        columns: &[
            Col("user_id", Uuid, No),
            Col("secret", Bytes, No),
            Col("last_step", Int, No),
            Col("added_at", Int, No),
        ],
        indexes: &[],
    },
    Table {
        name: "recovery_codes",
        key: Columns("user_id, hash"),
        columns: &[Col("user_id", Uuid, No), Col("hash", Bytes, No), Col("used_at", Int, Yes)],
        indexes: &[],
    },
    Table {
        name: "sign_in_steps",
        key: Columns("id_hash"),
        columns: &[
            Col("id_hash", Bytes, No),
            Col("user_id", Uuid, No),
            Col("created_at", Int, No),
            Col("n_tries", Int, No),
        ],
        indexes: &["user_id", "created_at"],
    },
];

/// The tables of the next migration.
pub const LINKS: &[Table] = &[Table {
    name: "sign_in_links",
    key: Columns("id_hash"),
    columns: &[
        Col("id_hash", Bytes, No),
        Col("user_id", Uuid, No),
        Col("kind", Text, No),
        Col("created_at", Int, No),
        Col("expires_at", Int, No),
    ],
    indexes: &["user_id", "expires_at"],
}];

/// Passkeys, what browsers were asked for them, and sessions that proved once more who they are.
pub const PASSKEYS: &[Table] = &[
    Table {
        name: "passkeys",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("user_id", Uuid, No),
            Col("credential", Bytes, No),
            Col("name", Text, No),
            Col("body", Text, No),
            Col("is_backed_up", Int, No),
            Col("added_at", Int, No),
            Col("used_at", Int, Yes),
        ],
        indexes: &["!credential", "user_id"],
    },
    Table {
        name: "passkey_asks",
        key: Columns("id_hash, purpose"),
        columns: &[
            Col("id_hash", Bytes, No),
            Col("purpose", Text, No),
            Col("state", Text, No),
            Col("created_at", Int, No),
        ],
        indexes: &["created_at"],
    },
    Table {
        name: "session_proofs",
        key: Columns("id_hash"),
        columns: &[Col("id_hash", Bytes, No), Col("at", Int, No)],
        indexes: &["at"],
    },
];

/// Who came in or tried to.
pub const SIGN_INS: &[Table] = &[Table {
    name: "sign_ins",
    key: Counting,
    columns: &[
        Col("at", Int, No),
        Col("way", Text, No),
        Col("outcome", Text, No),
        Col("user_id", Uuid, Yes),
        Col("named", Text, No),
        Col("address", Text, No),
        Col("device", Text, No),
    ],
    indexes: &["at", "user_id"],
}];
