//! Records as JSON, out and in.

use std::collections::BTreeMap;

use access::FieldRight;
use catalog::{Field, FieldType, Module, from_json, to_json};
use kernel::{Error, FieldProblem, PrincipalId, RecordId, Value};
use records::{Cx, Input, Record};
use serde_json::{Map, Value as Json, json};

/// Titles and names that stand beside ids.
#[derive(Default)]
pub struct Names {
    /// Titles of linked records; an unreachable one is missing.
    pub titles: BTreeMap<RecordId, String>,
    /// Names of users.
    pub people: BTreeMap<PrincipalId, String>,
}

impl Names {
    /// Finds the names for everything that some records point to.
    pub async fn of(cx: &Cx, records: &[Record]) -> Result<Self, Error> {
        let values = records.iter().flat_map(|record| record.values.iter().cloned()).collect();
        let (titles, people) = records::titles_of(cx, values).await?;
        Ok(Names { titles, people })
    }
}

/// Writes a record; of its fields those asked for that the caller may read.
pub fn record(
    cx: &Cx,
    module: &Module,
    record: &Record,
    names: &Names,
    fields: Option<&[String]>,
) -> Json {
    let mut values = Map::new();
    for (field, value) in module.fields.iter().zip(&record.values) {
        let wanted = fields.is_none_or(|fields| fields.contains(&field.name));
        let hidden = cx.actor.rights.field(&module.code, &field.name) == FieldRight::Hidden;
        if wanted && !hidden && field.system.is_none() {
            values.insert(field.name.clone(), shown(cx, value, names));
        }
    }
    let number = module.number_field().map(|field| to_json(record.value(module, &field.name)));
    json!({
        "id": record.id.to_string(),
        "number": number.unwrap_or(Json::Null),
        "title": record.title,
        "fields": values,
        "version": record.version,
        "created_at": to_json(record.value(module, "created_at")),
        "modified_at": to_json(record.value(module, "modified_at")),
        "trashed_at": record.trashed_at.map(|at| at.to_string()),
    })
}

fn shown(cx: &Cx, value: &Value, names: &Names) -> Json {
    match value {
        Value::Link(link) => {
            let plural = cx.catalog.module(&link.module).map(|module| module.plural.clone());
            json!({
                "module": plural,
                "id": link.id.to_string(),
                "title": names.titles.get(&link.id),
            })
        }
        Value::Principal(id) => json!({"id": id.to_string(), "name": names.people.get(id)}),
        other => to_json(other),
    }
}

/// Reads the fields of a body; every problem at once.
pub fn input(cx: &Cx, module: &Module, fields: &Json) -> Result<Input, Error> {
    let Json::Object(fields) = fields else {
        return Err(Error::invalid("fields", "wrong_type"));
    };
    let mut input = Input::default();
    let mut problems = Vec::new();
    for (name, json) in fields {
        let hidden = cx.actor.rights.field(&module.code, name) == FieldRight::Hidden;
        match module.field(name).filter(|_| !hidden) {
            None => problems.push(FieldProblem::new(name, "unknown_field")),
            Some(field) => match from_json(field, &meant(cx, field, json)) {
                Ok(value) => drop(input.values.insert(name.clone(), value)),
                Err(problem) => problems.push(problem),
            },
        }
    }
    if problems.is_empty() { Ok(input) } else { Err(Error::Invalid(problems)) }
}

/// Reads answers to what an action asks; every problem at once.
pub fn answers(
    cx: &Cx,
    asked: &[Field],
    fields: &Json,
) -> Result<BTreeMap<String, kernel::Value>, Error> {
    let Json::Object(fields) = fields else {
        return Err(Error::invalid("fields", "wrong_type"));
    };
    let (mut answers, mut problems) = (BTreeMap::new(), Vec::new());
    for (name, json) in fields {
        match asked.iter().find(|field| field.name == *name) {
            None => problems.push(FieldProblem::new(name, "unknown_field")),
            Some(field) => match from_json(field, &meant(cx, field, json)) {
                Ok(value) => drop(answers.insert(name.clone(), value)),
                Err(problem) => problems.push(problem),
            },
        }
    }
    if problems.is_empty() { Ok(answers) } else { Err(Error::Invalid(problems)) }
}

/// Outside, modules are called by their address and people come with their name; what was read
/// can be sent back as it is.
fn meant(cx: &Cx, field: &Field, json: &Json) -> Json {
    match (&field.kind, json) {
        (FieldType::Link { .. }, Json::Object(map)) => {
            let mut map = map.clone();
            map.remove("title");
            if let Some(Json::String(plural)) = map.get("module")
                && let Some(module) = cx.catalog.by_plural(plural)
            {
                map.insert("module".into(), json!(module.code));
            }
            Json::Object(map)
        }
        (FieldType::User, Json::Object(map)) => map.get("id").cloned().unwrap_or(Json::Null),
        (_, other) => other.clone(),
    }
}
