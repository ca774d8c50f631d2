//! Values by which somebody is reached: a number is called, a mail address written to.

use catalog::{Field, FieldType};

use super::phone::dialled;

/// How somebody is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Address that the device knows what to do with.
    pub href: String,
    /// Key of the words; `{value}` stands for the number or the address.
    pub text: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Key that does it on the page of a record.
    pub key: &'static str,
}

/// How a value of a field is used to reach somebody; none for fields that are not for that.
#[must_use]
pub fn reach(field: &Field, value: &str) -> Option<Reach> {
    match field.kind {
        FieldType::Phone => Some(Reach {
            href: format!("tel:{}", dialled(value)),
            text: "ui.reach.call",
            icon: "phone",
            key: "c",
        }),
        FieldType::Email => Some(Reach {
            href: format!("mailto:{value}"),
            text: "ui.reach.mail",
            icon: "mail",
            key: "m",
        }),
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
        | FieldType::Stage { .. }
        | FieldType::Url
        | FieldType::Address
        | FieldType::Geo
        | FieldType::Link { .. }
        | FieldType::User
        | FieldType::File
        | FieldType::Image
        | FieldType::Number
        | FieldType::Lines { .. } => None,
    }
}
