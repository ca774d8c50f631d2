//! What comes next for a record: the soonest open record that tells of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{FieldRight, Right};
use catalog::{Module, StageKind};
use kernel::{Instant, Link, RecordId, Result, Time, Value};
use records::{Asked, Cx, ListQuery};

/// Tells whether records of some module that can be open tell of those of this one.
#[must_use]
pub fn is_told_of(cx: &Cx, module: &str) -> bool {
    // What is told of others itself is a step; nothing has to follow it.
    let is_step = cx.catalog.module(module).is_some_and(|module| module.story.is_some());
    !is_step && tellers(cx, module).iter().any(|(teller, ..)| teller.pipeline.is_some())
}

/// What comes next for a record: an open record that tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The record that tells it.
    pub link: Link,
    /// Its title.
    pub title: String,
    /// When: a day or a moment.
    pub at: Value,
}

/// The next open record that tells of each of some records, the soonest, as far as the actor sees
/// them.
///
/// # Errors
/// When the database fails.
pub async fn next_steps(
    cx: &Cx,
    module: &str,
    ids: &[RecordId],
) -> Result<BTreeMap<RecordId, Next>> {
    let mut next: BTreeMap<RecordId, (Instant, Next)> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (mut tellings, mut asked) = (Vec::new(), Vec::new());
    for (teller, field, at) in tellers(cx, module) {
        let Some(open) = open_stages(cx, &teller) else { continue };
        for portion in ids.chunks(100) {
            let ids: Vec<String> = portion.iter().map(|id| format!("\"{id}\"")).collect();
            let list = ListQuery {
                filter: format!("{field} in ({}) and {open}", ids.join(", ")),
                sort: at.clone(),
                limit: 500,
                fields: vec![field.clone(), at.clone()],
                ..ListQuery::default()
            };
            asked.push(Asked::new(cx, &teller, &list)?);
            tellings.push((teller.clone(), field.clone(), at.clone()));
        }
    }
    for ((teller, field, at), page) in tellings.iter().zip(records::answers(cx, asked).await?) {
        for record in page.records {
            let Value::Link(about) = record.value(teller, field) else { continue };
            let when = record.value(teller, at).clone();
            let Some(moment) = moment(cx, &when) else { continue };
            let link = record.link(teller);
            let told = Next { link, title: record.title.clone(), at: when };
            let known = next.entry(about.id).or_insert_with(|| (moment, told.clone()));
            if moment < known.0 {
                *known = (moment, told);
            }
        }
    }
    Ok(next.into_iter().map(|(id, (_, told))| (id, told)).collect())
}

/// Modules whose records tell of those of a module, with the link field and the time field.
pub(crate) fn tellers(cx: &Cx, module: &str) -> Vec<(Arc<Module>, String, String)> {
    let mut found = Vec::new();
    for teller in cx.catalog.modules() {
        let Some(story) = &teller.story else { continue };
        if !cx.actor.rights.may(&teller.code, Right::See) {
            continue;
        }
        let shown = |name: &str| cx.actor.rights.field(&teller.code, name) != FieldRight::Hidden;
        for field in &teller.fields {
            if field.kind.leads_to(module) && shown(&field.name) && shown(&story.at) {
                found.push((teller.clone(), field.name.clone(), story.at.clone()));
            }
        }
    }
    found
}

/// The condition that a record is not ended yet; none for modules without a pipeline, and none
/// when the stage is hidden from the actor.
pub(crate) fn open_stages(cx: &Cx, module: &Module) -> Option<String> {
    let pipeline = module.pipeline.as_ref()?;
    if cx.actor.rights.field(&module.code, &pipeline.field) == FieldRight::Hidden {
        return None;
    }
    let open = pipeline.stages.iter().filter(|stage| stage.kind == StageKind::Open);
    let codes: Vec<String> = open.map(|stage| format!("\"{}\"", stage.code)).collect();
    Some(format!("{} in ({})", pipeline.field, codes.join(", ")))
}

/// A day begins at midnight where the reader is.
pub(crate) fn moment(cx: &Cx, at: &Value) -> Option<Instant> {
    match at {
        Value::Instant(at) => Some(*at),
        Value::Date(day) => Some(Instant::from_local(*day, Time::from_seconds(0), &cx.locale.zone)),
        _ => None,
    }
}
