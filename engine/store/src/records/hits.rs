//! What a search found, and how to bring it into the order of a list.

use access::Scope;
use catalog::Module;
use kernel::Result;

use super::Query;
use crate::conn::Reader;
use crate::queries::finding::{self, CANDIDATES, Question};

/// Reading a row by its number costs about as much as this many steps along an index.
const STEPS_PER_ROW: usize = 12;

/// Rows that were found.
pub struct Hits {
    /// The rows, the newest first.
    pub rows: Vec<i64>,
    /// How to sort them.
    pub way: Way,
    is_bounded: bool,
}

/// How hits are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Every hit is read and sorted: right for few of them.
    Fetch,
    /// The index of the sort is walked until enough hits were met: right for many of them.
    Walk,
}

impl Hits {
    /// Asks the search; none when nothing is searched for.
    pub fn find(
        reader: &mut Reader<'_>,
        module: &Module,
        scope: &Scope,
        query: &Query,
    ) -> Result<Option<Self>> {
        if query.terms.is_empty() {
            return Ok(None);
        }
        let mut question = Question::of(reader, module, scope, &query.terms)?;
        let rows = finding::rows(reader, &mut question, CANDIDATES)?;
        let is_plain = query.filter.is_none() && !query.in_bin;
        let way = match is_plain && walks_sooner(reader, module, (rows.len(), query.limit))? {
            true => Way::Walk,
            false => Way::Fetch,
        };
        let is_bounded = rows.len() >= CANDIDATES;
        Ok(Some(Hits { rows, way, is_bounded }))
    }

    /// Tells whether there may be more hits than these.
    pub fn is_bounded(&self) -> bool {
        self.is_bounded
    }

    /// Tells whether a row was found.
    pub fn have(&self, row: i64) -> bool {
        self.rows.binary_search_by(|known| row.cmp(known)).is_ok()
    }

    /// The rows of a page, which are all read.
    pub fn of_page(rows: Vec<i64>) -> Self {
        Hits { rows, way: Way::Fetch, is_bounded: false }
    }

    /// Some of these hits, few enough to be read.
    pub fn narrowed(&self, rows: Vec<i64>) -> Self {
        Hits { rows, way: Way::Fetch, is_bounded: self.is_bounded }
    }
}

/// Hits lie evenly along an index, so a page is met after its share of the table.
fn walks_sooner(
    reader: &mut Reader<'_>,
    module: &Module,
    (n_hits, limit): (usize, usize),
) -> Result<bool> {
    if n_hits <= limit {
        return Ok(false);
    }
    let mut sql = reader.sql();
    sql.push("SELECT COALESCE(MAX(row), 0) FROM ").table(&module.plural);
    let last = reader.query_one(&sql)?.map(|mut row| row.int()).transpose()?.unwrap_or(0);
    let n_rows = usize::try_from(last).unwrap_or(0);
    Ok(n_rows.saturating_mul(limit + 1) < n_hits.saturating_mul(n_hits * STEPS_PER_ROW))
}
