//! What became of records, counted.

use serde::{Deserialize, Serialize};

/// What became of the records of a module, or of comments, or of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// New ones.
    pub made: u64,
    /// Changed ones.
    pub changed: u64,
    /// Those that are here as they are there.
    pub equal: u64,
    /// Those that could not be brought.
    pub refused: u64,
    /// Of those that are here, how many came without something.
    pub partly: u64,
    /// Of those that are here, how many were changed on both sides.
    pub both: u64,
    /// Those that are deleted there.
    pub gone: u64,
}

impl Tally {
    /// Rows that were met.
    #[must_use]
    pub fn met(&self) -> u64 {
        self.made + self.changed + self.equal + self.refused
    }

    /// Adds another one.
    pub(crate) fn add(&mut self, other: Tally) {
        self.made += other.made;
        self.changed += other.changed;
        self.equal += other.equal;
        self.refused += other.refused;
        self.partly += other.partly;
        self.both += other.both;
        self.gone += other.gone;
    }
}
