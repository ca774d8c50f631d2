//! What the names in a formula lead to: a field, a part of one, over some links.

use formula::{Kind, Names};
use kernel::Address;

use crate::Catalog;
use crate::definition::{Field, FieldType, Module, SystemField};
use crate::filter::Hop;

/// Links that a path may follow.
const MOST_HOPS: usize = 3;

/// What is taken from the record at the end of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// The title of a linked record.
    Title,
    /// A field; of several values the primary one.
    Field(String),
    /// A part of an address.
    Part(String, String),
    /// The currency of an amount.
    Currency(String),
}

impl Leaf {
    /// Name of what it is taken from; `title` for a title.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Leaf::Title => "title",
            Leaf::Field(name) | Leaf::Part(name, _) | Leaf::Currency(name) => name,
        }
    }
}

/// A path of a formula: the links it follows, and what is taken at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The links, each with the module that it leads to.
    pub hops: Vec<Hop>,
    /// What is taken from the last record.
    pub leaf: Leaf,
}

impl Catalog {
    /// Finds what names joined by dots lead to from a module, and what it can be.
    ///
    /// # Errors
    /// The code of the mistake.
    pub fn way(&self, module: &Module, names: &[String]) -> Result<(Way, Kind), &'static str> {
        let unknown = "formula_unknown_field";
        let (name, rest) = names.split_first().ok_or(unknown)?;
        let mut hops = Vec::new();
        let (mut here, mut name, mut rest) = (module, name, rest);
        loop {
            if here.field(name).is_none() && name == "title" && !hops.is_empty() {
                let is_last = rest.is_empty();
                let way = Way { hops, leaf: Leaf::Title };
                return is_last.then_some((way, Kind::Text)).ok_or(unknown);
            }
            let field = here.field(name).ok_or(unknown)?;
            let follows = match (&field.kind, rest.split_first()) {
                (FieldType::Link { to, .. }, Some(further)) => Some((to, further)),
                _ => None,
            };
            let Some((to, further)) = follows else {
                let (leaf, kind) = leaf(field, rest)?;
                return Ok((Way { hops, leaf }, kind));
            };
            let [target] = to.as_slice() else { return Err("formula_many_targets") };
            if hops.len() == MOST_HOPS {
                return Err("formula_too_far");
            }
            hops.push(Hop { field: name.clone(), module: target.clone() });
            here = self.module(target).ok_or(unknown)?;
            (name, rest) = further;
        }
    }
}

fn leaf(field: &Field, rest: &[String]) -> Result<(Leaf, Kind), &'static str> {
    let name = field.name.clone();
    match (&field.kind, rest) {
        (FieldType::Address, [part]) if Address::PARTS.contains(&part.as_str()) => {
            Ok((Leaf::Part(name, part.clone()), Kind::Text))
        }
        (FieldType::Money, [part]) if part == "currency" => Ok((Leaf::Currency(name), Kind::Text)),
        (_, []) => Ok((Leaf::Field(name), kind_of(field)?)),
        _ => Err("formula_unknown_field"),
    }
}

/// What the values of a field are in formulas.
///
/// # Errors
/// The code of the mistake: formulas cannot read every field.
pub fn kind_of(field: &Field) -> Result<Kind, &'static str> {
    // Every change of a record moves them, also one that a formula itself makes.
    if matches!(field.system, Some(SystemField::ModifiedAt | SystemField::ModifiedBy)) {
        return Err("formula_moving");
    }
    Ok(match &field.kind {
        FieldType::Text
        | FieldType::LongText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Number => Kind::Text,
        FieldType::Decimal { .. } | FieldType::Percent => Kind::Number,
        FieldType::Money => Kind::Money,
        FieldType::Date => Kind::Date,
        FieldType::DateTime => Kind::DateTime,
        FieldType::Time => Kind::Time,
        FieldType::Duration => Kind::Duration,
        FieldType::Bool => Kind::Bool,
        FieldType::Picklist { list } | FieldType::Stage { list } => Kind::Choice(list.clone()),
        FieldType::MultiPicklist { list } => Kind::Choices(list.clone()),
        FieldType::Link { to, .. } => Kind::Link(to.clone()),
        FieldType::User => Kind::User,
        FieldType::RichText
        | FieldType::Address
        | FieldType::Geo
        | FieldType::File
        | FieldType::Image
        | FieldType::Lines { .. } => {
            return Err("formula_unreadable");
        }
    })
}

/// The names of one module.
pub struct NamesOf<'a> {
    /// All modules.
    pub catalog: &'a Catalog,
    /// The one whose fields are named.
    pub module: &'a Module,
}

impl Names for NamesOf<'_> {
    fn kind(&self, path: &[String]) -> Result<Kind, &'static str> {
        Ok(self.catalog.way(self.module, path)?.1)
    }

    fn has_code(&self, list: &str, code: &str) -> bool {
        self.catalog.picklist(list).is_some_and(|list| list.value(code).is_some())
    }
}
