//! Columns of an exported list; a file imported again finds the same fields.

use catalog::{Field, FieldType, Module};
use kernel::Address;
use records::Cx;

/// A column of an exported list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportColumn {
    /// Position of the field.
    pub at: usize,
    /// Which of several values.
    pub label: Option<String>,
    /// Part of an address.
    pub part: Option<&'static str>,
    /// What stands above it.
    pub heading: String,
}

/// Columns for some fields, in their order; several values and addresses take several columns.
pub fn columns(cx: &Cx, module: &Module, fields: &[usize]) -> Vec<ExportColumn> {
    let mut columns = Vec::new();
    for at in fields {
        let field = &module.fields[*at];
        let name = cx.text(&module.key("field", &field.name)).to_owned();
        for label in labels(field) {
            for part in parts(field) {
                let said = [
                    Some(name.clone()).filter(|_| part.is_none()),
                    part.map(|part| cx.text(&format!("part.{part}")).to_owned()),
                    label.as_ref().map(|label| cx.text(&format!("label.{label}")).to_owned()),
                    Some(name.clone()).filter(|_| part.is_some() && !field.several),
                ];
                let heading = said.into_iter().flatten().collect::<Vec<_>>().join(" ");
                columns.push(ExportColumn { at: *at, label: label.clone(), part, heading });
            }
        }
    }
    columns
}

fn labels(field: &Field) -> Vec<Option<String>> {
    match field.several && !field.labels.is_empty() {
        true => field.labels.iter().cloned().map(Some).collect(),
        false => vec![None],
    }
}

fn parts(field: &Field) -> Vec<Option<&'static str>> {
    match field.kind {
        FieldType::Address => Address::PARTS.map(Some).into(),
        _ => vec![None],
    }
}
