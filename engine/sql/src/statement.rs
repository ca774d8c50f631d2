//! How statements are written: text and parameters grow together, alike for both databases.
//!
//! Placeholders are `$1`, `$2` … in rising order, which SQLite and PostgreSQL both read. A value
//! from outside can only become a parameter; a name passes `ident`, which refuses what no
//! definition could have given.

use crate::{Dialect, Param};

/// A statement in the making.
#[derive(Clone, Debug)]
pub struct Sql {
    text: String,
    params: Vec<Param>,
    dialect: Dialect,
    schema: String,
    /// Tables it names, where rows may wait to be inserted.
    tables: Vec<String>,
}

impl Sql {
    /// An empty statement for a database, in a schema where that has schemas.
    #[must_use]
    pub fn new(dialect: Dialect, schema: &str) -> Self {
        Sql {
            text: String::new(),
            params: Vec::new(),
            dialect,
            schema: schema.into(),
            tables: Vec::new(),
        }
    }

    /// The database it is for.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Tables it names, on PostgreSQL.
    #[must_use]
    pub fn tables(&self) -> &[String] {
        &self.tables
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its values, in the order of the placeholders.
    #[must_use]
    pub fn params(&self) -> &[Param] {
        &self.params
    }

    /// Adds fixed SQL.
    pub fn push(&mut self, sql: &str) -> &mut Self {
        self.text.push_str(sql);
        self
    }

    /// Adds a quoted name.
    ///
    /// # Panics
    /// For a name that no definition could have given.
    pub fn ident(&mut self, name: &str) -> &mut Self {
        let safe = !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        assert!(safe, "names come from checked definitions only: {name:?}");
        self.text.push('"');
        self.text.push_str(name);
        self.text.push('"');
        self
    }

    /// Adds the name of a column behind the alias of its table.
    pub fn column(&mut self, alias: &str, name: &str) -> &mut Self {
        self.push(alias).push(".").ident(name)
    }

    /// Adds the name of a table, with its schema where the database has schemas.
    pub fn table(&mut self, name: &str) -> &mut Self {
        if self.dialect == Dialect::Postgres {
            self.tables.push(name.into());
        }
        if !self.schema.is_empty() {
            let schema = self.schema.clone();
            self.ident(&schema).push(".");
        }
        self.ident(name)
    }

    /// Adds a placeholder and its value.
    pub fn bind(&mut self, value: impl Into<Param>) -> &mut Self {
        self.params.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.params.len().to_string());
        self
    }

    /// Adds a limit as part of the text, for one of few that the program itself chooses.
    ///
    /// PostgreSQL then sees it in a plan for all values; with a parameter it plans for a tenth of
    /// all rows and so, for each value, anew. It is right only where one index gives the order.
    pub fn fixed_limit(&mut self, limit: i64) -> &mut Self {
        self.push(" LIMIT ").push(&limit.to_string())
    }

    /// Adds several things with a separator between them.
    pub fn list<T>(
        &mut self,
        separator: &str,
        things: impl IntoIterator<Item = T>,
        mut add: impl FnMut(&mut Self, T),
    ) -> &mut Self {
        for (at, thing) in things.into_iter().enumerate() {
            if at > 0 {
                self.text.push_str(separator);
            }
            add(self, thing);
        }
        self
    }

    /// Adds names separated by commas.
    pub fn idents<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) -> &mut Self {
        self.list(", ", names, |sql, name| {
            sql.ident(name);
        })
    }

    /// Adds placeholders separated by commas.
    pub fn binds<T: Into<Param>>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self {
        self.list(", ", values, |sql, value| {
            sql.bind(value);
        })
    }
}
