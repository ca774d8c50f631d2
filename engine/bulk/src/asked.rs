//! What is done to which records, and how a run keeps it.

use std::collections::BTreeMap;

use catalog::{Module, from_json, to_json};
use kernel::{Error, RecordId, Result, Value};
use records::{Act, Mark};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Records at most that are named one by one; whoever means more asks a question.
const NAMED: usize = 1000;

/// Which records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// These.
    Ids(Vec<RecordId>),
    /// All that a list finds.
    Question {
        /// Condition in the filter language.
        filter: String,
        /// Text to search for.
        text: String,
    },
}

impl Selection {
    /// Whether it may mean more than one record.
    pub(crate) fn is_many(&self) -> bool {
        match self {
            Selection::Ids(ids) => ids.len() > 1,
            Selection::Question { .. } => true,
        }
    }

    /// Each record once, and not too many.
    ///
    /// # Errors
    /// `Invalid` at `id`.
    pub(crate) fn tidied(self) -> Result<Selection> {
        let Selection::Ids(mut ids) = self else { return Ok(self) };
        ids.sort_unstable();
        ids.dedup();
        match ids.len() {
            0 => Err(Error::invalid("id", "nothing_selected")),
            n if n > NAMED => {
                let problem = kernel::FieldProblem::new("id", "too_many_selected");
                Err(Error::Invalid(vec![problem.with("max", NAMED)]))
            }
            _ => Ok(Selection::Ids(ids)),
        }
    }
}

/// An act as a run keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept {
    Change(BTreeMap<String, Json>),
    Exchange { field: String, from: String, to: String },
    Tag(String),
    Untag(String),
    Follow,
    Unfollow,
    Trash,
    Do(String),
}

/// What a run was asked for, as it keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Asked {
    act: Kept,
    /// Which records.
    pub selection: Selection,
}

impl Asked {
    pub fn new(act: &Act, selection: Selection) -> Self {
        let act = match act {
            Act::Change(values) => {
                let json = values.iter().map(|(name, value)| (name.clone(), to_json(value)));
                Kept::Change(json.collect())
            }
            Act::Exchange { field, from, to } => {
                Kept::Exchange { field: field.clone(), from: from.clone(), to: to.clone() }
            }
            Act::Mark(Mark::Tag(tag)) => Kept::Tag(tag.clone()),
            Act::Mark(Mark::Untag(tag)) => Kept::Untag(tag.clone()),
            Act::Mark(Mark::Follow) => Kept::Follow,
            Act::Mark(Mark::Unfollow) => Kept::Unfollow,
            Act::Trash => Kept::Trash,
            Act::Do(name) => Kept::Do(name.clone()),
        };
        Asked { act, selection }
    }

    /// The act; a field that is gone meanwhile is a fault of the input.
    pub fn act(&self, module: &Module) -> Result<Act> {
        Ok(match &self.act {
            Kept::Change(json) => {
                let read = json.iter().map(|(name, json)| read(module, name, json));
                Act::Change(read.collect::<Result<_>>()?)
            }
            Kept::Exchange { field, from, to } => {
                Act::Exchange { field: field.clone(), from: from.clone(), to: to.clone() }
            }
            Kept::Tag(tag) => Act::Mark(Mark::Tag(tag.clone())),
            Kept::Untag(tag) => Act::Mark(Mark::Untag(tag.clone())),
            Kept::Follow => Act::Mark(Mark::Follow),
            Kept::Unfollow => Act::Mark(Mark::Unfollow),
            Kept::Trash => Act::Trash,
            Kept::Do(name) => Act::Do(name.clone()),
        })
    }
}

fn read(module: &Module, name: &str, json: &Json) -> Result<(String, Value)> {
    let field = module.field(name).ok_or_else(|| Error::invalid(name, "unknown_field"))?;
    let value = from_json(field, json).map_err(|problem| Error::Invalid(vec![problem]))?;
    Ok((name.to_owned(), value))
}
