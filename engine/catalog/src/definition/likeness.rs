//! How alike two records of a module have to be to be taken for one.

use super::{Field, FieldType, Module};

/// What counts when two records are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Percent from which on they may be the same.
    pub from: u32,
    /// Names of the fields that are compared, with how much each counts.
    pub weights: Vec<(String, u32)>,
}

impl Likeness {
    /// Percent from which on two records may be the same, where nothing else is said.
    pub const FROM: u32 = 60;

    /// What follows from the sets of fields that tell duplicates: these count most, then mail
    /// addresses and telephone numbers.
    #[must_use]
    pub fn of(module: &Module) -> Self {
        let in_sets = |name: &str| module.duplicates.iter().flatten().any(|field| field == name);
        let weight = |field: &super::Field| match field.kind {
            _ if in_sets(&field.name) => Some(3),
            FieldType::Email | FieldType::Phone => Some(2),
            _ => None,
        };
        let weights = module.fields.iter().filter_map(|f| Some((f.name.clone(), weight(f)?)));
        Likeness { from: Likeness::FROM, weights: weights.collect() }
    }
}

impl Field {
    /// Tells whether its values can be compared between records: people fill them, and they are
    /// no long texts, files or amounts.
    #[must_use]
    pub fn may_be_compared(&self) -> bool {
        let is_compared = match self.kind {
            FieldType::Text
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::Address
            | FieldType::Date
            | FieldType::Picklist { .. }
            | FieldType::Link { .. } => true,
            FieldType::LongText
            | FieldType::RichText
            | FieldType::Decimal { .. }
            | FieldType::Percent
            | FieldType::Money
            | FieldType::DateTime
            | FieldType::Time
            | FieldType::Duration
            | FieldType::Bool
            | FieldType::MultiPicklist { .. }
            | FieldType::Stage { .. }
            | FieldType::Geo
            | FieldType::User
            | FieldType::File
            | FieldType::Image
            | FieldType::Number
            | FieldType::Lines { .. } => false,
        };
        is_compared && self.is_editable()
    }
}

impl Module {
    /// Tells whether records that agree in all these fields may be the same: a day, a link or a
    /// value of a list alone says nothing.
    #[must_use]
    pub fn tells(&self, set: &[String]) -> bool {
        let mut kinds = set.iter().filter_map(|name| self.field(name)).map(|field| &field.kind);
        kinds.any(|kind| kind.is_textual() || matches!(kind, FieldType::Address))
    }

    /// What counts when two of its records are compared.
    #[must_use]
    pub fn likeness(&self) -> Likeness {
        self.likeness.clone().unwrap_or_else(|| Likeness::of(self))
    }
}
