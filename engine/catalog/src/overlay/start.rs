//! What a field starts with, as an administrator says it.

use serde::{Deserialize, Serialize};

use crate::definition::{Default, Field, FieldType};
use crate::{Catalog, check_value, from_json};

/// What a field starts with when nobody typed anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// The present day.
    Today,
    /// The present instant.
    Now,
    /// The person who creates the record.
    Actor,
    /// A fixed value in its JSON form.
    Value(serde_json::Value),
}

impl Start {
    /// What a definition says, in this form.
    #[must_use]
    pub fn of(default: &Default) -> Self {
        match default {
            Default::Today => Start::Today,
            Default::Now => Start::Now,
            // Only links start with that, and nobody says what they start with.
            Default::Actor | Default::Only => Start::Actor,
            Default::Fixed(value) => Start::Value(value.clone()),
        }
    }
}

impl Field {
    /// Tells whether it can start with something that an administrator says.
    #[must_use]
    pub fn may_start(&self) -> bool {
        let is_of_its_own = match self.kind {
            FieldType::Link { .. }
            | FieldType::File
            | FieldType::Image
            | FieldType::Stage { .. }
            | FieldType::Address
            | FieldType::Geo
            | FieldType::Number
            | FieldType::Lines { .. } => true,
            FieldType::Text
            | FieldType::LongText
            | FieldType::RichText
            | FieldType::Decimal { .. }
            | FieldType::Percent
            | FieldType::Money
            | FieldType::Date
            | FieldType::DateTime
            | FieldType::Time
            | FieldType::Duration
            | FieldType::Bool
            | FieldType::Picklist { .. }
            | FieldType::MultiPicklist { .. }
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::User => false,
        };
        !is_of_its_own && self.is_editable() && !self.several && !self.unique
    }
}

impl Catalog {
    /// Says what a field starts with; the value has to fit its type.
    pub(super) fn start(
        &mut self,
        (module, name): (&str, &str),
        with: Option<&Start>,
    ) -> Result<(), String> {
        let field = self.field_of(module, name)?.clone();
        if !field.may_start() {
            return Err(format!("`{name}` starts as rules say"));
        }
        let default = match (with, &field.kind) {
            (None, _) => None,
            (Some(Start::Today), FieldType::Date) => Some(Default::Today),
            (Some(Start::Now), FieldType::DateTime) => Some(Default::Now),
            (Some(Start::Actor), FieldType::User) => Some(Default::Actor),
            (Some(Start::Value(json)), _) => {
                let value = from_json(&field, json).map_err(|problem| problem.code)?;
                if let Some(problem) = check_value(self, &field, &value).first() {
                    return Err(format!("`{name}`: {}", problem.code));
                }
                Some(Default::Fixed(json.clone()))
            }
            (Some(_), _) => return Err(format!("`{name}` cannot start with that")),
        };
        self.field_of(module, name)?.default = default;
        Ok(())
    }
}
