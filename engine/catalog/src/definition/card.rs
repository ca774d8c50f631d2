//! What of a record stands where on a visiting card.

use serde::Deserialize;

/// A place on a card; telephones, mail, postal and web addresses find theirs by their types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardPlace {
    /// A title before the name.
    Prefix,
    /// The given name.
    Given,
    /// The family name.
    Family,
    /// The firm, a text or a link.
    Firm,
    /// The part of the firm.
    Unit,
    /// What somebody does there.
    Position,
    /// The day of birth.
    Birthday,
    /// Whatever else is to be known.
    Note,
}
