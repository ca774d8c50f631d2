//! Tables of the program itself, as numbered migrations that only ever add.

use sql::Kind::{Bytes, Int, Text, Uuid};

use super::following;
use super::foreign;
use super::frame;
use super::hooks;
use super::keeping;
use super::merging;
use super::older;
use super::people;
use super::post;
use super::programs;
use super::shaping;
use super::sign_in;
use super::table::Col;
use super::table::Key::{Columns, Counting};
use super::table::Null::{No, Yes};
use super::table::Table;
use super::transfer;

/// Migrations in order; each is a list of new tables.
pub const MIGRATIONS: &[&[Table]] = &[
    FIRST,
    frame::TABLES,
    post::TABLES,
    people::TABLES,
    programs::TABLES,
    hooks::TABLES,
    sign_in::TABLES,
    sign_in::LINKS,
    people::VIEWING,
    foreign::TABLES,
    shaping::TABLES,
    older::TABLES,
    sign_in::PASSKEYS,
    sign_in::SIGN_INS,
    shaping::SETTLED,
    merging::TABLES,
    people::FORMATS,
    people::PICTURES,
    following::TABLES,
    people::FORMER,
    people::CHANGING,
    people::TASKS,
    hooks::REMOVED,
    transfer::TABLES,
    frame::VIEW_PARTIES,
    // Documents of the search come into stretches.
    &[],
    keeping::TABLES,
    keeping::SEALS,
    keeping::FIELDS,
    // The index of the search is in order at any time.
    &[],
    // Its documents name their owners.
    &[],
];

