//! How far a run is, as it is stored with it.

use std::collections::{BTreeMap, BTreeSet};

use kernel::FieldProblem;
use records::Run;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::pages::Place;
use crate::tally::Tally;

/// What a run does, one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Modules, fields and values that are missing are made.
    #[default]
    Prepare,
    /// Records come.
    Records,
    /// Links that waited are set.
    Links,
    /// Records are related that no field links.
    Relations,
    /// Comments come.
    Comments,
    /// Documents come.
    Documents,
    /// What is deleted there is told of.
    Gone,
    /// Nothing is left to do.
    End,
}

impl Phase {
    /// The word; its label key is `moving.phase.WORD`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Phase::Prepare => "prepare",
            Phase::Records => "records",
            Phase::Links => "links",
            Phase::Relations => "relations",
            Phase::Comments => "comments",
            Phase::Documents => "documents",
            Phase::Gone => "gone",
            Phase::End => "end",
        }
    }

    pub(crate) fn next(self) -> Self {
        match self {
            Phase::Prepare => Phase::Records,
            Phase::Records => Phase::Links,
            Phase::Links => Phase::Relations,
            Phase::Relations => Phase::Comments,
            Phase::Comments => Phase::Documents,
            Phase::Documents => Phase::Gone,
            Phase::Gone | Phase::End => Phase::End,
        }
    }
}

/// How far a run is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct State {
    /// What it does.
    pub phase: Phase,
    /// Which of the modules it is at.
    pub module: usize,
    /// How far that was read.
    pub place: Place,
    /// The newest moment there by module, when reading it began.
    pub since: BTreeMap<String, String>,
    /// Seconds on the clock there when it began.
    pub time: Option<i64>,
    /// What became of records, by module there.
    pub tallies: BTreeMap<String, Tally>,
    /// Modules in which links wait.
    pub open: BTreeSet<String>,
    /// Rows that cannot be without a link that waits.
    pub deferred: BTreeSet<String>,
    /// Records, comments and documents that there are.
    pub total: Option<u64>,
    /// Bytes of the report that count.
    pub bytes: u64,
    /// Lines of the report.
    pub lines: u64,
    /// Why it was interrupted or failed.
    pub error: Option<Said>,
}

/// A problem as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Its code.
    pub code: String,
    /// What stands in its sentence.
    pub params: BTreeMap<String, String>,
}

impl Said {
    pub(crate) fn of(problem: &FieldProblem) -> Self {
        Said { code: problem.code.clone(), params: problem.params.clone() }
    }
}

impl State {
    pub fn of(run: &Run) -> Self {
        serde_json::from_str(&run.result).unwrap_or_default()
    }

    pub fn to_text(&self) -> String {
        json!(self).to_string()
    }

    /// Rows that were met.
    pub fn met(&self) -> u64 {
        self.tallies.values().map(Tally::met).sum()
    }

    pub fn tally(&mut self, module: &str) -> &mut Tally {
        self.tallies.entry(module.to_owned()).or_default()
    }
}
