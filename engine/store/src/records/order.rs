//! The order of a list: its first column has an index, further ones order what is alike in it.

use catalog::Module;
use sql::{Kind, Sql};

use super::{Cursor, Query};
use crate::layout::sort_column;

/// The columns of an order; the row breaks ties.
pub(super) struct Order {
    columns: Vec<Column>,
}

struct Column {
    name: String,
    kind: Kind,
    downwards: bool,
}

impl Order {
    /// The order of a question; `None` when one of its sorts is not offered.
    pub fn of(module: &Module, query: &Query) -> Option<Self> {
        let column = |sort: &super::Sort| {
            let (name, kind) = sort_column(module, &sort.field)?;
            Some(Column { name, kind, downwards: sort.downwards })
        };
        let sorts = std::iter::once(&query.sort).chain(&query.further);
        Some(Order { columns: sorts.map(column).collect::<Option<_>>()? })
    }

    /// The column that has the index.
    pub fn first(&self) -> &str {
        &self.columns[0].name
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Tells whether a place belongs to this order.
    pub fn has(&self, at: &Cursor) -> bool {
        let kinds = self.columns.iter().map(|column| column.kind == Kind::Bytes);
        at.are_bytes().eq(kinds)
    }

    /// The columns under names of their own: `sort_0`, `sort_1`.
    pub fn push_columns(&self, sql: &mut Sql) {
        for (n, column) in self.columns.iter().enumerate() {
            sql.push(", ").column("t", &column.name).push(&format!(" AS sort_{n}"));
        }
    }

    /// The same columns as another question named them.
    pub fn push_named(&self, sql: &mut Sql, alias: &str) {
        for n in 0..self.columns.len() {
            sql.push(", ").column(alias, &format!("sort_{n}"));
        }
    }

    /// Orders rows of the table, or of a question that named the columns; `turned` goes back.
    pub fn push_sort(&self, sql: &mut Sql, alias: &str, turned: bool) {
        let way = |column: &Column| if column.downwards != turned { " DESC" } else { "" };
        sql.push(" ORDER BY ");
        for (n, column) in self.columns.iter().enumerate() {
            match alias {
                "t" => sql.column("t", &column.name),
                named => sql.column(named, &format!("sort_{n}")),
            };
            sql.push(way(column)).push(", ");
        }
        sql.column(alias, "row").push(way(&self.columns[0]));
    }

    /// Leaves the rows of the table beyond a place; `turned` goes back.
    pub fn push_after(&self, sql: &mut Sql, at: &Cursor, turned: bool) {
        let sign = |column: &Column| if column.downwards != turned { " < " } else { " > " };
        let first = &self.columns[0];
        if let [only] = self.columns.as_slice() {
            sql.push(" AND (").column("t", &only.name).push(", t.row)").push(sign(only));
            sql.push("(").bind(at.key(0)).push(", ").bind(at.row()).push(")");
            return;
        }
        // The first comparison bounds the walk along the index.
        let bound = if first.downwards != turned { " <= " } else { " >= " };
        sql.push(" AND ").column("t", &first.name).push(bound).bind(at.key(0)).push(" AND (");
        for (n, column) in self.columns.iter().enumerate() {
            sql.column("t", &column.name).push(sign(column)).bind(at.key(n)).push(" OR (");
            sql.column("t", &column.name).push(" = ").bind(at.key(n)).push(" AND (");
        }
        sql.push("t.row").push(sign(first)).bind(at.row());
        sql.push(&")".repeat(2 * self.columns.len() + 1));
    }
}
