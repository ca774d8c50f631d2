//! Rows that are one record: those of its lines stand one below the other.

use std::collections::BTreeSet;
use std::io::Read;

use catalog::{FieldType, Module};
use kernel::Result;

use super::MOST_LINES;
use crate::convert::tidy;
use crate::mapping::Target;
use crate::options::Options;
use crate::prepare::column_of;
use crate::read::{Fault, Row, Rows};

/// The rows of a file, those of one record together: as its first row, with the others in it.
pub struct Together<R> {
    rows: Rows<R>,
    rule: Option<Rule>,
    ahead: Option<Row>,
}

/// What makes rows one record.
struct Rule {
    /// The column whose equal cells do; without it all of the record's own have to be equal.
    key: Option<usize>,
    /// Columns of the record itself.
    heads: Vec<usize>,
    /// Columns of its lines.
    lines: BTreeSet<usize>,
}

impl<R: Read> Together<R> {
    /// Reads a file as its options say; without columns of lines every row is a record.
    pub fn new(rows: Rows<R>, module: &Module, options: &Options) -> Self {
        Together { rows, rule: Rule::of(module, options), ahead: None }
    }

    /// The rows of the next record; `None` at the end.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn next_row(&mut self) -> Result<Option<Row>> {
        let Some(rule) = &self.rule else { return self.rows.next_row() };
        let first = match self.ahead.take() {
            Some(row) => Some(row),
            None => self.rows.next_row()?,
        };
        let Some(mut first) = first else { return Ok(None) };
        while let Some(row) = self.rows.next_row()? {
            if !rule.joins(&first, &row) {
                self.ahead = Some(row);
                break;
            }
            if first.more.len() + 1 < MOST_LINES {
                first.more.push(row);
            } else if !first.faults.contains(&Fault::TooManyLines) {
                first.faults.push(Fault::TooManyLines);
            }
        }
        Ok(Some(first))
    }

    /// The next records, at most so many; none at the end.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn portion(&mut self, limit: usize) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        let mut n_rows = 0;
        while rows.len() < limit
            && n_rows < limit.max(MOST_LINES)
            && let Some(row) = self.next_row()?
        {
            n_rows += 1 + row.more.len();
            rows.push(row);
        }
        Ok(rows)
    }
}

/// Tells whether a column goes to a cell of lines.
pub fn goes_to_lines(module: &Module, target: &Target) -> bool {
    let field = module.field(&target.field).filter(|field| field.is_editable());
    target.part.is_some() && field.is_some_and(|f| matches!(f.kind, FieldType::Lines { .. }))
}

impl Rule {
    fn of(module: &Module, options: &Options) -> Option<Self> {
        let (mut heads, mut lines) = (Vec::new(), BTreeSet::new());
        for (at, column) in options.columns.iter().enumerate().take(options.n_own()) {
            match &column.target {
                Some(target) if goes_to_lines(module, target) => drop(lines.insert(at)),
                Some(_) => heads.push(at),
                None => {}
            }
        }
        if lines.is_empty() {
            return None;
        }
        let number = module.fields.iter().find(|field| field.kind == FieldType::Number);
        let key = options.key.as_ref().map(|key| key.name().to_owned());
        let key = key.or_else(|| number.map(|field| field.name.clone()));
        let key = options.together.or_else(|| column_of(&options.columns, &key?));
        Some(Rule { key: key.filter(|at| *at < options.n_own()), heads, lines })
    }

    /// Tells whether a row goes on with the record of an earlier one.
    fn joins(&self, first: &Row, row: &Row) -> bool {
        let cell = |row: &'_ Row, at: usize| tidy(row.cell(at)).to_owned();
        let is_blank = |at: &usize| cell(row, *at).is_empty();
        if first.is_blank() || self.lines.iter().all(is_blank) {
            return false;
        }
        let mut heads = self.heads.iter();
        let is_same = |at: &usize| cell(row, *at) == cell(first, *at);
        match self.key {
            _ if self.heads.iter().all(is_blank) => true,
            Some(key) => !is_blank(&key) && is_same(&key),
            None => heads.all(is_same),
        }
    }
}
