//! Where the two databases differ, as values and a few expressions.

use crate::Sql;

/// One of the two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The embedded one.
    Sqlite,
    /// The server.
    Postgres,
}

/// Rows at most that `among` hides from the planner of PostgreSQL: with them in sight it makes a
/// plan of its own for every statement, which takes longer than running it.
const FEW: usize = 1_000;

/// What a column stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Int,
    /// A text.
    Text,
    /// Bytes.
    Bytes,
    /// An id.
    Uuid,
    /// The transaction that wrote a row, by itself; one writer needs none.
    Transaction,
}

impl Dialect {
    /// The SQL type of a column.
    #[must_use]
    pub fn type_of(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Dialect::Sqlite, Kind::Int) => "INTEGER",
            (Dialect::Postgres, Kind::Int) => "BIGINT",
            (_, Kind::Text) => "TEXT",
            (Dialect::Sqlite, Kind::Bytes | Kind::Uuid) => "BLOB",
            (Dialect::Postgres, Kind::Bytes) => "BYTEA",
            (Dialect::Postgres, Kind::Uuid) => "UUID",
            (Dialect::Sqlite, Kind::Transaction) => "INTEGER DEFAULT 0",
            (Dialect::Postgres, Kind::Transaction) => {
                "BIGINT DEFAULT pg_current_xact_id()::text::bigint"
            }
        }
    }

    /// A column that counts up by itself.
    #[must_use]
    pub fn counting_key(self) -> &'static str {
        match self {
            Dialect::Sqlite => "INTEGER PRIMARY KEY",
            Dialect::Postgres => "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        }
    }

    /// An empty byte string.
    #[must_use]
    pub fn no_bytes(self) -> &'static str {
        match self {
            Dialect::Sqlite => "x''",
            Dialect::Postgres => "'\\x'::bytea",
        }
    }

    /// A sign before a column that keeps its indexes out of the plan.
    ///
    /// SQLite plans without counting and takes an owner for rare, who may own a million records;
    /// PostgreSQL counts.
    #[must_use]
    pub fn only_compared(self) -> &'static str {
        match self {
            Dialect::Sqlite => "+",
            Dialect::Postgres => "",
        }
    }

    /// Names the index that a table is walked along.
    ///
    /// SQLite plans without counting and takes every equality for rare; PostgreSQL counts.
    pub fn along(self, sql: &mut Sql, index: &str) {
        match self {
            Dialect::Sqlite => sql.push(" INDEXED BY ").ident(index),
            Dialect::Postgres => sql,
        };
    }

    /// Words by which an index is made or dropped while others write.
    #[must_use]
    pub fn meanwhile(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => "CONCURRENTLY ",
        }
    }

    /// Words after a select that skips rows others have taken.
    #[must_use]
    pub fn skip_locked(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// The place behind everything that no running transaction can come before: the transaction
    /// and the number of a change, the latter out of the `last` one.
    #[must_use]
    pub fn settled_end(self) -> (&'static str, &'static str) {
        match self {
            Dialect::Sqlite => ("0", "last"),
            Dialect::Postgres => {
                ("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", "0::bigint")
            }
        }
    }

    /// A further condition on changes: no running transaction comes before them.
    #[must_use]
    pub fn is_settled(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => {
                " AND xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
            }
        }
    }

    /// Words after a select that keep others from changing its rows until the transaction ends.
    #[must_use]
    pub fn hold(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " FOR SHARE",
        }
    }

    /// Keeps others from changing and holding the rows of a select until the transaction ends.
    #[must_use]
    pub fn lock(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " FOR NO KEY UPDATE",
        }
    }

    /// Begins an insert that leaves rows out whose key is taken; `ignoring_taken` ends it.
    ///
    /// SQLite prepares to take a statement back when one of its rows could fail, which makes the
    /// full-text index write out what it holds; with these words no row can.
    #[must_use]
    pub fn insert_ignoring(self) -> &'static str {
        match self {
            Dialect::Sqlite => "INSERT OR IGNORE INTO ",
            Dialect::Postgres => "INSERT INTO ",
        }
    }

    /// The end of what `insert_ignoring` began.
    #[must_use]
    pub fn ignoring_taken(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " ON CONFLICT DO NOTHING",
        }
    }

    /// Adds the test whether a row is one of many.
    ///
    /// One parameter holds them all, so that the statement stays the same whatever their number.
    pub fn among(self, sql: &mut Sql, row: &str, rows: &[i64]) {
        let is_planned_once = rows.len() <= FEW;
        let rows: Vec<String> = rows.iter().map(i64::to_string).collect();
        let rows = rows.join(",");
        sql.push(row);
        match self {
            Dialect::Sqlite => {
                sql.push(" IN (SELECT value FROM json_each(").bind(format!("[{rows}]")).push("))")
            }
            Dialect::Postgres if is_planned_once => {
                sql.push(" = ANY(string_to_array((SELECT ").bind(rows).push("), ',')::bigint[])")
            }
            Dialect::Postgres => {
                sql.push(" = ANY(string_to_array(").bind(rows).push(", ',')::bigint[])")
            }
        };
    }

    /// Adds the test whether a folded column contains a folded text.
    pub fn contains(self, sql: &mut Sql, column: impl FnOnce(&mut Sql), text: &str) {
        sql.push(match self {
            Dialect::Sqlite => "instr(",
            Dialect::Postgres => "strpos(",
        });
        column(sql);
        sql.push(", ").bind(text).push(") > 0");
    }

    /// Adds the test whether a folded column starts with a folded text.
    pub fn starts_with(self, sql: &mut Sql, column: impl FnOnce(&mut Sql), text: &str) {
        match self {
            Dialect::Sqlite => {
                sql.push("instr(");
                column(sql);
                sql.push(", ").bind(text).push(") = 1");
            }
            Dialect::Postgres => {
                sql.push("starts_with(");
                column(sql);
                sql.push(", ").bind(text).push(")");
            }
        }
    }
}
