//! Importing a file, batch by batch; what was done is known after each.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::path::Path;

use catalog::Module;
use kernel::{Error, FieldProblem, RecordId, Result, Value};
use records::{BatchRow, Cx, Input, Record};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::change::{after, held};
use crate::computed::with_headings;
use crate::decide::{Decided, Decider, Seen};
use crate::error_file::ErrorFile;
use crate::fate::{Fate, Tally};
use crate::lines::{Together, placed};
use crate::links::{self, is_ours};
use crate::options::{DuplicateRule, Options};
use crate::prepare::{Prepared, Refusal, column_of};
use crate::read::{Row, Rows};
use crate::reasons::reasons;

/// Rows that are saved in one transaction; few enough that others who save hardly wait.
const BATCH: usize = 100;

/// How far an import is; stored with the run, so that it goes on where it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// What became of the rows so far.
    pub tally: Tally,
    /// Bytes of the file of refused rows.
    pub error_bytes: u64,
}

/// An import under way.
pub struct Import {
    decider: Decider,
    rows: Together<File>,
    headings: Vec<String>,
    errors: ErrorFile,
    state: State,
}

impl Import {
    /// Opens a file to import; rows that an earlier attempt has done are passed over.
    ///
    /// The context belongs to the run already, so that all of it can be undone.
    ///
    /// # Errors
    /// `Invalid` when targets do not fit; when the file cannot be read.
    pub async fn open(
        cx: &Cx,
        options: &Options,
        (source, errors): (&Path, &Path),
        state: State,
    ) -> Result<Self> {
        let run = cx.run.ok_or_else(|| Error::internal("an import belongs to a run"))?;
        let decider = Decider::new(cx, options, run).await?;
        let (mut rows, headings) = open(&decider.module, source, options)?;
        for _ in 0..state.tally.rows() {
            rows.next_row()?;
        }
        let added = ["transfer.error_line", "transfer.error_reason"].map(|key| cx.text(key).into());
        let mut error_headings = headings.clone();
        error_headings.resize(options.n_own(), String::new());
        error_headings.extend(added);
        let separator = options.format.separator.char();
        let errors = ErrorFile::new(errors, separator, error_headings, state.error_bytes)?;
        let headings = with_headings(cx, &headings, options);
        Ok(Import { decider, rows, headings, errors, state })
    }

    /// How far it is.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// Imports the next rows; `false` when there were none.
    ///
    /// # Errors
    /// When the database or the disk fails; what is wrong with rows stands in the error file.
    pub async fn step(&mut self) -> Result<bool> {
        let mut batch = self.rows.portion(BATCH)?;
        if batch.is_empty() {
            return Ok(false);
        }
        let mut done = Vec::with_capacity(batch.len());
        let mut tally = self.state.tally;
        while !batch.is_empty() {
            let (decided, missing) = self.decider.decide(batch).await?;
            let (mut first, later) = self.apart(decided);
            let (linked, failed) = links::make(&self.decider.cx, &missing).await?;
            tally.linked += linked;
            self.refuse_unlinked(&mut first, &failed);
            self.save(&mut first).await?;
            done.extend(first);
            batch = later;
        }
        done.sort_by_key(|decided| decided.row.line);
        done.iter().for_each(|decided| tally.count(&decided.fate));
        self.report(&done)?;
        self.state = State { tally, error_bytes: self.errors.bytes() };
        Ok(true)
    }

    /// Rows that are the same as an earlier one of the batch wait until that one is saved.
    fn apart(&self, decided: Vec<Decided>) -> (Vec<Decided>, Vec<Row>) {
        if self.decider.options.duplicates == DuplicateRule::Create {
            return (decided, Vec::new());
        }
        let mut seen = Seen::default();
        let (mut first, mut later) = (Vec::new(), Vec::new());
        for one in decided {
            let is_saved = matches!(one.fate, Fate::Create | Fate::Update(_));
            // What lacks something for a new record may complete the one made just before.
            let may_follow = is_saved || matches!(one.fate, Fate::Refuse(_));
            let identities = self.decider.identities(&one.prepared);
            if may_follow && seen.earlier(&identities).is_some() {
                later.push(one.row);
                continue;
            }
            if is_saved {
                seen.add(identities, one.row.line);
            }
            first.push(one);
        }
        (first, later)
    }

    fn refuse_unlinked(&self, decided: &mut [Decided], failed: &BTreeMap<RecordId, FieldProblem>) {
        for one in decided {
            let links = one.prepared.values.iter().filter_map(|(field, value)| match value {
                Value::Link(link) => failed.get(&link.id).map(|problem| (field, problem)),
                _ => None,
            });
            let refusals: Vec<Refusal> = links
                .map(|(field, problem)| Refusal {
                    column: column_of(&self.decider.options.columns, field),
                    problem: problem.clone(),
                })
                .collect();
            if !refusals.is_empty() {
                one.fate = Fate::Refuse(refusals);
            }
        }
    }

