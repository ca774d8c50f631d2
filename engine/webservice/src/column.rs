//! What the fields of a module are called here, and which part of a value each name means.

use access::FieldRight;
use catalog::{AliasField, Field, FieldType, Module, SystemField};
use kernel::Value;
use records::Cx;

/// One name: a field, or one labelled value of it, or a part of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name as programs of the family write it.
    pub name: String,
    /// Position of the field in every record.
    pub at: usize,
    /// Of several labelled values the one with this label.
    pub label: Option<String>,
    /// Part of the value.
    pub part: Option<String>,
}

impl Column {
    /// The field that it is of.
    pub fn field<'m>(&self, module: &'m Module) -> &'m Field {
        &module.fields[self.at]
    }

    /// Whether it is the value of a field as a whole.
    pub fn is_whole(&self) -> bool {
        self.label.is_none() && self.part.is_none()
    }

    /// The value that it is or is a part of.
    pub fn value<'v>(&self, values: &'v [Value]) -> &'v Value {
        match (&self.label, &values[self.at]) {
            (Some(label), Value::Several(entries)) => entries
                .iter()
                .find(|entry| entry.label == *label)
                .map_or(&Value::Empty, |entry| &entry.value),
            (_, value) => value.primary(),
        }
    }
}

/// Every name that the caller may know, in the order of the definition.
pub fn columns(cx: &Cx, module: &Module) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (at, field) in module.fields.iter().enumerate() {
        if cx.actor.rights.field(&module.code, &field.name) == FieldRight::Hidden {
            continue;
        }
        for (label, part) in places(module, field) {
            let name = name(module, field, (label.as_deref(), part));
            if !columns.iter().any(|known| known.name == name) {
                let part = part.map(str::to_owned);
                columns.push(Column { name, at, label, part });
            }
        }
    }
    columns
}

type Place = (Option<String>, Option<&'static str>);

/// Labels and parts of a field that have a name of their own.
fn places(module: &Module, field: &Field) -> Vec<Place> {
    let parts: Vec<Option<&'static str>> = match &field.kind {
        FieldType::Address => AliasField::parts(&field.kind).iter().copied().map(Some).collect(),
        FieldType::Money | FieldType::File | FieldType::Image => {
            let parts = AliasField::parts(&field.kind).iter().copied().map(Some);
            std::iter::once(None).chain(parts).collect()
        }
        FieldType::Lines { .. } => Vec::new(),
        FieldType::DateTime if aliases(module, field).any(|alias| alias.part.is_some()) => {
            AliasField::parts(&field.kind).iter().copied().map(Some).collect()
        }
        _ => vec![None],
    };
    let labels: Vec<Option<String>> = match field.labels.is_empty() {
        true => vec![None],
        false => field.labels.iter().cloned().map(Some).collect(),
    };
    let pairs = labels.iter().flat_map(|label| parts.iter().map(move |part| (label, part)));
    pairs.map(|(label, part)| (label.clone(), *part)).collect()
}

fn aliases<'m>(module: &'m Module, field: &'m Field) -> impl Iterator<Item = &'m AliasField> {
    module.alias_fields.iter().filter(|alias| alias.field == field.name)
}

fn name(module: &Module, field: &Field, (label, part): (Option<&str>, Option<&str>)) -> String {
    let is_meant =
        |alias: &&AliasField| (alias.label.as_deref(), alias.part.as_deref()) == (label, part);
    if let Some(alias) = aliases(module, field).find(is_meant) {
        return alias.name.clone();
    }
    match field.system {
        Some(SystemField::CreatedAt) => return "createdtime".into(),
        Some(SystemField::ModifiedAt) => return "modifiedtime".into(),
        Some(SystemField::ModifiedBy) => return "modifiedby".into(),
        Some(SystemField::CreatedBy) => return "created_user_id".into(),
        None => {}
    }
    if field.name == "owner" && field.kind == FieldType::User {
        return "assigned_user_id".into();
    }
    let words = [Some(field.name.as_str()), label, part];
    format!("cf_{}", words.into_iter().flatten().collect::<Vec<_>>().join("__"))
}
