//! Where a value stands: a field, a part of one, or a field of a linked record.

use kernel::Address;

use super::FilterError;
use crate::Catalog;
use crate::definition::{Field, FieldType, Module};

/// A checked path to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The link that is followed first, if any.
    pub link: Option<Hop>,
    /// What is taken from the record.
    pub leaf: Leaf,
    /// What the value can be.
    pub kind: Kind,
}

/// A link field to exactly one module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Name of the link field.
    pub field: String,
    /// Code of the module it leads to.
    pub module: String,
}

/// What is taken from a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// Its id.
    Id,
    /// Its title.
    Title,
    /// A field; of several values the primary one, but `contains` looks into all of them.
    Field(String),
    /// A part of an address field.
    Part(String, String),
    /// The currency of a money field.
    Currency(String),
}

/// What a value can be, as far as comparing goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text {
        /// A folded copy is stored, so it can be searched inside.
        folded: bool,
        /// A sort key is stored, so it has an order.
        sorted: bool,
    },
    /// Formatted text, of whose words is asked.
    Rich {
        /// A folded copy of its words is stored, so it can be searched inside.
        folded: bool,
    },
    /// One code of a pick list.
    Choice {
        /// Name of the list.
        list: String,
    },
    /// Several codes of a pick list.
    Choices {
        /// Name of the list.
        list: String,
    },
    /// A number with that many places.
    Number {
        /// Places behind the point of the stored form.
        scale: u32,
    },
    /// An amount; its currency is a path of its own.
    Money,
    /// A day.
    Date,
    /// A moment.
    Instant,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Yes or no.
    Bool,
    /// A record of one of these modules.
    Link {
        /// Codes of the modules.
        to: Vec<String>,
    },
    /// A user or a group.
    Principal,
    /// A whole address.
    Address,
    /// A point on the earth.
    Point,
    /// A file or an image.
    File,
    /// A currency code.
    Currency,
    /// The id of the record itself.
    Id,
}

impl Path {
    /// Finds what names joined by dots lead to.
    pub(super) fn find(
        catalog: &Catalog,
        module: &Module,
        names: &[String],
        position: usize,
    ) -> Result<Self, FilterError> {
        let fail = |code: &str| FilterError::new(position, code).with("field", names.join("."));
        match names {
            [name] => own(module, name).ok_or_else(|| fail("filter_unknown_field")),
            [name, rest @ ..] => {
                let field = module.field(name).ok_or_else(|| fail("filter_unknown_field"))?;
                if let FieldType::Link { to, .. } = &field.kind {
                    let [target] = to.as_slice() else {
                        return Err(fail("filter_many_targets"));
                    };
                    let hop = Hop { field: name.clone(), module: target.clone() };
                    let target =
                        catalog.module(target).ok_or_else(|| fail("filter_unknown_field"))?;
                    let path = inside(target, rest).ok_or_else(|| fail("filter_unknown_field"))?;
                    return Ok(Path { link: Some(hop), ..path });
                }
                inside(module, names).ok_or_else(|| fail("filter_unknown_field"))
            }
            [] => Err(fail("filter_unknown_field")),
        }
    }

    /// Name of the field whose right decides over the path: the link field, or the field itself.
    ///
    /// Id and title give nothing: who sees the record sees them.
    #[must_use]
    pub fn own_field(&self) -> Option<&str> {
        match &self.link {
            Some(hop) => Some(&hop.field),
            None => self.leaf.field(),
        }
    }
}

impl Leaf {
    /// Name of the field it is taken from.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Leaf::Id | Leaf::Title => None,
            Leaf::Field(name) | Leaf::Part(name, _) | Leaf::Currency(name) => Some(name),
        }
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(hop) = &self.link {
            write!(f, "{}.", hop.field)?;
        }
        match &self.leaf {
            Leaf::Id => f.write_str("id"),
            Leaf::Title => f.write_str("title"),
            Leaf::Field(name) => f.write_str(name),
            Leaf::Part(name, part) => write!(f, "{name}.{part}"),
            Leaf::Currency(name) => write!(f, "{name}.currency"),
        }
    }
}

/// A single name; a field goes before what every record has.
fn own(module: &Module, name: &str) -> Option<Path> {
    let (leaf, kind) = match module.field(name) {
        Some(field) => (Leaf::Field(name.into()), kind(field)),
        None if name == "id" => (Leaf::Id, Kind::Id),
        None if name == "title" => (Leaf::Title, Kind::Text { folded: false, sorted: true }),
        None => return None,
    };
    Some(Path { link: None, leaf, kind })
}

/// A name, or a field and a part of it, without any further link.
fn inside(module: &Module, names: &[String]) -> Option<Path> {
    let [name, part] = names else {
        return if let [name] = names { own(module, name) } else { None };
    };
    let field = module.field(name)?;
    let (leaf, kind) = match field.kind {
        FieldType::Address if Address::PARTS.contains(&part.as_str()) => {
            let kind = Kind::Text { folded: false, sorted: false };
            (Leaf::Part(name.clone(), part.clone()), kind)
        }
        FieldType::Money if part == "currency" => (Leaf::Currency(name.clone()), Kind::Currency),
        _ => return None,
    };
    Some(Path { link: None, leaf, kind })
}

fn kind(field: &Field) -> Kind {
    match &field.kind {
        FieldType::Text
        | FieldType::LongText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Number => {
            Kind::Text { folded: field.search || field.sort, sorted: field.sort }
        }
        FieldType::RichText => Kind::Rich { folded: field.search },
        FieldType::Decimal { scale } => Kind::Number { scale: *scale },
        FieldType::Percent => Kind::Number { scale: 2 },
        FieldType::Money => Kind::Money,
        FieldType::Date => Kind::Date,
        FieldType::DateTime => Kind::Instant,
        FieldType::Time => Kind::Time,
        FieldType::Duration => Kind::Duration,
        FieldType::Bool => Kind::Bool,
        FieldType::Picklist { list } | FieldType::Stage { list } => {
            Kind::Choice { list: list.clone() }
        }
        FieldType::MultiPicklist { list } => Kind::Choices { list: list.clone() },
        FieldType::Address => Kind::Address,
        FieldType::Geo => Kind::Point,
        FieldType::Link { to, .. } => Kind::Link { to: to.clone() },
        FieldType::User => Kind::Principal,
        FieldType::File | FieldType::Image | FieldType::Lines { .. } => Kind::File,
    }
}

impl Kind {
    /// Tells whether `=`, `!=`, `in` and `not in` make sense.
    #[must_use]
    pub fn equates(&self) -> bool {
        !matches!(
            self,
            Kind::Rich { .. } | Kind::Choices { .. } | Kind::Address | Kind::Point | Kind::File
        )
    }

    /// Tells whether `<`, `<=`, `>` and `>=` make sense.
    #[must_use]
    pub fn orders(&self) -> bool {
        match self {
            Kind::Text { sorted, .. } => *sorted,
            Kind::Number { .. }
            | Kind::Money
            | Kind::Date
            | Kind::Instant
            | Kind::Time
            | Kind::Duration => true,
            Kind::Rich { .. }
            | Kind::Choice { .. }
            | Kind::Choices { .. }
            | Kind::Bool
            | Kind::Link { .. }
            | Kind::Principal
            | Kind::Address
            | Kind::Point
            | Kind::File
            | Kind::Currency
            | Kind::Id => false,
        }
    }

    /// Tells whether `contains` and `starts_with` make sense.
    #[must_use]
    pub fn folds(&self) -> bool {
        matches!(self, Kind::Text { folded: true, .. } | Kind::Rich { folded: true })
    }
}
