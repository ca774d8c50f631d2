//! What would become of each row, without writing anything.

use std::collections::BTreeSet;
use std::path::Path;

use kernel::{RecordId, Result};
use records::Cx;

use crate::decide::{Decided, Decider, Seen};
use crate::fate::{Fate, Tally};
use crate::import::{new_run, open};
use crate::options::{DuplicateRule, Options};
use crate::reasons::reasons;

const BATCH: usize = 250;

/// A row with its fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// Line of the file.
    pub line: usize,
    /// Title that the record would have.
    pub title: String,
    /// What would become of it.
    pub fate: Fate,
    /// Why it would be refused, in the reader's language.
    pub reason: String,
    /// An earlier line of the file that is the same.
    pub same_as_line: Option<usize>,
}

/// What would become of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Counts of all rows that were looked at.
    pub tally: Tally,
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// Whether these were all rows of the file.
    pub is_whole: bool,
}

/// How much a preview looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Rows that are counted.
    pub counted: u64,
    /// Rows that are listed.
    pub listed: usize,
}

/// Looks at what would become of each row.
///
/// # Errors
/// `Invalid` when targets do not fit; when the file or the database cannot be read.
pub async fn preview(cx: &Cx, source: &Path, options: &Options, extent: Extent) -> Result<Preview> {
    let decider = Decider::new(cx, options, new_run()).await?;
    let (mut rows, headings) = open(source, options)?;
    let mut look = Look { decider, headings, seen: Seen::default(), found: Preview::default() };
    let mut linked: BTreeSet<RecordId> = BTreeSet::new();
    while look.found.tally.rows() < extent.counted {
        let batch = rows.portion(BATCH)?;
        if batch.is_empty() {
            look.found.is_whole = true;
            break;
        }
        let (decided, missing) = look.decider.decide(batch).await?;
        linked.extend(missing.into_iter().map(|one| one.id));
        decided.into_iter().for_each(|one| look.add(one, extent.listed));
    }
    look.found.tally.linked = linked.len() as u64;
    Ok(look.found)
}

struct Look {
    decider: Decider,
    headings: Vec<String>,
    seen: Seen,
    found: Preview,
}

impl Look {
    fn add(&mut self, one: Decided, listed: usize) {
        let identities = self.decider.identities(&one.prepared);
        let rule = self.decider.options.duplicates;
        let same_as_line = match (&one.fate, rule) {
            (Fate::Create, DuplicateRule::Skip | DuplicateRule::Update) => {
                self.seen.earlier(&identities)
            }
            _ => None,
        };
        let fate = match (same_as_line.map(|line| self.decider.ids.of_line(line)), rule) {
            (Some(id), DuplicateRule::Update) => Fate::Update(id),
            (Some(id), _) => Fate::Skip(Some(id)),
            (None, _) => one.fate,
        };
        if fate == Fate::Create {
            self.seen.add(identities, one.row.line);
        }
        self.found.tally.count(&fate);
        if listed <= self.found.rows.len() {
            return;
        }
        let reason = match &fate {
            Fate::Refuse(refusals) => {
                reasons(&self.decider.cx, &self.decider.module, &self.headings, refusals)
            }
            Fate::Create | Fate::Update(_) | Fate::Skip(_) | Fate::Blank => String::new(),
        };
        let title = self.decider.title(&one.prepared);
        let line = one.row.line;
        self.found.rows.push(PreviewRow { line, title, fate, reason, same_as_line });
    }
}
