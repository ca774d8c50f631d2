//! Rows that stay as they are: triggers that refuse what nothing else should have tried.

use crate::{Dialect, Sql};

/// Which rows of a table stay as they are, and which of their columns.
#[derive(Clone, Debug)]
pub struct Frozen<'a> {
    /// The table.
    pub table: &'a str,
    /// The column that tells how far a row is.
    pub stage: &'a str,
    /// What stands there while everything can still change.
    pub open: Vec<&'a str>,
    /// Columns that stay as they are after that.
    pub columns: Vec<String>,
}

/// The word with which such a trigger refuses.
pub const FROZEN: &str = "frozen";

/// The state under which PostgreSQL reports that.
pub const FROZEN_STATE: &str = "KO001";

impl Frozen<'_> {
    /// Statements that bring the triggers of a table to what they should say; `standing` are the
    /// names of those that are there.
    ///
    /// # Panics
    /// For a name or a stage that no definition could have given.
    #[must_use]
    pub fn missing(&self, standing: &[String], sql: impl Fn() -> Sql) -> Vec<String> {
        let hash = self.hash();
        let (changed, kept) = (format!("frozen_{hash}"), format!("kept_{hash}"));
        if standing.contains(&changed) && standing.contains(&kept) {
            return Vec::new();
        }
        let ours = |name: &&String| name.starts_with("frozen_") || name.starts_with("kept_");
        let mut all: Vec<String> =
            standing.iter().filter(ours).map(|name| self.drop(name, sql())).collect();
        let condition = self.changes(sql());
        let frozen = self.is_frozen(sql());
        if sql().dialect() == Dialect::Postgres {
            all.push(self.function(sql()));
        }
        all.push(self.trigger((&changed, "UPDATE"), &condition, sql()));
        all.push(self.trigger((&kept, "DELETE"), &frozen, sql()));
        all
    }

    /// FNV-1a, 64 bits: the same on every machine and in every version of the program.
    fn hash(&self) -> String {
        let (open, columns) = (self.open.join(" "), self.columns.join(" "));
        let said = format!("{} {} {open} {columns}", self.table, self.stage);
        let hash = said.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{hash:016x}")
    }

    fn drop(&self, name: &str, mut sql: Sql) -> String {
        sql.push("DROP TRIGGER ").ident(name);
        if sql.dialect() == Dialect::Postgres {
            sql.push(" ON ").table(self.table);
        }
        sql.text().to_owned()
    }

    fn is_frozen(&self, mut sql: Sql) -> String {
        // A row without a stage is none that is open.
        sql.push("COALESCE(").column("OLD", self.stage).push(", '') NOT IN (");
        sql.push(&self.stages()).push(")").text().to_owned()
    }

    /// A frozen row changes when it is opened again, or when one of its columns does.
    fn changes(&self, mut sql: Sql) -> String {
        let frozen = self.is_frozen(sql.clone());
        sql.push(&frozen).push(" AND (COALESCE(").column("NEW", self.stage).push(", '') IN ('', ");
        sql.push(&self.stages()).push(")");
        for column in &self.columns {
            sql.push(" OR ").column("OLD", column).push(" IS DISTINCT FROM ");
            sql.column("NEW", column);
        }
        sql.push(")").text().to_owned()
    }

    fn stages(&self) -> String {
        let safe = |code: &&str| {
            code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        assert!(self.open.iter().all(safe), "stages come from definitions only");
        let quoted: Vec<String> = self.open.iter().map(|code| format!("'{code}'")).collect();
        quoted.join(", ")
    }

    fn function(&self, mut sql: Sql) -> String {
        sql.push("CREATE OR REPLACE FUNCTION ").table(&format!("frozen_{}", self.table));
        sql.push("() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '").push(FROZEN);
        sql.push("' USING ERRCODE = '").push(FROZEN_STATE).push("'; END $$").text().to_owned()
    }

    fn trigger(&self, (name, on): (&str, &str), condition: &str, mut sql: Sql) -> String {
        sql.push("CREATE TRIGGER ").ident(name).push(" BEFORE ").push(on).push(" ON ");
        sql.table(self.table);
        match sql.dialect() {
            Dialect::Sqlite => {
                sql.push(" WHEN ").push(condition).push(" BEGIN SELECT RAISE(ABORT, '");
                sql.push(FROZEN).push("'); END");
            }
            Dialect::Postgres => {
                sql.push(" FOR EACH ROW WHEN (").push(condition).push(") EXECUTE FUNCTION ");
                sql.table(&format!("frozen_{}", self.table)).push("()");
            }
        }
        sql.text().to_owned()
    }
}