const FIRST: &[Table] = &[
    Table {
        name: "meta",
        key: Columns("key"),
        columns: &[Col("key", Text, No), Col("value", Text, No)],
        indexes: &[],
    },
    Table {
        name: "module_numbers",
        key: Columns("code"),
        columns: &[Col("code", Text, No), Col("number", Int, No)],
        indexes: &["!number"],
    },
    Table {
        name: "users",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("login", Text, No),
            Col("name", Text, No),
            Col("email", Text, Yes),
            Col("password_hash", Text, Yes),
            Col("is_admin", Int, No),
            Col("is_active", Int, No),
            Col("sees", Text, No),
            Col("language", Text, No),
            Col("theme", Text, No),
            Col("density", Text, No),
            Col("created_at", Int, No),
            Col("version", Int, No),
        ],
        indexes: &["!login"],
    },
    Table {
        name: "sessions",
        key: Columns("id_hash"),
        columns: &[
            Col("id_hash", Bytes, No),
            Col("user_id", Uuid, No),
            Col("csrf", Text, No),
            Col("created_at", Int, No),
            Col("seen_at", Int, No),
            Col("device", Text, No),
            Col("address", Text, No),
        ],
        indexes: &["user_id"],
    },
    Table {
        name: "tokens",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("hash", Bytes, No),
            Col("user_id", Uuid, No),
            Col("label", Text, No),
            Col("created_at", Int, No),
            Col("used_at", Int, Yes),
            Col("expires_at", Int, Yes),
        ],
        indexes: &["!hash", "user_id"],
    },
    Table {
        name: "attempts",
        key: Columns("key"),
        columns: &[Col("key", Text, No), Col("n", Int, No), Col("at", Int, No)],
        indexes: &["at"],
    },
    Table {
        name: "history",
        key: Counting,
        columns: &[
            Col("id", Uuid, No),
            Col("module", Text, No),
            Col("record_id", Uuid, No),
            Col("at", Int, No),
            Col("actor_id", Uuid, Yes),
            Col("via", Text, No),
            Col("kind", Text, No),
            Col("changes", Text, No),
            Col("version", Int, No),
            Col("run_id", Uuid, Yes),
        ],
        indexes: &["!id", "record_id, seq", "run_id, seq"],
    },
    Table {
        name: "outbox",
        key: Counting,
        columns: &[
            Col("at", Int, No),
            Col("event", Text, No),
            Col("module", Text, No),
            Col("record_id", Uuid, No),
            Col("actor_id", Uuid, Yes),
            Col("payload", Text, No),
        ],
        indexes: &[],
    },
    Table {
        name: "queue",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("name", Text, No),
            Col("key", Text, Yes),
            Col("payload", Text, No),
            Col("state", Text, No),
            Col("run_at", Int, No),
            Col("attempts", Int, No),
            Col("locked_until", Int, Yes),
            Col("done", Int, No),
            Col("total", Int, Yes),
            Col("cancelled", Int, No),
            Col("result", Text, Yes),
            Col("error", Text, Yes),
            Col("actor_id", Uuid, Yes),
            Col("created_at", Int, No),
            Col("ended_at", Int, Yes),
        ],
        indexes: &["state, run_at", "name, created_at", "!key"],
    },
    Table {
        name: "number_series",
        key: Columns("key"),
        columns: &[Col("key", Text, No), Col("next", Int, No)],
        indexes: &[],
    },
    Table {
        name: "relations",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("name", Text, No),
            Col("from_module", Text, No),
            Col("from_id", Uuid, No),
            Col("to_module", Text, No),
            Col("to_id", Uuid, No),
            Col("role", Text, No),
            Col("created_at", Int, No),
        ],
        indexes: &["!from_id, to_id, name, role", "to_id"],
    },
    Table {
        name: "lookup_keys",
        key: Columns("record_id, field, key"),
        columns: &[
            Col("key", Text, No),
            Col("module", Text, No),
            Col("record_id", Uuid, No),
            Col("field", Text, No),
        ],
        indexes: &["key, module"],
    },
    Table {
        name: "idempotency",
        key: Columns("user_id, key"),
        columns: &[
            Col("user_id", Uuid, No),
            Col("key", Text, No),
            Col("request", Bytes, No),
            Col("answer", Text, Yes),
            Col("at", Int, No),
        ],
        indexes: &["at"],
    },
    Table {
        name: "comments",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("module", Text, No),
            Col("record_id", Uuid, No),
            Col("author_id", Uuid, Yes),
            Col("at", Int, No),
            Col("edited_at", Int, Yes),
            Col("text", Text, No),
            Col("trashed_at", Int, Yes),
        ],
        indexes: &["record_id, at"],
    },
    Table {
        name: "tags",
        key: Columns("record_id, tag"),
        columns: &[Col("module", Text, No), Col("record_id", Uuid, No), Col("tag", Text, No)],
        indexes: &["module, tag"],
    },
    Table {
        name: "followers",
        key: Columns("record_id, user_id"),
        columns: &[Col("module", Text, No), Col("record_id", Uuid, No), Col("user_id", Uuid, No)],
        indexes: &["user_id"],
    },
    Table {
        name: "files",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("module", Text, Yes),
            Col("record_id", Uuid, Yes),
            Col("name", Text, No),
            Col("media_type", Text, No),
            Col("size", Int, No),
            Col("sha256", Bytes, No),
            Col("created_at", Int, No),
            Col("created_by", Uuid, Yes),
            Col("trashed_at", Int, Yes),
        ],
        indexes: &["record_id, created_at"],
    },
    Table {
        name: "views",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("module", Text, No),
            Col("owner_id", Uuid, Yes),
            Col("name", Text, No),
            Col("definition", Text, No),
            Col("position", Int, No),
        ],
        indexes: &["module, position"],
    },
    Table {
        name: "recents",
        key: Columns("user_id, record_id"),
        columns: &[
            Col("user_id", Uuid, No),
            Col("module", Text, No),
            Col("record_id", Uuid, No),
            Col("at", Int, No),
        ],
        indexes: &["user_id, at"],
    },
    Table {
        name: "favourites",
        key: Columns("user_id, record_id"),
        columns: &[
            Col("user_id", Uuid, No),
            Col("module", Text, No),
            Col("record_id", Uuid, No),
            Col("position", Int, No),
        ],
        indexes: &[],
    },
    Table {
        name: "settings",
        key: Columns("key"),
        columns: &[Col("key", Text, No), Col("value", Text, No)],
        indexes: &[],
    },
    Table {
        name: "overlay",
        key: Counting,
        columns: &[Col("change", Text, No), Col("at", Int, No), Col("actor_id", Uuid, Yes)],
        indexes: &[],
    },
    Table {
        name: "runs",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("kind", Text, No),
            Col("module", Text, No),
            Col("state", Text, No),
            Col("options", Text, No),
            Col("result", Text, No),
            Col("file_id", Uuid, Yes),
            Col("actor_id", Uuid, Yes),
            Col("created_at", Int, No),
            Col("ended_at", Int, Yes),
        ],
        indexes: &["created_at"],
    },
    Table {
        name: "log",
        key: Counting,
        columns: &[
            Col("at", Int, No),
            Col("event", Text, No),
            Col("actor_id", Uuid, Yes),
            Col("detail", Text, No),
            Col("address", Text, No),
        ],
        indexes: &["at"],
    },
    Table {
        name: "search_terms",
        key: Columns("key, term"),
        columns: &[Col("key", Text, No), Col("term", Text, No)],
        indexes: &[],
    },
];
