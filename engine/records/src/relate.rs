//! Relations with roles between two records.

use access::{Level, Right};
use kernel::{Error, FieldProblem, Link, RecordId, Result};
use serde_json::json;
use store::queries::relation::{self, Relation};
use store::records::{self, Record};
use uuid::Uuid;

use crate::cx::Cx;
use crate::find::get;
use crate::work::Work;

/// A relation as seen from one of its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Id of the relation.
    pub id: Uuid,
    /// Name of the relation in the definition it comes from.
    pub name: String,
    /// The other record.
    pub other: Link,
    /// Its title.
    pub title: String,
    /// Code of the role.
    pub role: String,
    /// Whether the relation starts at the record it is seen from.
    pub is_outgoing: bool,
}

/// Relates a record to another one in a role.
///
/// # Errors
/// `NotFound` for either record; `Invalid` at `role` or `to`; `Conflict` `related_already`.
pub async fn relate(cx: &Cx, from: Link, name: &str, to: RecordId, role: &str) -> Result<Uuid> {
    let module = cx.module(&from.module)?;
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    let known = module.relations.iter().find(|relation| relation.name == name);
    let known = known.ok_or(Error::NotFound)?.clone();
    cx.actor.rights.demand(&known.to, Right::See)?;
    let roles = cx.catalog.picklist(&known.roles);
    if roles.and_then(|roles| roles.value(role)).is_none() {
        let problem = FieldProblem::new("role", "not_in_list").with("value", role);
        return Err(Error::Invalid(vec![problem]));
    }
    let relation = Relation {
        id: Uuid::now_v7(),
        name: name.into(),
        to: Link::new(&known.to, to),
        from,
        role: role.into(),
    };
    let cx = cx.clone();
    cx.store().clone().write(move |tx| add(&mut Work::new(tx, &cx), &relation)).await
}

fn add(work: &mut Work<'_, '_>, relation: &Relation) -> Result<Uuid> {
    if relation.from.id == relation.to.id {
        return Err(Error::invalid("to", "links_itself"));
    }
    let from = work.cx.module(&relation.from.module)?;
    let to = work.cx.module(&relation.to.module)?;
    let record = work.load(&from, relation.from.id)?.old.ok_or(Error::NotFound)?;
    work.demand(&from, &record, Level::Write)?;
    work.load(&to, relation.to.id).map_err(|_| Error::invalid("to", "target_not_found"))?;
    let now = work.cx.now();
    if !relation::add(work.tx, relation, now)? {
        return Err(Error::conflict("related_already"));
    }
    work.note(&from, &record, "related", said(relation))?;
    Ok(relation.id)
}

fn said(relation: &Relation) -> serde_json::Value {
    json!([{
        "relation": relation.name,
        "role": relation.role,
        "to": {"module": relation.to.module, "id": relation.to.id.to_string()},
    }])
}

/// Ends a relation of a record.
///
/// # Errors
/// `NotFound` when the record has no such relation.
pub async fn unrelate(cx: &Cx, record: Link, id: Uuid) -> Result<()> {
    let module = cx.module(&record.module)?;
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let work = &mut Work::new(tx, &cx);
            let stored = work.load(&module, record.id)?.old.ok_or(Error::NotFound)?;
            work.demand(&module, &stored, Level::Write)?;
            let all = relation::of_record(work.tx, record.id)?;
            let known = all.into_iter().find(|relation| relation.id == id);
            let known = known.ok_or(Error::NotFound)?;
            relation::remove(work.tx, id)?;
            work.note(&module, &stored, "unrelated", said(&known))
        })
        .await
}

/// Relations of a record to records the actor reaches.
///
/// # Errors
/// `NotFound` when the actor does not reach the record itself.
pub async fn relations(cx: &Cx, record: Link) -> Result<Vec<Related>> {
    let record = get(cx, &record.module, record.id).await?;
    relations_of(cx, &record).await
}

/// Relations of a record that was read before, which only who reaches it can have.
///
/// # Errors
/// When the database fails.
pub async fn relations_of(cx: &Cx, record: &Record) -> Result<Vec<Related>> {
    let id = record.id;
    let all = cx.store().read(move |reader| relation::of_record(reader, id)).await?;
    reached_relations(cx, record, all).await
}

/// Those of the relations of a record that lead to records the actor reaches.
///
/// # Errors
/// When the database fails.
pub async fn reached_relations(
    cx: &Cx,
    record: &Record,
    all: Vec<Relation>,
) -> Result<Vec<Related>> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let (cx, id) = (cx.clone(), record.id);
    cx.store()
        .clone()
        .read(move |reader| {
            let scope = &cx.actor.scope;
            let mut seen = Vec::new();
            for relation in all.iter().cloned() {
                let is_outgoing = relation.from.id == id;
                let other = if is_outgoing { relation.to } else { relation.from };
                let may_see = cx.actor.rights.may(&other.module, Right::See);
                let Some(there) = cx.module(&other.module).ok().filter(|_| may_see) else {
                    continue;
                };
                let titles = records::titles(reader, &there, scope, &[other.id])?;
                let Some(title) = titles.get(&other.id).cloned() else { continue };
                let (id, name, role) = (relation.id, relation.name, relation.role);
                seen.push(Related { id, name, other, title, role, is_outgoing });
            }
            Ok(seen)
        })
        .await
}
