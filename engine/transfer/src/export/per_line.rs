//! Records with lines as a list with one row for each line: what is said of the record stands in
//! all of its rows, so that an import finds them together.

use std::collections::BTreeMap;

use access::FieldRight;
use catalog::{Field, FieldType, Module, Shape};
use kernel::{Line, PrincipalId, RecordId, Result, Value};
use records::{Cx, Record};
use serde::{Deserialize, Serialize};

use super::columns::{ExportColumn, Wanted};
use super::plain::Words;

/// What a row of an exported list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// A record.
    #[default]
    Record,
    /// A line of a record; one without lines has one row.
    Line,
}

/// The field of lines that somebody may read.
pub fn field_of<'m>(cx: &Cx, module: &'m Module) -> Option<(usize, &'m Field, &'m Shape)> {
    let mut fields = module.fields.iter().enumerate();
    let found = fields.find(|(_, field)| {
        let is_lines = matches!(field.kind, FieldType::Lines { .. }) && field.is_editable();
        is_lines && cx.actor.rights.field(&module.code, &field.name) != FieldRight::Hidden
    });
    let (at, field) = found?;
    let FieldType::Lines { shape } = &field.kind else { return None };
    Some((at, field, shape))
}

/// The cells of lines, as columns behind those of the record.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    at: usize,
    fields: Vec<Field>,
    kinds: BTreeMap<String, String>,
    /// What stands above them, the kind first.
    pub headings: Vec<String>,
}

impl Cells {
    /// The cells that somebody may read; none where the module has no lines.
    pub fn of(cx: &Cx, module: &Module) -> Option<Self> {
        let (at, field, shape) = field_of(cx, module)?;
        let hidden = records::lines::hidden(cx, shape);
        let is_told = |cell: &&Field| !cell.inside && !hidden.contains(&cell.name.as_str());
        let fields: Vec<Field> = shape.fields.iter().filter(is_told).cloned().collect();
        let lines = cx.text(&module.key("field", &field.name)).to_owned();
        let label = |cell: &Field| cx.text(&shape.key("field", &cell.name)).to_owned();
        let labels = fields.iter().map(label);
        let labels = std::iter::once(cx.text("transfer.line_kind").to_owned()).chain(labels);
        let headings = labels.map(|label| format!("{lines}: {label}")).collect();
        let kinds = shape
            .kinds
            .iter()
            .map(|kind| (kind.name.clone(), cx.text(&shape.key("kind", &kind.name)).to_owned()));
        Some(Cells { at, kinds: kinds.collect(), fields, headings })
    }

    /// The name of the field of lines.
    pub fn name<'m>(&self, module: &'m Module) -> &'m str {
        &module.fields[self.at].name
    }

    /// The names of what lines of some records point to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn titles(&self, cx: &Cx, records: &[Record]) -> Result<BTreeMap<RecordId, String>> {
        let lines = records.iter().flat_map(|record| record.values[self.at].lines());
        let cells = lines.flat_map(|line| line.cells.values().cloned()).collect();
        Ok(records::titles_of(cx, cells).await?.0)
    }

    /// What each row of a record holds in these columns: values with their words.
    pub fn rows(
        &self,
        cx: &Cx,
        record: &Record,
        titles: &BTreeMap<RecordId, String>,
    ) -> Vec<Vec<(Value, String)>> {
        let names: BTreeMap<PrincipalId, String> = BTreeMap::new();
        let words = Words { cx, titles, names: &names };
        let lines = record.values[self.at].lines();
        if lines.is_empty() {
            return vec![vec![(Value::Empty, String::new()); self.headings.len()]];
        }
        lines.iter().map(|line| self.row(&words, line)).collect()
    }

    fn row(&self, words: &Words<'_>, line: &Line) -> Vec<(Value, String)> {
        let column =
            ExportColumn { field: Wanted::Own(0), label: None, part: None, heading: String::new() };
        let kind = self.kinds.get(&line.kind).unwrap_or(&line.kind).clone();
        let cells = self.fields.iter().map(|field| {
            let value = line.cell(&field.name);
            (value.clone(), words.cell(&field.kind, &column, value))
        });
        std::iter::once((Value::text(&kind), kind.clone())).chain(cells).collect()
    }
}
