//! The closed set of field types.

use std::sync::Arc;

use super::Shape;

/// What happens to a link when its target goes for good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnDelete {
    /// The link becomes empty.
    #[default]
    Clear,
    /// The target cannot go while it is linked.
    Refuse,
    /// The record goes with its target.
    With,
}

/// What a field holds; adding one makes the compiler list every place that must learn it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// One line of text.
    Text,
    /// Text of several lines.
    LongText,
    /// Formatted text of several paragraphs.
    RichText,
    /// A number with that many places behind the point.
    Decimal {
        /// Places behind the point, 0 to 6.
        scale: u32,
    },
    /// A percentage with two places.
    Percent,
    /// An amount with currency.
    Money,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Yes or no.
    Bool,
    /// One of a closed list.
    Picklist {
        /// Name of the list in the catalog.
        list: String,
    },
    /// Several of a closed list.
    MultiPicklist {
        /// Name of the list in the catalog.
        list: String,
    },
    /// State in the module's pipeline.
    Stage {
        /// Name of the pick list that holds the stages.
        list: String,
    },
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// A postal address.
    Address,
    /// A point on the earth (WGS 84), in millionths of a degree.
    Geo,
    /// A record of one of these modules.
    Link {
        /// Codes of the modules it may point to.
        to: Vec<String>,
        /// What happens when the target goes.
        on_delete: OnDelete,
    },
    /// A user or a group.
    User,
    /// A file.
    File,
    /// A picture.
    Image,
    /// A printed number from the module's series.
    Number,
    /// Lines of a shape.
    Lines {
        /// What they are made of.
        shape: Arc<Shape>,
    },
}

