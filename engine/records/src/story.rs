//! What other records tell of a record: what is planned, and what happened.

use std::collections::BTreeSet;

use catalog::{Module, StageKind};
use kernel::{Instant, Link, PrincipalId, RecordId, Result, Time, Value};
use store::records::Record;

use crate::cx::Cx;
use crate::find::{ListQuery, find};
use crate::lanes::{moment, open_stages, tellers};

/// Days for which something counts as overdue on an agenda; they bound what is read for it.
const OVERDUE: i64 = 60;

/// A record that tells of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The record that tells.
    pub link: Link,
    /// Its title.
    pub title: String,
    /// The day or moment it is about; empty when nobody said.
    pub when: Value,
    /// The same as a moment, for the order; a day begins at midnight.
    pub at: Option<Instant>,
    /// When it ends, where its module says so.
    pub until: Option<Instant>,
    /// A further text.
    pub text: String,
    /// What its stage means; open when its module has none.
    pub kind: StageKind,
    /// Who owns it.
    pub owner: Option<PrincipalId>,
}

/// What is planned for a record, the soonest first, what has no day last.
///
/// # Errors
/// When the database fails.
pub async fn planned(cx: &Cx, module: &str, id: RecordId, limit: usize) -> Result<Vec<Told>> {
    let mut told = Vec::new();
    for (teller, field, at) in tellers(cx, module) {
        let Some(open) = open_stages(cx, &teller) else { continue };
        let filter = format!("{field} = \"{id}\" and {open}");
        let list = ListQuery { filter, sort: at.clone(), limit, ..ListQuery::default() };
        told.extend(read(cx, &teller, &list).await?);
    }
    told.sort_by_key(|one| (one.at.is_none(), one.at));
    Ok(once(told, limit))
}

/// What an actor has before them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// What should have happened in the last weeks, the latest first.
    pub overdue: Vec<Told>,
    /// What comes from today on, the soonest first.
    pub coming: Vec<Told>,
}

/// What the actor owns and is open, of every module that tells; each says what it is about.
///
/// # Errors
/// When the database fails.
pub async fn agenda(cx: &Cx, limit: usize) -> Result<Agenda> {
    let mut agenda = Agenda::default();
    let today = cx.now().in_zone(&cx.locale.zone).0;
    let midnight = |day| Instant::from_local(day, Time::from_seconds(0), &cx.locale.zone);
    for teller in cx.catalog.modules() {
        let (Some(story), Some(open)) = (&teller.story, open_stages(cx, teller)) else { continue };
        let at = &story.at;
        let bound = |days| bound(cx, teller, at, midnight(today.plus_days(days)));
        let own = format!("owner = me and {open} and {at}");
        let ask = |when: String, sort: String| ListQuery {
            filter: format!("{own} {when}"),
            sort,
            limit,
            ..ListQuery::default()
        };
        let (now, earliest) = (bound(0), bound(-OVERDUE));
        let past = ask(format!("< \"{now}\" and {at} >= \"{earliest}\""), format!("-{at}"));
        let future = ask(format!(">= \"{now}\""), at.clone());
        if teller.owner_field().is_some() && crate::may_ask(cx, teller, &past) {
            agenda.overdue.extend(about(cx, teller, &past).await?);
            agenda.coming.extend(about(cx, teller, &future).await?);
        }
    }
    // What began and has not ended is going on.
    let goes_on = |one: &Told| one.until.is_some_and(|until| cx.now() < until);
    let (going_on, overdue) = agenda.overdue.into_iter().partition(goes_on);
    agenda.overdue = overdue;
    agenda.coming.extend::<Vec<Told>>(going_on);
    agenda.overdue.sort_by_key(|one| std::cmp::Reverse(one.at));
    agenda.coming.sort_by_key(|one| one.at);
    agenda.overdue.truncate(limit);
    agenda.coming.truncate(limit);
    Ok(agenda)
}

/// Records that tell, each with the title of the first record that it is about.
async fn about(cx: &Cx, teller: &Module, list: &ListQuery) -> Result<Vec<Told>> {
    let found = find(cx, &teller.code, list).await?;
    let told = found.page.records.iter().map(|record| {
        let title = record.values.iter().find_map(|value| match value {
            Value::Link(link) => found.titles.get(&link.id).cloned(),
            _ => None,
        });
        Told { text: title.unwrap_or_default(), ..tell(cx, teller, record) }
    });
    Ok(told.collect())
}

/// What happened with a record up to a moment, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn happened(
    cx: &Cx,
    module: &str,
    id: RecordId,
    (until, limit): (Option<Instant>, usize),
) -> Result<Vec<Told>> {
    let mut told = Vec::new();
    for (teller, field, at) in tellers(cx, module) {
        let mut filter = format!("{field} = \"{id}\" and {at} is not empty");
        if let Some(open) = open_stages(cx, &teller) {
            filter = format!("{filter} and not ({open})");
        }
        if let Some(until) = until {
            filter = format!("{filter} and {at} <= \"{}\"", bound(cx, &teller, &at, until));
        }
        let list = ListQuery { filter, sort: format!("-{at}"), limit, ..ListQuery::default() };
        told.extend(read(cx, &teller, &list).await?);
    }
    told.sort_by_key(|one| std::cmp::Reverse(one.at));
    Ok(once(told, limit))
}

/// The end of a page as the field compares it.
fn bound(cx: &Cx, teller: &Module, at: &str, until: Instant) -> String {
    match teller.field(at).map(|field| &field.kind) {
        Some(catalog::FieldType::Date) => until.in_zone(&cx.locale.zone).0.to_string(),
        _ => until.to_string(),
    }
}

/// A record that links in two ways tells once.
fn once(told: Vec<Told>, limit: usize) -> Vec<Told> {
    let mut seen = BTreeSet::new();
    told.into_iter().filter(|one| seen.insert(one.link.id)).take(limit).collect()
}

async fn read(cx: &Cx, teller: &Module, list: &ListQuery) -> Result<Vec<Told>> {
    let found = find(cx, &teller.code, list).await?;
    Ok(found.page.records.iter().map(|record| tell(cx, teller, record)).collect())
}

fn tell(cx: &Cx, teller: &Module, record: &Record) -> Told {
    let story = teller.story.clone().unwrap_or_default();
    let when = record.value(teller, &story.at).clone();
    let texts = story.texts.iter().map(|name| record.value(teller, name).as_text());
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    let kind = teller.pipeline.as_ref().map_or(StageKind::Done, |pipeline| {
        pipeline.kind(record.value(teller, &pipeline.field).as_text())
    });
    Told {
        link: record.link(teller),
        title: record.title.clone(),
        at: moment(cx, &when),
        when,
        until: story.until.as_ref().and_then(|name| moment(cx, record.value(teller, name))),
        text: texts.join(" · "),
        kind,
        owner: record.owner(teller),
    }
}