    async fn save(&self, decided: &mut [Decided]) -> Result<()> {
        let (cx, module) = (&self.decider.cx, &self.decider.module);
        let updated: Vec<RecordId> = decided
            .iter()
            .filter_map(|one| if let Fate::Update(id) = one.fate { Some(id) } else { None })
            .collect();
        let old = match updated.is_empty() {
            true => Vec::new(),
            false => records::get_many(cx, &module.code, &updated).await?,
        };
        let old: BTreeMap<RecordId, Record> = old.into_iter().map(|r| (r.id, r)).collect();
        let rows: Vec<BatchRow> = decided.iter().filter_map(|one| self.row(one, &old)).collect();
        if rows.is_empty() {
            return Ok(());
        }
        let mut results: VecDeque<Result<Record>> =
            records::save_batch(cx, &module.code, rows).await?.into();
        for one in decided {
            let version = match one.fate {
                Fate::Create => None,
                Fate::Update(id) => old.get(&id).map(|record| record.version),
                Fate::Skip(_) | Fate::Blank | Fate::Refuse(_) => continue,
            };
            match results.pop_front().expect("a result for each row") {
                // An update that changes nothing finds what it wanted.
                Ok(record) if version == Some(record.version) => {
                    one.fate = Fate::Skip(Some(record.id));
                }
                Ok(_) => {}
                Err(error) if is_ours(&error) => {}
                Err(error) => one.fate = Fate::Refuse(self.refusals(&one.prepared, error)?),
            }
        }
        Ok(())
    }

    fn row(&self, one: &Decided, old: &BTreeMap<RecordId, Record>) -> Option<BatchRow> {
        match one.fate {
            Fate::Create => {
                let values = one.prepared.values.clone();
                let id = Some(self.decider.ids.of_line(one.row.line));
                Some(BatchRow::Create(Input { values, id, once: None }))
            }
            Fate::Update(id) => {
                let module = &self.decider.module;
                let held = old.get(&id).map(|record| held(module, record)).unwrap_or_default();
                let values = after(module, &held, &one.prepared, self.decider.meeting());
                Some(BatchRow::Update(id, Input { values, ..Input::default() }))
            }
            Fate::Skip(_) | Fate::Blank | Fate::Refuse(_) => None,
        }
    }

    fn refusals(&self, prepared: &Prepared, error: Error) -> Result<Vec<Refusal>> {
        let (module, options) = (&self.decider.module, &self.decider.options);
        match error {
            Error::Invalid(problems) => Ok(problems
                .into_iter()
                .map(|problem| placed(module, options, prepared, problem))
                .collect()),
            Error::Conflict { code, params } => {
                let problem = FieldProblem { field: String::new(), code, params };
                Ok(vec![Refusal { column: None, problem }])
            }
            Error::NotFound => {
                let problem = FieldProblem::new("", "gone");
                Ok(vec![Refusal { column: None, problem }])
            }
            other @ (Error::Forbidden { .. }
            | Error::Unauthenticated
            | Error::TooMany { .. }
            | Error::Unavailable { .. }
            | Error::Internal(_)) => Err(other),
        }
    }

    fn report(&mut self, done: &[Decided]) -> Result<()> {
        let refused = done.iter().filter_map(|one| match &one.fate {
            Fate::Refuse(refusals) => {
                let (cx, module) = (&self.decider.cx, &self.decider.module);
                Some((&one.row, reasons(cx, module, &self.headings, refusals)))
            }
            Fate::Create | Fate::Update(_) | Fate::Skip(_) | Fate::Blank => None,
        });
        let refused: Vec<(&Row, String)> = refused.collect();
        self.errors.add(&refused)
    }
}

/// Opens a file behind its header.
pub(crate) fn open(
    module: &Module,
    source: &Path,
    options: &Options,
) -> Result<(Together<File>, Vec<String>)> {
    let file = File::open(source).map_err(Error::internal)?;
    let format = options.format;
    let mut rows = Rows::new(file, format.encoding, format.separator)?;
    let mut headings = Vec::new();
    while format.has_header
        && headings.is_empty()
        && let Some(row) = rows.next_row()?
    {
        if !row.is_blank() {
            headings = row.cells.iter().map(|cell| cell.trim().to_owned()).collect();
        }
    }
    Ok((Together::new(rows, module, options), headings))
}

/// Counts the rows of a file, blank ones included; those of one record are one.
///
/// # Errors
/// When the file cannot be read.
pub fn count(module: &Module, source: &Path, options: &Options) -> Result<u64> {
    let (mut rows, _) = open(module, source, options)?;
    let mut n = 0;
    while rows.next_row()?.is_some() {
        n += 1;
    }
    Ok(n)
}

/// A new id for a run; its time is the one that ids of new records begin with.
#[must_use]
pub fn new_run() -> Uuid {
    Uuid::now_v7()
}
