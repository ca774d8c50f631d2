//! Columns of an exported list; a file imported again finds the same fields.

use catalog::{Field, FieldType, Module};
use kernel::{Address, Value};
use records::linked::LinkedColumn;
use records::{Cx, Found, Record};

/// A field that is exported.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// One of the module, by its position.
    Own(usize),
    /// One of what a link leads to.
    Over(LinkedColumn),
}

impl Wanted {
    /// The field.
    pub fn field<'a>(&'a self, module: &'a Module) -> &'a Field {
        match self {
            Wanted::Own(at) => &module.fields[*at],
            Wanted::Over(column) => column.field(),
        }
    }

    /// Its name, or the path to it.
    pub fn name<'a>(&'a self, module: &'a Module) -> &'a str {
        match self {
            Wanted::Own(at) => &module.fields[*at].name,
            Wanted::Over(column) => &column.path,
        }
    }

    /// Its value in a record that was found.
    pub fn value<'a>(&self, found: &'a Found, record: &'a Record) -> &'a Value {
        match self {
            Wanted::Own(at) => &record.values[*at],
            Wanted::Over(column) => {
                found.linked.value(record, &column.path).unwrap_or(&Value::Empty)
            }
        }
    }

    fn label(&self, cx: &Cx, module: &Module) -> String {
        let label = |module: &Module, name: &str| cx.text(&module.key("field", name)).to_owned();
        match self {
            Wanted::Own(at) => label(module, &module.fields[*at].name),
            Wanted::Over(column) => {
                let link = label(module, &module.fields[column.link].name);
                format!("{link} › {}", label(&column.module, &column.field().name))
            }
        }
    }
}

/// A column of an exported list.
#[derive(Clone, Debug)]
pub struct ExportColumn {
    /// The field.
    pub field: Wanted,
    /// Which of several values.
    pub label: Option<String>,
    /// Part of an address.
    pub part: Option<&'static str>,
    /// What stands above it.
    pub heading: String,
}

impl ExportColumn {
    /// The column of a field that takes one.
    pub fn of(cx: &Cx, module: &Module, field: &str) -> Option<Self> {
        let wanted = Wanted::Own(module.position(field)?);
        columns(cx, module, &[wanted]).pop()
    }
}

/// Columns for some fields, in their order; several values and addresses take several columns.
pub fn columns(cx: &Cx, module: &Module, fields: &[Wanted]) -> Vec<ExportColumn> {
    let mut columns = Vec::new();
    for wanted in fields {
        let field = wanted.field(module);
        let name = wanted.label(cx, module);
        for label in labels(field) {
            for part in parts(field) {
                let said = [
                    Some(name.clone()).filter(|_| part.is_none()),
                    part.map(|part| cx.text(&format!("part.{part}")).to_owned()),
                    label.as_ref().map(|label| cx.text(&format!("label.{label}")).to_owned()),
                    Some(name.clone()).filter(|_| part.is_some() && !field.several),
                ];
                let heading = said.into_iter().flatten().collect::<Vec<_>>().join(" ");
                let (field, label) = (wanted.clone(), label.clone());
                columns.push(ExportColumn { field, label, part, heading });
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
        FieldType::Lines { .. } => Vec::new(),
        _ => vec![None],
    }
}
