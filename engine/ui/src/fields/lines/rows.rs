//! Lines as a form holds them: `NAME.KEY.CELL`, in the order in which their keys come.

use std::collections::{BTreeMap, BTreeSet};

use catalog::{Field, Shape};
use kernel::{FieldProblem, Line, RecordId, Value};

use crate::Cx;
use crate::fields::{Form, dispatch};

/// The field of a cell under the name that it has in the form.
pub(super) fn cell_field(field: &Field, key: &str, cell: &Field) -> Field {
    Field { name: format!("{}.{key}.{}", field.name, cell.name), ..cell.clone() }
}

/// Keys of the lines of a form, in their order.
pub(super) fn keys<'f>(form: &'f Form, name: &str) -> Vec<&'f str> {
    let kind = |name_of: &'f str| {
        let rest = name_of.strip_prefix(name)?.strip_prefix('.')?;
        rest.strip_suffix(".kind").filter(|key| !key.contains('.'))
    };
    let mut seen = BTreeSet::new();
    let keys = form.0.iter().filter_map(|(name, _)| kind(name));
    keys.filter(|key| seen.insert(*key)).collect()
}

/// The form in parts, one for each line by its key: whoever asks for a cell of a line does not look
/// through all the others.
fn parts<'f>(form: &'f Form, name: &str) -> BTreeMap<&'f str, Form> {
    let mut parts: BTreeMap<&str, Form> = BTreeMap::new();
    for (full, value) in &form.0 {
        let inside = full.strip_prefix(name).and_then(|inside| inside.strip_prefix('.'));
        if let Some((key, _)) = inside.and_then(|inside| inside.split_once('.')) {
            parts.entry(key).or_default().0.push((full.clone(), value.clone()));
        }
    }
    parts
}

/// Where a line or a cell stands: `lines.2.pages` is the cell `pages` of the third line.
#[must_use]
pub fn place<'p>(problem: &'p FieldProblem, field: &Field) -> Option<(usize, &'p str)> {
    let rest = problem.field.strip_prefix(&field.name)?.strip_prefix('.')?;
    let (at, cell) = rest.split_once('.')?;
    Some((at.parse().ok()?, cell))
}

/// Reads lines back from a form; what cannot be read is left empty, and said with its place.
#[must_use]
pub fn parse_lines(
    cx: Cx,
    (field, shape): (&Field, &Shape),
    form: &Form,
) -> (Value, Vec<FieldProblem>) {
    let mut problems = Vec::new();
    let mut lines = Vec::new();
    let parts = parts(form, &field.name);
    for (at, key) in keys(form, &field.name).into_iter().enumerate() {
        let Some(form) = parts.get(key) else { continue };
        let said = |part: &str| form.get(&format!("{}.{key}.{part}", field.name));
        let mut line = Line::of(said("kind").unwrap_or_default());
        let id: Option<RecordId> = said("id").and_then(|id| id.parse().ok());
        line.id = id.unwrap_or(line.id);
        let kind = shape.kind(&line.kind);
        let cells = shape.fields.iter().filter(|cell| !cell.computed);
        for cell in cells.filter(|cell| kind.is_some_and(|kind| kind.has(&cell.name))) {
            let named = cell_field(field, key, cell);
            if !form.holds(&named.name) {
                continue;
            }
            match dispatch::parse(cx, &named, form) {
                Ok(value) => line.set(&cell.name, value),
                Err(problem) => {
                    let place = format!("{}.{at}.{}", field.name, cell.name);
                    problems.push(FieldProblem { field: place, ..problem });
                }
            }
        }
        lines.push(line);
    }
    (Value::of_lines(lines), problems)
}
