//! A field made by an administrator, in the form in which it is stored.

use serde::{Deserialize, Serialize};

use super::apply::{clearing_link, custom};
use super::follow::follow;
use crate::definition::{Field, FieldType, Rollup};

/// What an administrator says about a new field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CustomField {
    /// Name, starting with `x_`.
    pub name: String,
    /// Word of its type, as in definitions.
    #[serde(rename = "type")]
    pub kind: String,
    /// Pick list, for pick lists.
    pub list: Option<String>,
    /// Targets, for links.
    pub to: Vec<String>,
    /// Places behind the point, for decimals.
    pub scale: u32,
    /// Whether a record needs it.
    pub required: bool,
    /// Whether the search finds it.
    pub search: bool,
    /// Whether it can be sorted by.
    pub sort: bool,
    /// The formula it follows from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// What related records come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rollup: Option<Rollup>,
    /// Whether it is read by those from whom something it follows from is hidden.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub discloses: bool,
    /// The field whose place it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<String>,
}

impl CustomField {
    pub(super) fn to_field(&self) -> Result<Field, String> {
        let well_named = self.name.starts_with("x_") && crate::read::is_name(&self.name);
        if !well_named {
            return Err(format!("`{}` does not start with x_ or is no name", self.name));
        }
        let kind = self.field_type()?;
        if self.sort && !kind.is_sortable() {
            return Err(format!("type {} has no order", self.kind));
        }
        let base = custom(&self.name, kind);
        let instead_of = self.instead_of.clone();
        let base = Field { instead_of, required: self.required, ..base };
        let mut field = Field { search: self.search, sort: self.sort, ..base };
        if self.formula.is_some() || self.rollup.is_some() {
            follow(&mut field, (&self.formula, &self.rollup, self.discloses))?;
        }
        Ok(field)
    }

    fn field_type(&self) -> Result<FieldType, String> {
        if let Some(plain) = FieldType::of(&self.kind) {
            return Ok(plain);
        }
        let list = || self.list.clone().ok_or("a pick list is missing");
        Ok(match self.kind.as_str() {
            "decimal" => FieldType::Decimal { scale: self.scale.min(6) },
            "picklist" => FieldType::Picklist { list: list()? },
            "multi_picklist" => FieldType::MultiPicklist { list: list()? },
            "link" if self.to.is_empty() => {
                return Err("a link leads to at least one module".into());
            }
            "link" => clearing_link(self.to.clone()),
            other => return Err(format!("`{other}` is no type for a field of one's own")),
        })
    }
}
