//! Tables of what reaches a person: messages, what they will not hear of, who was mentioned, and
//! the views they keep at hand.

use sql::Kind::{Int, Text, Uuid};

use super::table::Col;
use super::table::Key::Columns;
use super::table::Null::{No, Yes};
use super::table::Table;

/// The tables of this migration.
pub const TABLES: &[Table] = &[
    Table {
        name: "messages",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("user_id", Uuid, No),
            Col("mark", Text, No),
            Col("kind", Text, No),
            Col("module", Text, No),
            Col("subject_id", Uuid, No),
            Col("at", Int, No),
            Col("actor_id", Uuid, Yes),
            Col("version", Int, No),
            Col("is_read", Int, No),
            Col("changed_at", Int, No),
            Col("detail", Text, No),
        ],
        indexes: &[
            "!user_id, mark",
            "user_id, at, id",
            "user_id, is_read, at, id",
            "subject_id",
            "changed_at",
        ],
    },
    Table {
        name: "muted",
        key: Columns("user_id, kind"),
        columns: &[Col("user_id", Uuid, No), Col("kind", Text, No)],
        indexes: &["kind"],
    },
    Table {
        name: "mentions",
        key: Columns("comment_id, user_id"),
        columns: &[Col("comment_id", Uuid, No), Col("user_id", Uuid, No)],
        indexes: &[],
    },
    Table {
        name: "kept_views",
        key: Columns("user_id, view_id"),
        columns: &[Col("user_id", Uuid, No), Col("view_id", Uuid, No), Col("position", Int, No)],
        indexes: &["view_id"],
    },
];

/// With whom views are shared.
pub const VIEW_PARTIES: &[Table] = &[Table {
    name: "view_parties",
    key: Columns("view_id, kind, party_id"),
    columns: &[Col("view_id", Uuid, No), Col("kind", Text, No), Col("party_id", Uuid, No)],
    indexes: &["party_id, kind, view_id"],
}];
