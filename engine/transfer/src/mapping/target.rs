//! Where a column goes.

use std::fmt::{Display, Formatter, Result as Written};
use std::str::FromStr;

use catalog::{Field, FieldType, Module, Shape};
use kernel::Address;
use serde::{Deserialize, Serialize};

use crate::key::ID;
use crate::lines::KIND;

/// A field, which of its several values, and which part of it; written `field[label].part`. Of an
/// address that is a part of it, of lines a cell or the kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Target {
    /// Name of the field.
    pub field: String,
    /// Label among several values.
    pub label: Option<String>,
    /// Part of an address, or cell of lines.
    pub part: Option<String>,
}

impl Target {
    /// A whole field.
    #[must_use]
    pub fn field(name: &str) -> Self {
        Target { field: name.into(), ..Target::default() }
    }

    /// A cell of lines.
    #[must_use]
    pub fn cell(field: &str, cell: &str) -> Self {
        Target { field: field.into(), label: None, part: Some(cell.into()) }
    }

    /// Tells whether the module has such a place, and a person may fill it.
    #[must_use]
    pub fn fits(&self, module: &Module) -> bool {
        if let Some(shape) = lines_of(module, &self.field) {
            let is_cell = |part: &String| cells(shape).contains(&part.as_str());
            return self.label.is_none() && self.part.as_ref().is_some_and(is_cell);
        }
        if !self.writes(module) && *self == Target::field(&self.field) {
            return self.field == ID || module.field(&self.field).is_some_and(is_number);
        }
        let Some(field) = module.field(&self.field).filter(|field| is_importable(field)) else {
            return false;
        };
        let label_fits = match &self.label {
            None => true,
            Some(label) => field.several && field.labels.contains(label),
        };
        let part_fits = match &self.part {
            None => field.kind != FieldType::Address,
            Some(part) => {
                field.kind == FieldType::Address && Address::PARTS.contains(&part.as_str())
            }
        };
        label_fits && part_fits
    }
}

impl Target {
    /// Tells whether what goes there is written; an id and a number only say which record is
    /// meant.
    #[must_use]
    pub fn writes(&self, module: &Module) -> bool {
        let is_lines = lines_of(module, &self.field).is_some();
        is_lines || module.field(&self.field).is_some_and(is_importable)
    }
}

/// The shape of lines that a person fills in a field.
pub fn lines_of<'m>(module: &'m Module, field: &str) -> Option<&'m Shape> {
    match module.field(field).filter(|field| field.is_editable()).map(|field| &field.kind) {
        Some(FieldType::Lines { shape }) => Some(shape),
        _ => None,
    }
}

/// Places of a line: the cells that a person fills, and its kind.
fn cells(shape: &Shape) -> Vec<&str> {
    let fields = shape.fields.iter().filter(|field| is_importable(field) && !field.inside);
    fields.map(|field| field.name.as_str()).chain([KIND]).collect()
}

fn is_number(field: &Field) -> bool {
    field.kind == FieldType::Number
}

impl Display for Target {
    fn fmt(&self, f: &mut Formatter<'_>) -> Written {
        f.write_str(&self.field)?;
        if let Some(label) = &self.label {
            write!(f, "[{label}]")?;
        }
        if let Some(part) = &self.part {
            write!(f, ".{part}")?;
        }
        Ok(())
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no target such as field[label].part");
        let (head, part) = match text.split_once('.') {
            Some((head, part)) => (head, Some(part.to_owned())),
            None => (text, None),
        };
        let (field, label) = match head.split_once('[') {
            Some((field, rest)) => {
                (field, Some(rest.strip_suffix(']').ok_or_else(wrong)?.to_owned()))
            }
            None => (head, None),
        };
        if field.is_empty() || label.as_deref() == Some("") || part.as_deref() == Some("") {
            return Err(wrong());
        }
        Ok(Target { field: field.into(), label, part })
    }
}

impl TryFrom<String> for Target {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Target> for String {
    fn from(target: Target) -> String {
        target.to_string()
    }
}

/// Tells whether a file can fill a field.
pub fn is_importable(field: &Field) -> bool {
    field.is_editable() && field.kind.fits_a_cell()
}

/// All places of a module that a file can fill, in the order of its fields; first of all the id,
/// which says what record is meant.
#[must_use]
pub fn targets(module: &Module) -> Vec<Target> {
    let mut targets = vec![Target::field(ID)];
    for field in &module.fields {
        if let Some(shape) = lines_of(module, &field.name) {
            targets.extend(cells(shape).into_iter().map(|cell| Target::cell(&field.name, cell)));
        }
        if !is_importable(field) && !is_number(field) {
            continue;
        }
        let labels: Vec<Option<String>> = match field.several && !field.labels.is_empty() {
            true => field.labels.iter().cloned().map(Some).collect(),
            false => vec![None],
        };
        let parts: Vec<Option<String>> = match field.kind == FieldType::Address {
            true => Address::PARTS.map(|part| Some(part.to_owned())).into(),
            false => vec![None],
        };
        for label in &labels {
            targets.extend(parts.iter().map(|part| Target {
                field: field.name.clone(),
                label: label.clone(),
                part: part.clone(),
            }));
        }
    }
    targets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_as_they_are_written() {
        for text in ["name", "phone[work]", "home.city", "homes[work].po_box"] {
            assert_eq!(text.parse::<Target>().map(|t| t.to_string()), Ok(text.to_owned()));
        }
        for wrong in ["", "a[", "a[]", "a.", "[b]"] {
            assert!(wrong.parse::<Target>().is_err(), "{wrong}");
        }
    }
}
