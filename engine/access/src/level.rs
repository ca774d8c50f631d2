//! How far somebody reaches into a record.

use serde::{Deserialize, Serialize};

/// How far somebody reaches into a record; each level holds those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Look at it.
    Read,
    /// Change it.
    Write,
    /// Move it to the bin and back.
    Delete,
}

impl Level {
    /// All levels, the least first.
    pub const ALL: [Level; 3] = [Level::Read, Level::Write, Level::Delete];

    /// The word as stored; its label key is `level.WORD`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Level::Read => "read",
            Level::Write => "write",
            Level::Delete => "delete",
        }
    }

    /// Reads the stored word; anything unknown is no level at all.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Level::ALL.into_iter().find(|level| level.word() == word)
    }

    /// The number under which a grant stores it, from 1.
    #[must_use]
    pub fn number(self) -> i64 {
        match self {
            Level::Read => 1,
            Level::Write => 2,
            Level::Delete => 3,
        }
    }

    /// Reads the stored number.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        Level::ALL.into_iter().find(|level| level.number() == number)
    }
}
