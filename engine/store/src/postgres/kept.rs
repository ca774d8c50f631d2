//! Statements that the server keeps prepared for one connection, a bounded number of them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use sql::{Param, Sql};
use tokio_postgres::Statement;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::Type;

/// Statements at most; each takes some ten kilobytes of the server.
const STATEMENTS: usize = 256;
/// Places for what was asked once.
const PLACES: usize = 2048;

/// How a statement travels.
pub enum Way {
    /// It is prepared.
    Kept(Statement),
    /// It came before, so it is worth to be prepared.
    Again(String),
    /// It is told in full.
    Bare,
}

/// The prepared statements of a connection.
pub struct Kept {
    /// By text and the kinds of its parameters, with the time of the last use.
    statements: HashMap<String, (Statement, u64)>,
    /// Hashes of statements that came once; a newer one takes the place of an older one.
    once: Vec<u64>,
    time: u64,
    is_off: bool,
}

impl Default for Kept {
    fn default() -> Self {
        Kept { statements: HashMap::new(), once: vec![0; PLACES], time: 0, is_off: false }
    }
}

impl Kept {
    /// How a statement travels this time.
    pub fn way(&mut self, sql: &Sql) -> Way {
        if self.is_off {
            return Way::Bare;
        }
        let key = key(sql);
        self.time += 1;
        if let Some((statement, used)) = self.statements.get_mut(&key) {
            *used = self.time;
            return Way::Kept(statement.clone());
        }
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let hash = hasher.finish();
        let place = usize::try_from(hash % PLACES as u64).unwrap_or(0);
        if self.once[place] == hash {
            return Way::Again(key);
        }
        self.once[place] = hash;
        Way::Bare
    }

    /// Keeps a statement, in the place of the one that was used longest ago.
    pub fn keep(&mut self, key: String, statement: Statement) {
        if self.statements.len() >= STATEMENTS {
            let oldest = self.statements.iter().min_by_key(|(_, (_, used))| *used);
            if let Some(key) = oldest.map(|(key, _)| key.clone()) {
                self.statements.remove(&key);
            }
        }
        self.statements.insert(key, (statement, self.time));
    }

    /// Takes an error for one about prepared statements: then they are forgotten, and the
    /// statement may be told in full.
    ///
    /// A table that changed its columns makes plans void. Somebody between us and the server who
    /// gives us another connection each time makes preparing vain.
    pub fn gives_up(&mut self, error: &tokio_postgres::Error) -> bool {
        let Some(code) = error.code().map(SqlState::code) else { return false };
        let is_unknown = ["26000", "42P05"].contains(&code);
        let is_void = code == "0A000" && !self.statements.is_empty();
        if is_unknown || is_void {
            self.statements.clear();
        }
        self.is_off |= is_unknown;
        is_unknown || is_void
    }
}

/// The types of the parameters of a statement.
pub fn types(sql: &Sql) -> Vec<Type> {
    sql.params().iter().map(|param| kind(param).1).collect()
}

/// A sign and the type of a value; the type of nothing is found out by the server.
fn kind(param: &Param) -> (char, Type) {
    match param {
        Param::Null => ('0', Type::UNKNOWN),
        Param::Int(_) => ('i', Type::INT8),
        Param::Text(_) => ('t', Type::TEXT),
        Param::Bytes(_) => ('b', Type::BYTEA),
        Param::Uuid(_) => ('u', Type::UUID),
    }
}

/// The same text with parameters of other kinds is another statement.
fn key(sql: &Sql) -> String {
    let mut key = String::with_capacity(sql.text().len() + sql.params().len() + 1);
    key.push_str(sql.text());
    key.push('\n');
    key.extend(sql.params().iter().map(|param| kind(param).0));
    key
}
