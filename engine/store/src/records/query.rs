//! What a list asks for and what it gets.

use catalog::Module;
use catalog::filter::Resolved;

use super::{Cursor, Record};

/// An order of records; the row breaks ties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// Name of a sortable field, or `title`.
    pub field: String,
    /// Largest first.
    pub downwards: bool,
}

impl Sort {
    /// Reads `name` or `-name`; `None` when the module does not offer it.
    #[must_use]
    pub fn parse(module: &Module, text: &str) -> Option<Self> {
        let (field, downwards) = match text.strip_prefix('-') {
            Some(field) => (field, true),
            None => (text, false),
        };
        let offered = crate::layout::sort_column(module, field).is_some();
        offered.then(|| Sort { field: field.into(), downwards })
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", if self.downwards { "-" } else { "" }, self.field)
    }
}

/// Which way to page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Towards {
    /// Onwards.
    #[default]
    Next,
    /// Back.
    Previous,
}

/// A question for a page of records.
#[derive(Clone, Debug)]
pub struct Query {
    /// Condition, if any.
    pub filter: Option<Resolved>,
    /// Search terms, folded; every one must be found as the beginning of a word.
    pub terms: Vec<String>,
    /// The order.
    pub sort: Sort,
    /// What orders records that are alike in it.
    pub further: Vec<Sort>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// Which way to go from there.
    pub towards: Towards,
    /// Rows at most.
    pub limit: usize,
    /// Positions of the fields to read; none means all.
    pub fields: Option<Vec<usize>>,
    /// Records in the bin instead of those outside.
    pub in_bin: bool,
}

impl Query {
    /// All records by their title.
    #[must_use]
    pub fn all(limit: usize) -> Self {
        Query {
            filter: None,
            terms: Vec::new(),
            sort: Sort { field: "title".into(), downwards: false },
            further: Vec::new(),
            after: None,
            towards: Towards::Next,
            limit,
            fields: None,
            in_bin: false,
        }
    }
}

/// A page of records.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The records.
    pub records: Vec<Record>,
    /// Where the next page starts, if there is one.
    pub next: Option<Cursor>,
    /// Where the page before this one starts, if there is one.
    pub previous: Option<Cursor>,
    /// The search had more hits than are sorted; only the newest ones are here.
    pub is_bounded: bool,
}
