//! One record: read, made, changed, put away.

use catalog::Module;
use kernel::{Error, FieldProblem};
use records::Record;
use serde_json::{Map, Value as Json, json};

use crate::answer::{Fault, Outcome};
use crate::column::{Column, columns};
use crate::input::{self, wrong_reference};
use crate::kind::{Kind, Wire};
use crate::lines;
use crate::number::{self, Numbers};
use crate::{people, value};

const CREATE: &str = "FAILED_TO_CREATE";
const UPDATE: &str = "FAILED_TO_UPDATE";

/// `retrieve`
pub async fn retrieve(wire: &Wire, id: &str) -> Outcome {
    match number::resolve(wire, id).await? {
        (Kind::Records(module), id) => {
            let record = records::get(&wire.cx, &module.code, kernel::RecordId(id)).await?;
            // What is in the bin is gone, as far as programs of the family know.
            match record.trashed_at {
                None => whole(wire, &module, record).await,
                Some(_) => Err(Fault::denied()),
            }
        }
        (kind @ (Kind::Users | Kind::Groups | Kind::Currency), _) => {
            people::one(wire, &kind, id).await
        }
    }
}

/// `create`
pub async fn create(wire: &Wire, name: &str, element: Map<String, Json>) -> Outcome {
    let Kind::Records(module) = wire.kind(name)? else { return Err(Fault::denied()) };
    let columns = columns(&wire.cx, &module);
    let input = input::read(wire, (&module, &columns), &element, (None, CREATE)).await?;
    let made = records::create(&wire.cx, &module.code, input).await;
    let record = made.map_err(|error| said(CREATE, (&module, &columns), error))?;
    whole(wire, &module, record).await
}

/// `update`: every field that must be filled has to be sent.
pub async fn update(wire: &Wire, element: Map<String, Json>) -> Outcome {
    let (module, _) = number::record(wire, text(&element, "id")).await?;
    let columns = columns(&wire.cx, &module);
    for column in columns.iter().filter(|column| is_mandatory(&module, column)) {
        if text(&element, &column.name).is_empty() {
            return Err(missing(&column.name));
        }
    }
    revise(wire, element).await
}

/// `revise`: what is not sent stays.
pub async fn revise(wire: &Wire, element: Map<String, Json>) -> Outcome {
    let (module, id) = number::record(wire, text(&element, "id")).await?;
    let columns = columns(&wire.cx, &module);
    let standing = records::get(&wire.cx, &module.code, id).await?;
    if standing.trashed_at.is_some() {
        return Err(Fault::denied());
    }
    let input = input::read(wire, (&module, &columns), &element, (Some(&standing), UPDATE)).await?;
    // What was read is what is changed, so the version must still be that one.
    let version = Some(standing.version);
    let changed = records::update(&wire.cx, &module.code, id, version, input).await;
    let record = changed.map_err(|error| said(UPDATE, (&module, &columns), error))?;
    whole(wire, &module, record).await
}

/// `delete`: to the bin.
pub async fn delete(wire: &Wire, id: &str) -> Outcome {
    let (module, id) = number::record(wire, id).await?;
    let standing = records::get(&wire.cx, &module.code, id).await?;
    if standing.trashed_at.is_some() {
        return Err(Fault::denied());
    }
    records::trash(&wire.cx, &module.code, id, None).await?;
    Ok(json!({"status": "successful"}))
}

/// Whether a program must send a column.
pub fn is_mandatory(module: &Module, column: &Column) -> bool {
    let field = column.field(module);
    let is_first = match &column.label {
        Some(label) => field.labels.first() == Some(label),
        None => column.part.as_deref().is_none_or(|part| part == "date"),
    };
    field.required && field.is_editable() && is_first
}

/// A record with all its columns and its label.
pub async fn whole(wire: &Wire, module: &Module, record: Record) -> Outcome {
    let mut all = all_whole(wire, module, &[record]).await?;
    Ok(all.pop().unwrap_or_default())
}

/// Records of a module with all their columns and their labels.
pub async fn all_whole(wire: &Wire, module: &Module, records: &[Record]) -> Outcome<Vec<Json>> {
    let numbers = Numbers::of(wire, records).await?;
    let columns = columns(&wire.cx, module);
    let mut all = Vec::new();
    for record in records {
        let mut map = value::record(wire, (module, &columns), (record, &numbers));
        map.insert("label".into(), json!(record.title));
        lines::tell(wire, (module, record), &mut map).await?;
        all.push(Json::Object(map));
    }
    Ok(all)
}

fn text<'m>(element: &'m Map<String, Json>, name: &str) -> &'m str {
    match element.get(name) {
        Some(Json::String(text)) => text,
        Some(Json::Number(_) | Json::Bool(_) | Json::Array(_)) if name != "id" => "sent",
        _ => "",
    }
}

fn missing(name: &str) -> Fault {
    Fault::new("MANDATORY_FIELDS_MISSING", format!("{name} does not have a value"))
}

/// What was refused, in the words of the family.
fn said(code: &'static str, (module, columns): (&Module, &[Column]), error: Error) -> Fault {
    let problems = match error {
        Error::Invalid(problems) => problems,
        Error::Conflict { code: what, .. } => return Fault::new(code, what),
        error => return Fault::from(error),
    };
    let name = |problem: &FieldProblem| {
        let column = columns.iter().find(|column| column.field(module).name == problem.field);
        column.map_or(problem.field.clone(), |column| column.name.clone())
    };
    let is = |code: &'static str| problems.iter().find(move |problem| problem.code == code);
    if let Some(problem) = is("required") {
        return missing(&name(problem));
    }
    if let Some(problem) = is("target_not_found") {
        let is_owner = module.owner_field().is_some_and(|owner| owner.name == problem.field);
        return match is_owner {
            true => Fault::new("ACCESS_DENIED", "Cannot assign record to the given user"),
            false => wrong_reference(&name(problem)),
        };
    }
    let one = |problem: &FieldProblem| {
        let params = problem.params.iter().map(|(name, value)| format!(" {name}={value}"));
        format!("{}: {}{}", name(problem), problem.code, params.collect::<String>())
    };
    Fault::new(code, problems.iter().map(one).collect::<Vec<_>>().join("; "))
}
