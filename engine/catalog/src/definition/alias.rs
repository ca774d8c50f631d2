//! Names under which an older web service knows the fields of a module.

use kernel::Address;

use super::{Field, FieldType};

/// One name of the older web service, and what of a record it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AliasField {
    /// The name as programs of that family write it.
    pub name: String,
    /// Name of the field.
    pub field: String,
    /// Of several labelled values the one with this label.
    pub label: Option<String>,
    /// Part of the value: of an address, of a moment, the currency of an amount, the id of a file.
    pub part: Option<String>,
}

impl AliasField {
    /// Reads `field`, `field.label`, `field.part` or `field.label.part`.
    #[must_use]
    pub fn parse(name: &str, place: &str, fields: &[Field]) -> Option<Self> {
        let mut words = place.split('.');
        let field = words.next()?;
        let known = fields.iter().find(|known| known.name == field)?;
        let mut rest: Vec<&str> = words.collect();
        let has_label = rest.first().is_some_and(|word| known.labels.iter().any(|l| l == word));
        let label = has_label.then(|| rest.remove(0).to_owned());
        let parts = Self::parts(&known.kind);
        let part = match rest.as_slice() {
            [] => None,
            [part] if parts.contains(part) => Some((*part).to_owned()),
            _ => return None,
        };
        Some(AliasField { name: name.into(), field: field.into(), label, part })
    }

    /// Parts that values of a type have.
    #[must_use]
    pub fn parts(kind: &FieldType) -> &'static [&'static str] {
        match kind {
            FieldType::Address => &Address::PARTS,
            FieldType::DateTime => &["date", "time"],
            FieldType::Money => &["currency"],
            FieldType::File | FieldType::Image => &["id"],
            FieldType::Lines { .. }
            | FieldType::Text
            | FieldType::LongText
            | FieldType::RichText
            | FieldType::Decimal { .. }
            | FieldType::Percent
            | FieldType::Date
            | FieldType::Time
            | FieldType::Duration
            | FieldType::Bool
            | FieldType::Picklist { .. }
            | FieldType::MultiPicklist { .. }
            | FieldType::Stage { .. }
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::Geo
            | FieldType::Link { .. }
            | FieldType::User
            | FieldType::Number => &[],
        }
    }
}