impl FieldType {
    /// The word for this type in definitions and metadata.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            FieldType::Text => "text",
            FieldType::LongText => "long_text",
            FieldType::RichText => "rich_text",
            FieldType::Decimal { .. } => "decimal",
            FieldType::Percent => "percent",
            FieldType::Money => "money",
            FieldType::Date => "date",
            FieldType::DateTime => "datetime",
            FieldType::Time => "time",
            FieldType::Duration => "duration",
            FieldType::Bool => "bool",
            FieldType::Picklist { .. } => "picklist",
            FieldType::MultiPicklist { .. } => "multi_picklist",
            FieldType::Stage { .. } => "stage",
            FieldType::Email => "email",
            FieldType::Phone => "phone",
            FieldType::Url => "url",
            FieldType::Address => "address",
            FieldType::Geo => "geo",
            FieldType::Link { .. } => "link",
            FieldType::User => "user",
            FieldType::File => "file",
            FieldType::Image => "image",
            FieldType::Number => "number",
            FieldType::Lines { .. } => "lines",
        }
    }

    /// Characters that a text of this type holds unless its definition says otherwise.
    #[must_use]
    pub fn default_length(&self) -> usize {
        match self {
            FieldType::LongText | FieldType::RichText => 100_000,
            FieldType::Url => 2_000,
            FieldType::Email => 254,
            FieldType::Phone | FieldType::Number => 60,
            _ => 255,
        }
    }

    /// The pick list of this type, if it has one.
    #[must_use]
    pub fn list(&self) -> Option<&str> {
        match self {
            FieldType::Picklist { list }
            | FieldType::MultiPicklist { list }
            | FieldType::Stage { list } => Some(list),
            _ => None,
        }
    }

    /// Whether its values can be lanes.
    #[must_use]
    pub fn has_lanes(&self) -> bool {
        matches!(self, FieldType::Stage { .. } | FieldType::Picklist { .. })
    }

    /// Whether it holds amounts or numbers, which come to something.
    #[must_use]
    pub fn is_amount(&self) -> bool {
        matches!(self, FieldType::Money | FieldType::Decimal { .. })
    }

    /// Tells whether its values are days, or moments on days.
    #[must_use]
    pub fn has_days(&self) -> bool {
        matches!(self, FieldType::Date | FieldType::DateTime)
    }

    /// Whether it is a link that may lead to records of a module.
    #[must_use]
    pub fn leads_to(&self, module: &str) -> bool {
        matches!(self, FieldType::Link { to, .. } if to.iter().any(|code| code == module))
    }

    /// Whether its values can follow from other fields.
    #[must_use]
    pub fn computes(&self) -> bool {
        match self {
            FieldType::Text
            | FieldType::LongText
            | FieldType::Decimal { .. }
            | FieldType::Percent
            | FieldType::Money
            | FieldType::Date
            | FieldType::DateTime
            | FieldType::Time
            | FieldType::Duration
            | FieldType::Bool
            | FieldType::Picklist { .. }
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::Link { .. }
            | FieldType::User => true,
            FieldType::RichText
            | FieldType::MultiPicklist { .. }
            | FieldType::Stage { .. }
            | FieldType::Address
            | FieldType::Geo
            | FieldType::File
            | FieldType::Image
            | FieldType::Number
            | FieldType::Lines { .. } => false,
        }
    }

    /// Places behind the point of the stored form, for types stored as scaled numbers.
    #[must_use]
    pub fn scale(&self) -> Option<u32> {
        match self {
            FieldType::Decimal { scale } => Some(*scale),
            FieldType::Percent => Some(2),
            FieldType::Money => Some(kernel::Money::SCALE),
            _ => None,
        }
    }

    /// The type that a word says all of: one without a list, a target or a scale.
    #[must_use]
    pub fn of(word: &str) -> Option<FieldType> {
        Some(match word {
            "text" => FieldType::Text,
            "long_text" => FieldType::LongText,
            "rich_text" => FieldType::RichText,
            "percent" => FieldType::Percent,
            "money" => FieldType::Money,
            "date" => FieldType::Date,
            "datetime" => FieldType::DateTime,
            "time" => FieldType::Time,
            "duration" => FieldType::Duration,
            "bool" => FieldType::Bool,
            "email" => FieldType::Email,
            "phone" => FieldType::Phone,
            "url" => FieldType::Url,
            "address" => FieldType::Address,
            "geo" => FieldType::Geo,
            "user" => FieldType::User,
            "file" => FieldType::File,
            "image" => FieldType::Image,
            _ => return None,
        })
    }

    /// Tells whether its values have an order that a list can be sorted by.
    #[must_use]
    pub fn is_sortable(&self) -> bool {
        match self {
            FieldType::Text
            | FieldType::LongText
            | FieldType::Decimal { .. }
            | FieldType::Percent
            | FieldType::Money
            | FieldType::Date
            | FieldType::DateTime
            | FieldType::Time
            | FieldType::Duration
            | FieldType::Bool
            | FieldType::Picklist { .. }
            | FieldType::Stage { .. }
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::Number => true,
            FieldType::RichText
            | FieldType::MultiPicklist { .. }
            | FieldType::Address
            | FieldType::Geo
            | FieldType::Link { .. }
            | FieldType::User
            | FieldType::File
            | FieldType::Image
            | FieldType::Lines { .. } => false,
        }
    }

    /// Tells whether its values are made of words that somebody may look for; numbers of records
    /// are found without being asked.
    #[must_use]
    pub fn has_words(&self) -> bool {
        matches!(self, FieldType::Address | FieldType::RichText | FieldType::Lines { .. })
            || (self.is_textual() && !matches!(self, FieldType::Number))
    }

    /// Tells whether its values fit into a cell of a list: no files, no lines.
    #[must_use]
    pub fn fits_a_cell(&self) -> bool {
        !matches!(self, FieldType::File | FieldType::Image | FieldType::Lines { .. })
    }

    /// Tells whether its values are texts without formatting.
    #[must_use]
    pub fn is_textual(&self) -> bool {
        matches!(
            self,
            FieldType::Text
                | FieldType::LongText
                | FieldType::Email
                | FieldType::Phone
                | FieldType::Url
                | FieldType::Number
        )
    }
}
