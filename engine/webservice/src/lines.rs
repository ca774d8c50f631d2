//! Lines of documents, as the items that programs of the family send and get.

use std::collections::BTreeSet;

use catalog::{Default, Field, FieldType, Module, Shape};
use kernel::{Line, RecordId, Value};
use records::{Record, lines};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::answer::{Fault, Outcome};
use crate::column::{Column, columns};
use crate::input;
use crate::kind::{LINES, Wire};
use crate::number::{self, Numbers};
use crate::value;

/// Lines at most that one record is sent with.
const MOST: usize = 2_000;
/// What of a line says which kind of line it is.
const KIND: &str = "cf_kind";

/// A field of lines that has a name here.
struct Items<'m> {
    field: &'m Field,
    shape: &'m Shape,
    name: &'m str,
    /// The cells, as if each line were a record.
    cells: Module,
    columns: Vec<Column>,
}

fn all<'m>(wire: &Wire, module: &'m Module) -> Vec<Items<'m>> {
    let items = |field: &'m Field| {
        let FieldType::Lines { shape } = &field.kind else { return None };
        let name = shape.alias.as_deref()?;
        let cells = Module {
            code: shape.code.clone(),
            fields: shape.fields.clone(),
            alias_fields: shape.alias_fields.clone(),
            ..module.clone()
        };
        let hidden = lines::hidden(&wire.cx, shape);
        let mut columns = columns(&wire.cx, &cells);
        columns.retain(|column| {
            let cell = column.field(&cells);
            !cell.inside && !hidden.contains(&cell.name.as_str())
        });
        Some(Items { field, shape, name, cells, columns })
    };
    let fields = module.fields.iter();
    fields.filter(|field| field.is_editable()).filter_map(items).collect()
}

impl Items<'_> {
    /// What the cells of a line hold, in the order of its shape.
    fn values(&self, line: &Line) -> Vec<Value> {
        self.shape.fields.iter().map(|cell| line.cell(&cell.name).clone()).collect()
    }
}

/// Puts the lines of a record into what is said of it.
pub async fn tell(
    wire: &Wire,
    (module, record): (&Module, &Record),
    said: &mut Map<String, Json>,
) -> Outcome<()> {
    for items in all(wire, module) {
        let lines = record.value(module, &items.field.name).lines();
        let numbers = Numbers::of_ids(wire, ids(lines)).await?;
        let parent = said.get("id").cloned().unwrap_or_default();
        let one = |(at, line): (usize, &Line)| {
            let values = items.values(line);
            let cell = |column: &Column| {
                let text = value::text(wire, (&items.cells, column), &values, &numbers);
                (column.name.clone(), json!(text))
            };
            let mut map: Map<String, Json> = items.columns.iter().map(cell).collect();
            map.insert(KIND.into(), json!(line.kind));
            map.insert("parent_id".into(), parent.clone());
            map.insert("sequence_no".into(), json!((at + 1).to_string()));
            map.insert("id".into(), json!(numbers.line(line.id)));
            Json::Object(map)
        };
        let told = lines.iter().enumerate().map(one).collect();
        said.insert(items.name.to_owned(), Json::Array(told));
    }
    Ok(())
}

/// Ids of lines and of everything they name.
fn ids(lines: &[Line]) -> Vec<Uuid> {
    let links = lines.iter().flat_map(|line| line.cells.values()).filter_map(|cell| match cell {
        Value::Link(link) => Some(link.id.0),
        _ => None,
    });
    links.chain(lines.iter().map(|line| line.id.0)).collect()
}

/// Reads lines that a program sent: they come in the place of those that stand. One that is sent
/// with its id keeps what is not sent.
pub async fn read(
    wire: &Wire,
    (module, standing): (&Module, Option<&Record>),
    (element, code): (&Map<String, Json>, &'static str),
    input: &mut records::Input,
) -> Outcome<()> {
    for items in all(wire, module) {
        let Some(sent) = element.get(items.name) else { continue };
        let wrong = || Fault::new(code, format!("{}: wrong_type", items.name));
        let sent = sent.as_array().filter(|sent| sent.len() <= MOST).ok_or_else(wrong)?;
        let old = standing.map_or(&Value::Empty, |it| it.value(module, &items.field.name)).lines();
        let (mut lines, mut taken) = (Vec::new(), BTreeSet::new());
        for item in sent {
            let item = item.as_object().ok_or_else(wrong)?;
            let before = before(wire, old, item).await?.filter(|line| taken.insert(line.id));
            lines.push(line(wire, &items, (item, before), code).await?);
        }
        input.values.insert(items.field.name.clone(), Value::of_lines(lines));
    }
    Ok(())
}

/// The line that stands and that an item names by its id.
async fn before<'l>(
    wire: &Wire,
    old: &'l [Line],
    item: &Map<String, Json>,
) -> Outcome<Option<&'l Line>> {
    let id = item.get("id").and_then(input::scalar).unwrap_or_default();
    let Some((LINES, number)) = number::parse(&id) else { return Ok(None) };
    let id = records::small::id_of(&wire.cx, number).await?.map(RecordId);
    Ok(old.iter().find(|line| Some(line.id) == id))
}

async fn line(
    wire: &Wire,
    items: &Items<'_>,
    (item, before): (&Map<String, Json>, Option<&Line>),
    code: &'static str,
) -> Outcome<Line> {
    let usual = items.shape.kinds.first().map(|kind| kind.name.clone()).unwrap_or_default();
    let kind = item.get(KIND).and_then(input::scalar).filter(|kind| !kind.is_empty());
    let mut line = before.cloned().unwrap_or_else(|| Line::of(&usual));
    line.kind = kind.unwrap_or(line.kind);
    let mut values = items.values(&line);
    for column in items.columns.iter().filter(|it| !it.field(&items.cells).computed) {
        let Some(sent) = item.get(&column.name).and_then(input::scalar) else { continue };
        let is_said = !sent.is_empty() || !column.value(&values).is_empty();
        if is_said && !input::set(wire, (&items.cells, column), &sent, &mut values).await? {
            return Err(Fault::new(code, format!("{}: wrong_type", column.name)));
        }
    }
    for (cell, value) in items.shape.fields.iter().zip(values) {
        line.set(&cell.name, value);
    }
    if before.is_none() {
        begin(wire, items.shape, &mut line);
    }
    Ok(line)
}

/// A new line begins with what its shape says.
fn begin(wire: &Wire, shape: &Shape, line: &mut Line) {
    let kind = shape.kind(&line.kind).cloned();
    let is_its = |cell: &&Field| kind.as_ref().is_some_and(|kind| kind.has(&cell.name));
    for cell in shape.fields.iter().filter(is_its) {
        if let (Some(default @ Default::Fixed(_)), true) =
            (&cell.default, line.cell(&cell.name).is_empty())
        {
            line.set(&cell.name, records::starts_with(&wire.cx, cell, default));
        }
    }
}
