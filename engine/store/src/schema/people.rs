//! Tables of who may do what: roles, profiles, groups, sharing, and what is known about people.

use sql::Kind::{Bytes, Int, Text, Uuid};

use super::table::Col;
use super::table::Key::{Columns, Standing};
use super::table::Null::{No, Yes};
use super::table::Table;

/// As whom an administrator looks at the house for a while.
pub const VIEWING: &[Table] = &[Table {
    name: "sessions",
    key: Standing,
    columns: &[Col("viewing_id", Uuid, Yes)],
    indexes: &[],
}];

/// Until when an administrator who looks as somebody else may change records.
pub const CHANGING: &[Table] = &[Table {
    name: "sessions",
    key: Standing,
    columns: &[Col("changing_until", Int, Yes)],
    indexes: &[],
}];

/// What somebody does for a record that is shared with them.
pub const TASKS: &[Table] =
    &[Table { name: "grants", key: Standing, columns: &[Col("task", Text, Yes)], indexes: &[] }];

/// Names of people who were removed: the history goes on naming them.
pub const FORMER: &[Table] = &[Table {
    name: "former_people",
    key: Columns("id"),
    columns: &[Col("id", Uuid, No), Col("name", Text, No), Col("at", Int, No)],
    indexes: &[],
}];

/// Pictures of people.
pub const PICTURES: &[Table] = &[Table {
    name: "pictures",
    key: Columns("user_id"),
    columns: &[Col("user_id", Uuid, No), Col("mark", Text, No), Col("body", Bytes, No)],
    indexes: &[],
}];

/// How people write days, numbers and times.
pub const FORMATS: &[Table] =
    &[Table { name: "users", key: Standing, columns: &[Col("formats", Text, Yes)], indexes: &[] }];

/// The tables of this migration.
pub const TABLES: &[Table] = &[
    Table {
        name: "users",
        key: Standing,
        columns: &[
            Col("role_id", Uuid, Yes),
            Col("phone", Text, Yes),
            Col("position", Text, Yes),
            Col("time_zone", Text, Yes),
            Col("working_hours", Text, Yes),
            Col("signature", Text, Yes),
            Col("deputy_id", Uuid, Yes),
        ],
        indexes: &["role_id"],
    },
    Table {
        name: "roles",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("name", Text, No),
            Col("parent_id", Uuid, Yes),
            Col("strength", Text, No),
            Col("version", Int, No),
        ],
        indexes: &["parent_id"],
    },
    Table {
        name: "profiles",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("name", Text, No),
            Col("about", Text, No),
            Col("body", Text, No),
            Col("version", Int, No),
        ],
        indexes: &[],
    },
    Table {
        name: "role_profiles",
        key: Columns("role_id, profile_id"),
        columns: &[Col("role_id", Uuid, No), Col("profile_id", Uuid, No)],
        indexes: &["profile_id"],
    },
    Table {
        name: "groups",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("name", Text, No),
            Col("about", Text, No),
            Col("version", Int, No),
        ],
        indexes: &[],
    },
    Table {
        name: "group_members",
        key: Columns("group_id, kind, member_id"),
        columns: &[Col("group_id", Uuid, No), Col("kind", Text, No), Col("member_id", Uuid, No)],
        indexes: &["member_id"],
    },
    Table {
        name: "sharing_defaults",
        key: Columns("module"),
        columns: &[Col("module", Text, No), Col("level", Text, No)],
        indexes: &[],
    },
    Table {
        name: "sharing_rules",
        key: Columns("id"),
        columns: &[
            Col("id", Uuid, No),
            Col("module", Text, No),
            Col("from_kind", Text, No),
            Col("from_id", Uuid, No),
            Col("to_kind", Text, No),
            Col("to_id", Uuid, No),
            Col("level", Text, No),
        ],
        indexes: &["module"],
    },
    Table {
        name: "grants",
        key: Columns("record_id, principal_id"),
        columns: &[
            Col("record_id", Uuid, No),
            Col("principal_id", Uuid, No),
            Col("module", Text, No),
            Col("level", Int, No),
            Col("granted_by_id", Uuid, Yes),
            Col("at", Int, No),
        ],
        indexes: &["principal_id, module, level, record_id"],
    },
    Table {
        name: "grantees",
        key: Columns("principal_id, module"),
        columns: &[Col("principal_id", Uuid, No), Col("module", Text, No)],
        indexes: &[],
    },
];
