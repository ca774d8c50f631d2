//! The type of a field and what else a single word in its line decides.

use std::sync::Arc;

use super::raw::{OneOrMany, RawField};
use crate::definition::{Default, FieldType, OnDelete, Personal, Shape};

pub(super) fn personal(word: Option<&str>) -> Result<Personal, String> {
    match word {
        None => Ok(Personal::No),
        Some("personal") => Ok(Personal::Personal),
        Some("special") => Ok(Personal::Special),
        Some(other) => Err(format!("personal is `personal` or `special`, not `{other}`")),
    }
}

/// Fields elsewhere, as `module.field` with blanks between them.
pub(super) fn whose(text: &str) -> Result<Vec<(String, String)>, String> {
    let one = |text: &str| {
        let (module, field) =
            text.split_once('.').ok_or("seen_with is modules and their fields")?;
        Ok((module.to_owned(), field.to_owned()))
    };
    text.split_whitespace().map(one).collect()
}

pub(super) fn default_value(value: toml::Value) -> Default {
    match value.as_str() {
        Some("today") => Default::Today,
        Some("now") => Default::Now,
        Some("actor") => Default::Actor,
        Some("only") => Default::Only,
        _ => Default::Fixed(serde_json::to_value(value).unwrap_or(serde_json::Value::Null)),
    }
}

pub(super) fn field_type(raw: &RawField) -> Result<FieldType, String> {
    let list = || raw.list.clone().ok_or_else(|| format!("type {} needs `list`", raw.kind));
    if let Some(plain) = FieldType::of(&raw.kind) {
        return Ok(plain);
    }
    Ok(match raw.kind.as_str() {
        "decimal" => match raw.scale.unwrap_or(0) {
            scale @ 0..=6 => FieldType::Decimal { scale },
            scale => return Err(format!("scale is 0 to 6, not {scale}")),
        },
        "picklist" => FieldType::Picklist { list: list()? },
        "multi_picklist" => FieldType::MultiPicklist { list: list()? },
        "stage" => {
            let list = raw.pipeline.clone().ok_or("type stage needs `pipeline`")?;
            FieldType::Stage { list }
        }
        "link" => {
            let to = raw.to.as_ref().ok_or("type link needs `to`")?;
            let to = match to {
                OneOrMany::One(one) => vec![one.clone()],
                OneOrMany::Many(many) => many.clone(),
            };
            FieldType::Link { to, on_delete: on_delete(raw.on_delete.as_deref())? }
        }
        "number" => FieldType::Number,
        "lines" => {
            let shape = raw.shape.as_ref().ok_or("type lines needs `shape`")?;
            FieldType::Lines { shape: Arc::new(Shape::named(shape)) }
        }
        other => return Err(format!("unknown field type `{other}`")),
    })
}

fn on_delete(word: Option<&str>) -> Result<OnDelete, String> {
    match word {
        None | Some("clear") => Ok(OnDelete::Clear),
        Some("refuse") => Ok(OnDelete::Refuse),
        Some("with") => Ok(OnDelete::With),
        Some(other) => Err(format!("on_delete is refuse, clear or with, not `{other}`")),
    }
}

/// What follows from other fields is demanded of nobody, and is of one piece.
pub(super) fn follows(raw: &RawField, kind: &FieldType) -> Result<(), String> {
    if raw.formula.is_none() && raw.rollup.is_none() {
        return Ok(());
    }
    let is_demanded = raw.required || raw.unique || raw.several || raw.default.is_some();
    let is_twice = raw.formula.is_some() && raw.rollup.is_some();
    if is_twice || is_demanded || raw.required_if.is_some() || raw.valid_if.is_some() {
        return Err("a formula or a roll-up stands alone and demands nothing".into());
    }
    match kind.computes() {
        true => Ok(()),
        false => Err(format!("type {} follows from nothing", raw.kind)),
    }
}
