//! What would become of each row, without writing anything.

use std::collections::BTreeSet;
use std::path::Path;

use kernel::{RecordId, Result};
use records::Cx;

use crate::decide::{Decider, Seen};
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
pub async fn preview(
    cx: &Cx,
    source: &Path,
    options: &Options,
    extent: Extent,
) -> Result<Preview> {
    let decider = Decider::new(cx, options, new_run()).await?;
    let (mut rows, headings) = open(source, options)?;
    let mut found = Preview::default();
    let mut seen = Seen::default();
    let mut linked: BTreeSet<RecordId> = BTreeSet::new();
    loop {
        let mut batch = Vec::with_capacity(BATCH);
        while batch.len() < BATCH
            && let Some(row) = rows.next_row()?
        {
            batch.push(row);
        }
        if batch.is_empty() {
            found.is_whole = true;
            break;
        }
        let (decided, missing) = decider.decide(batch).await?;
        linked.extend(missing.into_iter().map(|one| one.id));
        for one in decided {
            let identities = decider.identities(&one.prepared);
            let earlier = match (&one.fate, options.duplicates) {
                (Fate::Create, DuplicateRule::Skip | DuplicateRule::Update) => {
                    seen.earlier(&identities)
                }
                _ => None,
            };
            let fate = match (earlier, options.duplicates) {
                (Some(line), DuplicateRule::Update) => Fate::Update(decider.ids.of_line(line)),
                (Some(line), _) => Fate::Skip(Some(decider.ids.of_line(line))),
                (None, _) => one.fate,
            };
            if fate == Fate::Create {
                seen.add(identities, one.row.line);
            }
            found.tally.count(&fate);
            if found.rows.len() < extent.listed {
                let reason = match &fate {
                    Fate::Refuse(refusals) => reasons(cx, &headings, refusals),
                    _ => String::new(),
                };
                let title = decider.title(&one.prepared);
                let line = one.row.line;
                found.rows.push(PreviewRow { line, title, fate, reason, same_as_line: earlier });
            }
        }
        if extent.counted <= found.tally.rows() {
            break;
        }
    }
    found.tally.linked = linked.len() as u64;
    Ok(found)
}
