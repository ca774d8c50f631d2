//! By what a row finds the record that it is about.

use access::{FieldRight, Rights};
use catalog::{Field, FieldType, Module};
use kernel::{FieldProblem, Result};
use records::{By, Identity};
use serde::{Deserialize, Serialize};

use crate::convert::tidy;
use crate::options::Column;
use crate::read::Row;

/// Name of the place for the id of a record.
pub const ID: &str = "id";

/// The id, or a field that tells records apart: the number, a unique one or a mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Key {
    /// The id, as exports carry it.
    Id,
    /// A field, by its name.
    Field(String),
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        if text == ID { Key::Id } else { Key::Field(text) }
    }
}

impl From<Key> for String {
    fn from(key: Key) -> String {
        key.name().to_owned()
    }
}

impl Key {
    /// The name of the field, or `id`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Key::Id => ID,
            Key::Field(name) => name,
        }
    }

    /// How records are asked for by it.
    #[must_use]
    pub fn by(&self) -> By<'_> {
        match self {
            Key::Id => By::Id,
            Key::Field(name) => By::Field(name),
        }
    }

    /// Refuses a key that the person cannot use here, or that no column of the file fills.
    ///
    /// # Errors
    /// `Invalid` at `key`.
    pub fn check(&self, module: &Module, rights: &Rights, columns: &[Column]) -> Result<()> {
        if !keys(module, rights).contains(self) {
            let problem = FieldProblem::new("key", "key_unfit").with("value", self.name());
            return Err(kernel::Error::Invalid(vec![problem]));
        }
        match self.column(columns) {
            Some(_) => Ok(()),
            None => Err(kernel::Error::invalid("key", "key_unmapped")),
        }
    }

    /// The column that fills it.
    fn column(&self, columns: &[Column]) -> Option<usize> {
        crate::prepare::column_of(columns, self.name())
    }

    /// What a row says of it; of several mail addresses the first.
    #[must_use]
    pub fn of_row(&self, module: &Module, columns: &[Column], row: &Row) -> Option<String> {
        let text = tidy(row.cell(self.column(columns)?));
        let is_mail = module.field(self.name()).is_some_and(|f| f.kind == FieldType::Email);
        let text = match is_mail {
            true => text.split([';', ',', ' ', '\n']).find(|one| !one.is_empty())?,
            false => text,
        };
        Some(text.strip_prefix("mailto:").unwrap_or(text).to_owned()).filter(|t| !t.is_empty())
    }

    /// The same for rows of one file: what tells one from another.
    #[must_use]
    pub fn identity(&self, text: &str) -> Identity {
        Identity::of_key(self.name(), &text.to_lowercase())
    }
}

/// Tells whether a field tells records apart.
fn is_key(field: &Field) -> bool {
    match field.kind {
        FieldType::Number | FieldType::Email => true,
        _ => field.unique && !field.several,
    }
}

/// Everything that a person may find records of a module by, in the order in which it is offered.
#[must_use]
pub fn keys(module: &Module, rights: &Rights) -> Vec<Key> {
    let is_seen = |field: &&Field| {
        rights.field(&module.code, &field.name) != FieldRight::Hidden && is_key(field)
    };
    let fields = module.fields.iter().filter(is_seen);
    let fields = fields.map(|field| Key::Field(field.name.clone()));
    std::iter::once(Key::Id).chain(fields).collect()
}
