//! The lines of records that are imported: rows of many records are read at once.

use std::collections::{BTreeMap, BTreeSet};

use catalog::{Field, FieldType, Module, Shape};
use kernel::{Result, Value};
use records::Cx;

use super::read::{How, KIND, ReadLine, read};
use super::together::goes_to_lines;
use crate::ids::Ids;
use crate::lines::{LinesRule, Meets};
use crate::mapping::Target;
use crate::options::{Column, Options};
use crate::prepare::{Prepared, Refusal};
use crate::read::Row;

/// What a record gets of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// How they meet those that stand.
    pub meets: Meets,
    /// The row of the file from which each was read.
    pub rows: Vec<usize>,
}

/// The field of lines that columns go to, with the shape of its lines.
pub fn field_of<'m>(module: &'m Module, columns: &[Column]) -> Option<(&'m Field, &'m Shape)> {
    let mut targets = columns.iter().filter_map(|column| column.target.as_ref());
    let target = targets.find(|target| goes_to_lines(module, target))?;
    let field = module.field(&target.field)?;
    match &field.kind {
        FieldType::Lines { shape } => Some((field, shape)),
        _ => None,
    }
}

/// Columns as the shape knows them: names of cells.
fn cells_of(field: &Field, columns: &[Column]) -> Vec<Column> {
    let cell = |column: &Column| {
        let target = column.target.as_ref().filter(|target| target.field == field.name);
        let part = target.and_then(|target| target.part.as_deref());
        Column { target: part.map(Target::field), ..column.clone() }
    };
    columns.iter().map(cell).collect()
}

/// Reads the lines of records and puts them among their values; what is wrong with a line is said
/// with its row.
///
/// # Errors
/// When the database fails.
pub async fn bring(
    cx: &Cx,
    (module, options): (&Module, &Options),
    ids: Ids,
    records: Vec<(&mut Prepared, Vec<Row>)>,
) -> Result<()> {
    let Some((field, shape)) = field_of(module, &options.columns) else { return Ok(()) };
    let columns = cells_of(field, &options.columns);
    let how = How { shape, columns: &columns, currency: None, unknown: options.unknown_link };
    let (mut rows, mut counts) = (Vec::new(), Vec::new());
    let mut all = Vec::new();
    for (prepared, of_record) in records {
        let told: Vec<Row> = of_record.into_iter().filter(|row| says(&columns, row)).collect();
        counts.push(told.len());
        rows.extend(told);
        all.push(prepared);
    }
    let mut read = read(cx, how, &rows).await?.into_iter();
    let meets = Meets { rule: options.lines, spoken: spoken(&columns), naming: naming(shape) };
    for (prepared, n) in all.into_iter().zip(counts) {
        let lines: Vec<ReadLine> = read.by_ref().take(n).collect();
        if !lines.is_empty() {
            take(prepared, field, (lines, &meets), ids);
        }
    }
    Ok(())
}

fn says(columns: &[Column], row: &Row) -> bool {
    let mut told = columns.iter().enumerate().filter(|(_, column)| column.target.is_some());
    told.any(|(at, _)| !row.cell(at).trim().is_empty())
}

fn spoken(columns: &[Column]) -> BTreeSet<String> {
    let targets = columns.iter().filter_map(|column| column.target.as_ref());
    targets.map(|target| target.field.clone()).filter(|name| name != KIND).collect()
}

/// Cells by which a line is called.
fn naming(shape: &Shape) -> Vec<String> {
    let text = |field: &&Field| field.kind == FieldType::Text && field.required;
    let texts = shape.fields.iter().filter(text).map(|field| field.name.clone());
    shape.source.iter().cloned().chain(texts).collect()
}

fn take(prepared: &mut Prepared, field: &Field, (read, meets): (Vec<ReadLine>, &Meets), ids: Ids) {
    let mut brought = Brought { meets: meets.clone(), rows: Vec::new() };
    let mut lines = Vec::new();
    for ReadLine { at, mut line, refusals, .. } in read {
        // The same row is the same line when an interrupted import goes on.
        line.id = ids.of_name(&field.name, &at.to_string());
        brought.rows.push(at);
        let place = |problem: kernel::FieldProblem| kernel::FieldProblem {
            field: format!("{}.{}", field.name, problem.field),
            ..problem.with("row", at)
        };
        let refused = refusals.into_iter();
        prepared.refusals.extend(
            refused.map(|Refusal { column, problem }| Refusal { column, problem: place(problem) }),
        );
        lines.push(line);
    }
    prepared.values.insert(field.name.clone(), Value::of_lines(lines));
    prepared.brought = Some(brought);
}

/// A problem at a line as it was saved, at the row and the column from which it came.
pub fn placed(
    module: &Module,
    options: &Options,
    prepared: &Prepared,
    problem: kernel::FieldProblem,
) -> Refusal {
    let found = at(module, options, prepared, &problem.field);
    let Some((cell, row, column)) = found else {
        let column = crate::prepare::column_of(&options.columns, &problem.field);
        return Refusal { column, problem };
    };
    let problem = kernel::FieldProblem { field: cell, ..problem };
    let problem = match row {
        Some(row) => problem.with("row", row),
        None => problem,
    };
    Refusal { column, problem }
}

/// The cell that a place such as `lines.2.pages` means, its row and its column.
fn at(
    module: &Module,
    options: &Options,
    prepared: &Prepared,
    place: &str,
) -> Option<(String, Option<usize>, Option<usize>)> {
    let (field, _) = field_of(module, &options.columns)?;
    let rest = place.strip_prefix(&field.name)?.strip_prefix('.')?;
    let (at, cell) = rest.split_once('.')?;
    let at: usize = at.parse().ok()?;
    let brought = prepared.brought.as_ref()?;
    // Lines that are added stand behind others whose number nobody here knows.
    let is_counted = brought.meets.rule == LinesRule::Replace;
    let row = brought.rows.get(at).copied().filter(|_| is_counted);
    let goes = |column: &Column| {
        let target = column.target.as_ref();
        target.is_some_and(|t| t.field == field.name && t.part.as_deref() == Some(cell))
    };
    let column = options.columns.iter().position(goes);
    Some((format!("{}.{cell}", field.name), row, column))
}

/// Lines in words, one each: what its cells hold, in their order.
pub fn told(shape: &Shape, line: &kernel::Line, cell: impl Fn(&Field, &Value) -> String) -> String {
    let cells: BTreeMap<&str, String> = shape
        .fields
        .iter()
        .map(|field| (field.name.as_str(), cell(field, line.cell(&field.name))))
        .collect();
    let all = shape.fields.iter().map(|field| cells[field.name.as_str()].as_str());
    all.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}
