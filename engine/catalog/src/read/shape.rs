//! Shapes of lines.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::checked::{Reader, is_name, syntax_error};
use super::raw::RawPicklistValue;
use super::states::picklist;
use super::{ReadError, line_of};
use crate::definition::{FieldType, LineKind, Picklist, Shape};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawShape {
    shape: Spanned<String>,
    alias: Option<String>,
    #[serde(default)]
    alias_fields: BTreeMap<String, Spanned<String>>,
    source: Option<Spanned<String>>,
    left_out: Option<Spanned<String>>,
    #[serde(default)]
    amounts: Vec<Spanned<String>>,
    #[serde(default)]
    filled: Vec<Spanned<String>>,
    fields: toml::Table,
    columns: Vec<Spanned<String>>,
    kind: Vec<RawKind>,
    #[serde(default)]
    seen_with: BTreeMap<Spanned<String>, String>,
    #[serde(default)]
    picklist: BTreeMap<String, Vec<RawPicklistValue>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKind {
    name: Spanned<String>,
    icon: String,
    fields: Vec<Spanned<String>>,
    #[serde(default)]
    heads: bool,
    #[serde(default)]
    counted: bool,
    #[serde(default)]
    made: bool,
}

/// A shape with the pick lists it brings along.
pub type ReadShape = (Shape, BTreeMap<String, Picklist>);

/// Tells whether a definition is that of a shape.
pub fn is_shape(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("shape = "))
}

/// Reads the definition of a shape.
///
/// # Errors
/// The first mistake, with its line.
pub fn read_shape(text: &str) -> Result<ReadShape, ReadError> {
    let raw: RawShape = toml::from_str(text).map_err(|e| syntax_error(text, &e))?;
    let reader = Reader { text };
    if !is_name(raw.shape.get_ref()) {
        return Err(reader.at(&raw.shape, "a name is lower-case letters, digits and _"));
    }
    let mut fields = Vec::new();
    for (name, value) in raw.fields {
        let (field, _) = reader.field(&name, value)?;
        let is_large = matches!(
            field.kind,
            FieldType::Lines { .. } | FieldType::Address | FieldType::RichText
        );
        if field.several || is_large {
            let line = line_of(text, text.find(&name).unwrap_or(0));
            return Err(ReadError { line, message: format!("a cell is no {}", field.kind.word()) });
        }
        fields.push(field);
    }
    let known = |name: &Spanned<String>| reader.known(&fields, name);
    let kind = |raw: &RawKind| -> Result<LineKind, ReadError> {
        let names = raw.fields.iter().map(known).collect::<Result<_, _>>()?;
        let RawKind { heads, counted, made, .. } = *raw;
        let (name, icon) = (raw.name.get_ref().clone(), raw.icon.clone());
        Ok(LineKind { name, icon, fields: names, heads, counted, made })
    };
    let mut seen_with = BTreeMap::new();
    for (name, whose) in &raw.seen_with {
        let whose = super::kind::whose(whose).map_err(|e| reader.at(name, &e))?;
        seen_with.insert(reader.known(&fields, name)?, whose);
    }
    let shape = Shape {
        alias: raw.alias,
        alias_fields: reader.alias_fields(&fields, &raw.alias_fields)?,
        seen_with,
        kinds: raw.kind.iter().map(kind).collect::<Result<_, _>>()?,
        columns: raw.columns.iter().map(known).collect::<Result<_, _>>()?,
        amounts: raw.amounts.iter().map(known).collect::<Result<_, _>>()?,
        filled: raw.filled.iter().map(known).collect::<Result<_, _>>()?,
        left_out: raw.left_out.as_ref().map(known).transpose()?,
        source: raw.source.as_ref().map(known).transpose()?,
        code: raw.shape.into_inner(),
        fields,
    };
    Ok((shape, raw.picklist.into_iter().map(|(name, list)| (name, picklist(list))).collect()))
}
