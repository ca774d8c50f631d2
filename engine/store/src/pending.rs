//! Rows that wait to be inserted.
//!
//! Nobody in a transaction reads what it adds to history, events and search, so on PostgreSQL
//! those rows gather and travel together: one statement a table instead of one a row, and all of
//! them in one round trip. A statement that names a table waits for that table's rows.

use sql::{Param, Sql};

/// PostgreSQL takes 65,535 parameters a statement.
const PARAMS: usize = 60_000;

/// How rows of one shape are inserted.
#[derive(Clone, Debug)]
pub struct Insert {
    /// What stands before the rows; rows with the same words travel together.
    pub head: Sql,
    /// What stands after them.
    pub tail: String,
}

impl Insert {
    /// The statement for some rows of the same width.
    pub fn statement(&self, width: usize, params: &[Param]) -> Sql {
        let mut sql = self.head.clone();
        sql.list(", ", params.chunks(width), |sql, row| {
            sql.push("(").binds(row.iter().cloned()).push(")");
        });
        sql.push(&self.tail);
        sql
    }
}

/// Rows that wait, by shape.
#[derive(Default)]
pub struct Pending {
    shapes: Vec<Shape>,
}

struct Shape {
    insert: Insert,
    width: usize,
    params: Vec<Param>,
}

impl Pending {
    /// Adds rows of one width.
    pub fn add(&mut self, insert: Insert, width: usize, params: Vec<Param>) {
        let known = self.shapes.iter_mut().find(|shape| {
            shape.insert.head.text() == insert.head.text() && shape.insert.tail == insert.tail
        });
        match known {
            Some(shape) => shape.params.extend(params),
            None => self.shapes.push(Shape { insert, width, params }),
        }
    }

    /// Tells whether a statement could see the rows that wait.
    pub fn concerns(&self, sql: &Sql) -> bool {
        !self.shapes.is_empty()
            && self.shapes.iter().any(|shape| {
                shape.insert.head.tables().iter().any(|table| sql.tables().contains(table))
            })
    }

    /// The statements that insert everything; nothing waits afterwards.
    pub fn take(&mut self) -> Vec<Sql> {
        let mut statements = Vec::new();
        for shape in std::mem::take(&mut self.shapes) {
            let rows = PARAMS / shape.width * shape.width;
            let parts = shape.params.chunks(rows);
            statements.extend(parts.map(|params| shape.insert.statement(shape.width, params)));
        }
        statements
    }

    /// Forgets what waits, because the transaction does.
    pub fn clear(&mut self) {
        self.shapes.clear();
    }
}
