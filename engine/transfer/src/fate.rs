//! What becomes of a row.

use kernel::RecordId;
use serde::{Deserialize, Serialize};

use crate::prepare::Refusal;

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A record is made of it.
    Create,
    /// A record that is there takes its values.
    Update(RecordId),
    /// A record is there already, and stays as it is.
    Skip(Option<RecordId>),
    /// It holds nothing.
    Blank,
    /// It cannot be saved.
    Refuse(Vec<Refusal>),
}

impl Fate {
    /// The word of the fate; its label key is `transfer.fate.WORD`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Fate::Create => "create",
            Fate::Update(_) => "update",
            Fate::Skip(_) => "skip",
            Fate::Blank => "blank",
            Fate::Refuse(_) => "refuse",
        }
    }
}

/// How many rows met which fate; the sum is the number of rows of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Records made.
    pub created: u64,
    /// Records changed.
    pub updated: u64,
    /// Rows whose record was there already.
    pub skipped: u64,
    /// Rows that could not be saved.
    pub refused: u64,
    /// Rows that held nothing.
    pub blank: u64,
    /// Linked records made on the way; they are no rows of the file.
    pub linked: u64,
}

impl Tally {
    /// Counts a fate.
    pub fn count(&mut self, fate: &Fate) {
        match fate {
            Fate::Create => self.created += 1,
            Fate::Update(_) => self.updated += 1,
            Fate::Skip(_) => self.skipped += 1,
            Fate::Blank => self.blank += 1,
            Fate::Refuse(_) => self.refused += 1,
        }
    }

    /// Rows counted.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.created + self.updated + self.skipped + self.refused + self.blank
    }
}
