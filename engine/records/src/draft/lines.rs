//! Lines: what cells a person may fill and see, what links in them point to, and what would follow.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Right, Scope};
use catalog::{FieldType, Module, Shape};
use kernel::{Error, FieldProblem, Line, Link, RecordId, Result, Value};
use store::Reader;
use store::records::{self, Record};

use super::Draft;
use crate::behavior::sought;
use crate::cx::Cx;
use crate::save::Input;
use crate::validate;

/// Puts lines that a person sent in the place of those that stand: what rules fill and what they
/// may not see is not taken from them, and stays as it is.
pub(crate) fn taken(
    cx: &Cx,
    (name, shape): (&str, &Shape),
    (old, new): (&Value, Value),
) -> (Value, Vec<FieldProblem>) {
    let Value::Lines(mut lines) = new else { return (new, Vec::new()) };
    let hidden = hidden(cx, shape);
    let stood: BTreeMap<RecordId, &Line> = old.lines().iter().map(|line| (line.id, line)).collect();
    let mut problems = Vec::new();
    for (at, line) in lines.iter_mut().enumerate() {
        for field in shape.fields.iter().filter(|field| field.computed) {
            let kept = stood.get(&line.id).map(|line| line.cell(&field.name).clone());
            line.set(&field.name, kept.unwrap_or_default());
        }
        for cell in &hidden {
            let kept = stood.get(&line.id).map(|line| line.cell(cell).clone()).unwrap_or_default();
            if !line.cell(cell).is_empty() && *line.cell(cell) != kept {
                let place = format!("{name}.{at}.{cell}");
                problems.push(FieldProblem::new(&place, "unknown_field").with("value", cell));
            }
            line.set(cell, kept);
        }
    }
    (Value::of_lines(lines), problems)
}

/// Takes out of lines what the actor may not see.
pub(crate) fn strip(cx: &Cx, shape: &Shape, value: &mut Value) {
    let Value::Lines(lines) = value else { return };
    for cell in hidden(cx, shape) {
        lines.iter_mut().for_each(|line| line.set(cell, Value::Empty));
    }
}

/// Cells of a shape that somebody does not see, because they may not read what is seen with them.
pub fn hidden<'s>(cx: &Cx, shape: &'s Shape) -> Vec<&'s str> {
    let rights = &cx.actor.rights;
    let is_hidden = |(module, field): &(String, String)| rights.hides(module, field);
    let cells = shape.seen_with.iter().filter(|(_, whose)| whose.iter().any(is_hidden));
    cells.map(|(cell, _)| cell.as_str()).collect()
}

/// Links in cells that were not there before, with their places.
pub(crate) fn new_links(name: &str, old: &Value, new: &Value) -> Vec<(String, Link)> {
    let link =
        |value: &Value| if let Value::Link(link) = value { Some(link.clone()) } else { None };
    let stood: BTreeSet<RecordId> = old
        .lines()
        .iter()
        .flat_map(|line| line.cells.values().filter_map(link).map(|link| link.id))
        .collect();
    let mut found = Vec::new();
    for (at, line) in new.lines().iter().enumerate() {
        for (cell, value) in &line.cells {
            let new = link(value).filter(|link| !stood.contains(&link.id));
            found.extend(new.map(|link| (format!("{name}.{at}.{cell}"), link)));
        }
    }
    found
}

/// Reads what rules need of records that cells of a column point to: `pages` of `lines.book`.
pub(crate) fn need(
    reader: &mut Reader<'_>,
    cx: &Cx,
    draft: &mut Draft,
    ((field, cell), wanted): ((&str, &str), &[&str]),
) -> Result<()> {
    let links = draft.value(field).lines().iter().filter_map(|line| match line.cell(cell) {
        Value::Link(link) => Some(link.clone()),
        _ => None,
    });
    let mut by_module: BTreeMap<String, BTreeSet<RecordId>> = BTreeMap::new();
    for link in links {
        by_module.entry(link.module).or_default().insert(link.id);
    }
    for (code, ids) in by_module {
        let module = cx.module(&code)?;
        let ids: Vec<RecordId> = ids.into_iter().collect();
        let scope = Scope::system("a rule reads values of what lines point to");
        for record in records::get_many(reader, &module, &scope, &ids)? {
            for wanted in wanted {
                let value = record.value(&module, wanted).clone();
                draft.needs.insert(format!("{}.{wanted}", record.id), value);
            }
        }
    }
    Ok(())
}

/// Field and cell of a way that goes through lines: `lines.book`.
pub(crate) fn through<'p>(module: &Module, way: &'p str) -> Option<(&'p str, &'p str)> {
    let (field, cell) = way.split_once('.')?;
    let is_lines = matches!(module.field(field)?.kind, FieldType::Lines { .. });
    is_lines.then_some((field, cell))
}

