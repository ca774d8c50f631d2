//! Lines of a record that is made of lines.

use std::collections::BTreeMap;

use crate::{RecordId, Value};

/// One line: what it is, and what its cells hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Stays the same however the line is changed or moved, so that others can name it.
    pub id: RecordId,
    /// Its kind, one of those of its shape.
    pub kind: String,
    /// What its cells hold, by name; cells that hold nothing are left out.
    pub cells: BTreeMap<String, Value>,
}

impl Line {
    /// A line of a kind with nothing in it.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        Line { id: RecordId::new(), kind: kind.into(), cells: BTreeMap::new() }
    }

    /// What a cell holds.
    #[must_use]
    pub fn cell(&self, name: &str) -> &Value {
        self.cells.get(name).unwrap_or(&Value::Empty)
    }

    /// Fills a cell; nothing takes it away.
    pub fn set(&mut self, name: &str, value: Value) {
        match value {
            Value::Empty => drop(self.cells.remove(name)),
            value => drop(self.cells.insert(name.into(), value)),
        }
    }

    /// The same line with a cell filled.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.set(name, value);
        self
    }
}
