//! What came of a run, record by record.

use std::collections::BTreeMap;

use kernel::{Error, RecordId};
use records::{Fate, Run};
use serde::{Deserialize, Serialize};

/// Reasons that are told apart; records refused for others are counted all the same.
const REASONS: usize = 20;
/// Refused records that are named.
const EXAMPLES: usize = 50;

/// Why records were refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Name of the field, or nothing for the record as a whole.
    pub field: String,
    /// Key of the sentence, such as `problem.required` or `conflict.linked`.
    pub key: String,
    /// Values for the placeholders of the sentence.
    pub params: BTreeMap<String, String>,
    /// How many.
    pub n: u64,
}

impl Reason {
    fn of(error: &Error) -> Self {
        let (field, key, params) = match error {
            Error::Invalid(problems) => match problems.first() {
                Some(one) => {
                    (one.field.clone(), format!("problem.{}", one.code), one.params.clone())
                }
                None => (String::new(), "problem.wrong_type".into(), BTreeMap::new()),
            },
            Error::Conflict { code, params } => {
                (String::new(), format!("conflict.{code}"), params.clone())
            }
            Error::NotFound => (String::new(), "problem.out_of_reach".into(), BTreeMap::new()),
            Error::Forbidden { .. }
            | Error::Unauthenticated
            | Error::TooMany { .. }
            | Error::Unavailable { .. }
            | Error::Internal(_) => (String::new(), "problem.no_right".into(), BTreeMap::new()),
        };
        Reason { field, key, params, n: 1 }
    }

    fn is_same(&self, other: &Reason) -> bool {
        self.field == other.field && self.key == other.key
    }
}

/// A record that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The record.
    pub id: RecordId,
    /// Its title; empty when the actor does not see it.
    pub title: String,
    /// Why: a position in the list of reasons.
    pub reason: usize,
}

/// What came of the records so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Records to which it was done.
    pub done: u64,
    /// Records for which there was nothing to do.
    pub same: u64,
    /// Records that refused it.
    pub refused: u64,
    /// Why they did.
    pub reasons: Vec<Reason>,
    /// Some of them by name.
    pub examples: Vec<Example>,
}

impl Tally {
    /// Records that were met.
    #[must_use]
    pub fn met(&self) -> u64 {
        self.done + self.same + self.refused
    }

    pub(crate) fn count(&mut self, id: RecordId, fate: &Fate) {
        match fate {
            Fate::Done => self.done += 1,
            Fate::Same => self.same += 1,
            Fate::Refused(title, error) => {
                self.refused += 1;
                self.explain((id, title), Reason::of(error));
            }
        }
    }

    fn explain(&mut self, (id, title): (RecordId, &str), reason: Reason) {
        let at = match self.reasons.iter().position(|known| known.is_same(&reason)) {
            Some(at) => {
                self.reasons[at].n += 1;
                at
            }
            None if self.reasons.len() < REASONS => {
                self.reasons.push(reason);
                self.reasons.len() - 1
            }
            None => return,
        };
        if self.examples.len() < EXAMPLES {
            self.examples.push(Example { id, title: title.into(), reason: at });
        }
    }
}

/// How far a run is, as it keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct State {
    /// What came of the records so far.
    pub tally: Tally,
    /// Records in all, once counted; none when there are too many to count.
    pub total: Option<u64>,
    /// Counts the portions, so that each happens once.
    pub portions: u64,
    /// Named records that were passed.
    pub passed: usize,
    /// Where the question goes on.
    pub cursor: Option<String>,
    /// Why it was interrupted or failed.
    pub error: Option<String>,
    /// Acts taken back, and acts that stand because something changed since.
    pub undone: Option<(u64, u64)>,
    /// Where taking back goes on.
    pub before: Option<i64>,
}

impl State {
    pub fn of(run: &Run) -> Self {
        serde_json::from_str(&run.result).unwrap_or_default()
    }

    pub fn to_text(&self) -> String {
        serde_json::json!(self).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_counted_by_reason_and_some_are_named() {
        let mut tally = Tally::default();
        for _ in 0..60 {
            let why = Error::invalid("pages", "out_of_range");
            tally.count(RecordId::new(), &Fate::Refused("Momo".into(), why));
        }
        tally.count(RecordId::new(), &Fate::Refused(String::new(), Error::NotFound));
        tally.count(RecordId::new(), &Fate::Done);
        tally.count(RecordId::new(), &Fate::Same);
        assert_eq!((tally.done, tally.same, tally.refused, tally.met()), (1, 1, 61, 63));
        let reasons: Vec<_> = tally.reasons.iter().map(|r| (r.key.as_str(), r.n)).collect();
        assert_eq!(reasons, [("problem.out_of_range", 60), ("problem.out_of_reach", 1)]);
        assert_eq!(tally.examples.len(), EXAMPLES);
    }
}