/// What a record would hold, as far as its reader sees it.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Values in the order of the module's fields.
    pub values: Vec<Value>,
    /// What is wrong with what was typed.
    pub problems: Vec<FieldProblem>,
}

/// What a new or changed record would hold if it were saved with this input: the rules of its
/// module have filled what follows, and nothing is written.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn derived(
    cx: &Cx,
    module: &Arc<Module>,
    id: Option<RecordId>,
    input: Input,
) -> Result<Preview> {
    cx.actor.rights.demand(&module.code, id.map_or(Right::Create, |_| Right::Edit))?;
    let (cx, module) = (cx.clone(), module.clone());
    cx.store().clone().read(move |reader| preview(reader, &cx, (&module, id), &input)).await
}

fn preview(
    reader: &mut Reader<'_>,
    cx: &Cx,
    (module, id): (&Arc<Module>, Option<RecordId>),
    input: &Input,
) -> Result<Preview> {
    let (draft, problems) = drafted(reader, cx, (module, id), input)?;
    let record = Record {
        id: draft.id,
        row: 0,
        version: 0,
        title: String::new(),
        values: draft.values,
        trashed_at: None,
    };
    Ok(Preview { values: crate::find::seen(cx, module, record).values, problems })
}

/// What a record would be with this input, and what cannot be taken of it; nothing is written.
pub(crate) fn drafted(
    reader: &mut Reader<'_>,
    cx: &Cx,
    (module, id): (&Arc<Module>, Option<RecordId>),
    input: &Input,
) -> Result<(Draft, Vec<FieldProblem>)> {
    let mut draft = match id {
        None => {
            let mut draft = crate::save::draft(cx, &module.code, &Input::default())?;
            super::only::fill(reader, cx, (module, &mut draft.values))?;
            draft
        }
        Some(id) => stored(reader, cx, module, id)?,
    };
    let mut problems = validate::apply(cx, &mut draft, input);
    // Whoever is still typing is not told what is missing.
    problems.retain(|problem| problem.code != "required");
    forget_unreached(reader, cx, &mut draft)?;
    followed(reader, cx, &mut draft)?;
    Ok((draft, problems))
}

/// Lets the rules of a module fill what follows from what a record holds.
pub(crate) fn followed(reader: &mut Reader<'_>, cx: &Cx, draft: &mut Draft) -> Result<()> {
    if let Some(behavior) = cx.engine.behavior(&draft.module.code) {
        sought(reader, cx, (behavior, &mut *draft))?;
        validate::needs(reader, cx, draft, &behavior.needs)?;
        behavior.derives.iter().for_each(|rule| rule(draft));
    }
    Ok(())
}

/// Empties links that were just typed and are out of reach: what follows from them is not told.
fn forget_unreached(reader: &mut Reader<'_>, cx: &Cx, draft: &mut Draft) -> Result<()> {
    for at in draft.changed() {
        let mut value = draft.values[at].clone();
        if let Value::Lines(lines) = &mut value {
            let mut cells = lines.iter_mut().flat_map(|line| line.cells.values_mut());
            cells.try_for_each(|cell| forget(reader, cx, cell))?;
            lines.iter_mut().for_each(|line| line.cells.retain(|_, cell| !cell.is_empty()));
        }
        forget(reader, cx, &mut value)?;
        draft.values[at] = value;
    }
    Ok(())
}

fn forget(reader: &mut Reader<'_>, cx: &Cx, value: &mut Value) -> Result<()> {
    let is_lost = match &*value {
        Value::Link(link) => !is_reached(reader, cx, link)?,
        _ => false,
    };
    if is_lost {
        *value = Value::Empty;
    }
    Ok(())
}

fn is_reached(reader: &mut Reader<'_>, cx: &Cx, link: &Link) -> Result<bool> {
    let may_see = cx.actor.rights.may(&link.module, Right::See);
    let Some(module) = cx.catalog.module(&link.module).filter(|_| may_see) else {
        return Ok(false);
    };
    Ok(!records::titles(reader, module, &cx.actor.scope, &[link.id])?.is_empty())
}

/// A record that stands, as a draft.
pub(crate) fn stored(
    reader: &mut Reader<'_>,
    cx: &Cx,
    module: &Arc<Module>,
    id: RecordId,
) -> Result<Draft> {
    let record = records::get(reader, module, &cx.actor.scope, id)?;
    let record = record.filter(|record| record.trashed_at.is_none()).ok_or(Error::NotFound)?;
    Ok(Draft::of(cx, module, record))
}
