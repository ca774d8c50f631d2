//! What hangs on a record: named, read, asked of, and hung there.

use std::sync::Arc;

use catalog::filter::quoted;
use catalog::{Module, RelatedList, Relation};
use kernel::{Error, Link, RecordId, Value};
use records::Input;
use serde_json::{Map, Value as Json, json};

use crate::answer::{Fault, Outcome};
use crate::kind::{Kind, Wire, named};
use crate::number;
use crate::params::Told;
use crate::query::{self, Beside};

/// Records that one is related to, and that a query is asked of, at most.
const MOST: usize = 900;

/// One way in which records hang on others.
enum Way {
    /// By a link of theirs.
    Link(RelatedList),
    /// By a relation with roles.
    Relation(Relation),
}

impl Way {
    fn module(&self) -> &str {
        match self {
            Way::Link(list) => &list.module,
            Way::Relation(relation) => &relation.to,
        }
    }

    fn name(&self) -> &str {
        match self {
            Way::Link(list) => &list.name,
            Way::Relation(relation) => &relation.name,
        }
    }

    fn label(&self, wire: &Wire, shown_at: &Module) -> String {
        let key = match self {
            Way::Link(list) => list.label_key(&shown_at.code),
            Way::Relation(relation) => shown_at.key("relation", &relation.name),
        };
        wire.cx.text(&key).to_owned()
    }
}

/// The ways that the caller may know.
fn ways<'a>(wire: &'a Wire, module: &'a Module) -> impl Iterator<Item = (Way, &'a Arc<Module>)> {
    let links = module.related.iter().cloned().map(Way::Link);
    let relations = module.relations.iter().cloned().map(Way::Relation);
    links.chain(relations).filter_map(|way| {
        let other = wire.modules().find(|other| other.code == way.module())?;
        let hidden = |list: &RelatedList| {
            let right = wire.cx.actor.rights.field(&other.code, &list.field);
            right == access::FieldRight::Hidden
        };
        match &way {
            Way::Link(list) if hidden(list) => None,
            Way::Link(_) | Way::Relation(_) => Some((way, other)),
        }
    })
}

/// `relatedtypes`
pub fn types(wire: &Wire, name: &str) -> Outcome {
    let Kind::Records(module) = wire.kind(name)? else { return Err(Fault::denied()) };
    let (mut types, mut information) = (Vec::new(), Map::new());
    for (way, other) in ways(wire, &module) {
        let name = named(other);
        let label = wire.cx.text(&format!("{}.name.other", other.code)).to_owned();
        let said = json!({"name": name, "label": label, "isEntity": "1"});
        information.insert(way.label(wire, &module), said);
        if !types.contains(&name) {
            types.push(name);
        }
    }
    Ok(json!({"types": types, "information": information}))
}

/// `retrieve_related`
pub async fn retrieve(wire: &Wire, told: &Told<'_>) -> Outcome {
    let name = told.get("relatedType").to_owned();
    let asked = format!("select * from {name};");
    asked_of(wire, told, &asked).await
}

/// `query_related`
pub async fn query(wire: &Wire, told: &Told<'_>) -> Outcome {
    asked_of(wire, told, told.get("query")).await
}

async fn asked_of(wire: &Wire, told: &Told<'_>, asked: &str) -> Outcome {
    let (module, id) = number::record(wire, told.get("id")).await?;
    let record = records::get(&wire.cx, &module.code, id).await?;
    if record.trashed_at.is_some() {
        return Err(Fault::denied());
    }
    let others = records::relations_of(&wire.cx, &record).await?;
    let of = |kind: &str| {
        let way = chosen(wire, &module, (kind, told.get("relatedLabel")))?;
        Ok(Beside(match way {
            Way::Link(list) => format!("{} = {}", list.field, quoted(&id.to_string())),
            Way::Relation(relation) => {
                let meant = others.iter().filter(|other| other.name == relation.name);
                let meant = meant.filter(|other| other.other.module == relation.to);
                let ids: Vec<String> =
                    meant.take(MOST).map(|other| quoted(&other.other.id.to_string())).collect();
                match ids.is_empty() {
                    true => "false".into(),
                    false => format!("id in ({})", ids.join(", ")),
                }
            }
        }))
    };
    query::answer_beside(wire, asked, of).await.map(Json::Array)
}

/// The way to a kind: that of the label, if one is named, else the first one.
fn chosen(wire: &Wire, module: &Module, (kind, label): (&str, &str)) -> Outcome<Way> {
    let all = ways(wire, module).filter(|(_, other)| named(other) == kind);
    let mut ways: Vec<Way> = all.map(|(way, _)| way).collect();
    let is_meant = |way: &Way| [way.label(wire, module).as_str(), way.name()].contains(&label);
    let at = match label {
        "" => (!ways.is_empty()).then_some(0),
        label if label == kind => {
            ways.iter().position(is_meant).or((!ways.is_empty()).then_some(0))
        }
        _ => ways.iter().position(is_meant),
    };
    let unknown = || Fault::new("UNKOWN_ENTITY", "Relation specified is incorrect");
    at.map(|at| ways.swap_remove(at)).ok_or_else(unknown)
}

/// `add_related`
pub async fn add(wire: &Wire, told: &Told<'_>) -> Outcome {
    let (module, id) = number::record(wire, told.get("sourceRecordId")).await?;
    let ids = match told.json("relatedRecordId") {
        Json::Array(ids) => ids.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect(),
        _ => vec![told.get("relatedRecordId").trim().to_owned()],
    };
    for related in ids.iter().take(MOST) {
        let (other, related) = number::record(wire, related).await?;
        let way = chosen(wire, &module, (&named(&other), told.get("relationIdLabel")))?;
        hang(wire, (&module, id), (&other, related), way).await?;
    }
    Ok(json!({"message": "successfull"}))
}

async fn hang(
    wire: &Wire,
    (module, id): (&Module, RecordId),
    (other, related): (&Module, RecordId),
    way: Way,
) -> Outcome<()> {
    let link = Link::new(&module.code, id);
    let done = match way {
        Way::Link(list) => {
            let input = Input::of([(list.field.as_str(), Value::Link(link))]);
            records::update(&wire.cx, &other.code, related, None, input).await.map(drop)
        }
        Way::Relation(relation) => {
            // The family knows no roles; the last one of ours is the most general.
            let roles = wire.cx.catalog.picklist(&relation.roles);
            let role = roles.and_then(|roles| roles.values.last());
            let role = role.map_or_else(String::new, |role| role.code.clone());
            let made = records::relate(&wire.cx, link, &relation.name, related, &role).await;
            made.map(drop)
        }
    };
    match done {
        Err(Error::Conflict { code, .. }) if code == "related_already" => Ok(()),
        Err(Error::Invalid(_) | Error::Conflict { .. }) => {
            Err(Fault::new("FAILED_TO_CREATE_RELATION", "The records were not related"))
        }
        done => Ok(done?),
    }
}
