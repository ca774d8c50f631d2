//! What the records of a related list come to, kept at the record they hang on.

use serde::{Deserialize, Serialize};

/// What is made of many values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RollupOp {
    /// How many records there are.
    #[default]
    Count,
    /// What their values come to.
    Sum,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The value of the record that is the latest by a further field.
    Latest,
}

impl RollupOp {
    /// All of them.
    pub const ALL: [RollupOp; 5] =
        [RollupOp::Count, RollupOp::Sum, RollupOp::Min, RollupOp::Max, RollupOp::Latest];

    /// The word in definitions.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            RollupOp::Count => "count",
            RollupOp::Sum => "sum",
            RollupOp::Min => "min",
            RollupOp::Max => "max",
            RollupOp::Latest => "latest",
        }
    }

    /// Finds one by its word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|op| op.word() == word)
    }
}

/// A roll-up as it stands in a definition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rollup {
    /// Name of the related list.
    pub relation: String,
    /// What is made of its records.
    pub op: RollupOp,
    /// The field of theirs that is looked at; counting needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Which of them count; in the filter language, about their own fields.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub only_if: Option<String>,
    /// The field that says which one is the latest; without it the day of making.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}
