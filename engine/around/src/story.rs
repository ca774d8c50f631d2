//! What other records tell of a record: what is planned, and what happened.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::FieldRight;
use catalog::{Module, StageKind};
use kernel::{Instant, Link, PrincipalId, RecordId, Result, Time, Value};
use records::{Asked, Cx, ListQuery, Page, Record, find};

use crate::inbound::Inbound;
use crate::steps::{moment, open_stages, tellers};

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

/// What other records tell of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// What is planned, the soonest first, what has no day last.
    pub planned: Vec<Told>,
    /// What happened, the latest first.
    pub happened: Vec<Told>,
}

/// Whether something is still to come.
#[derive(Clone, Copy)]
pub(super) enum Tense {
    Planned,
    Happened,
}

/// Who tells, and of what.
pub(super) type Telling = (Tense, Arc<Module>);

/// The questions of a story, and who is asked each.
pub(super) fn asked(
    cx: &Cx,
    (place, inbound): ((&str, RecordId), &Inbound),
    until: Option<Instant>,
    limits: (usize, usize),
) -> Result<(Vec<Telling>, Vec<Asked>)> {
    let (mut tellings, mut asked) = (Vec::new(), Vec::new());
    for (tense, teller, list) in questions(cx, (place, inbound), until, limits) {
        asked.push(Asked::new(cx, &teller, &list)?);
        tellings.push((tense, teller));
    }
    Ok((tellings, asked))
}

/// A story made of the answers.
pub(super) fn told(
    cx: &Cx,
    tellings: &[Telling],
    pages: Vec<Page>,
    limits: (usize, usize),
) -> Story {
    let mut story = Story::default();
    for ((tense, teller), page) in tellings.iter().zip(pages) {
        let told = page.records.iter().map(|record| tell(cx, teller, record));
        match tense {
            Tense::Planned => story.planned.extend(told),
            Tense::Happened => story.happened.extend(told),
        }
    }
    story.planned.sort_by_key(|one| (one.at.is_none(), one.at));
    story.planned = once(story.planned, limits.0);
    story.happened.sort_by_key(|one| std::cmp::Reverse(one.at));
    story.happened = once(story.happened, limits.1);
    story
}

/// What the modules that tell of a record are asked.
fn questions(
    cx: &Cx,
    ((module, id), inbound): ((&str, RecordId), &Inbound),
    until: Option<Instant>,
    (n_planned, n_happened): (usize, usize),
) -> Vec<(Tense, Arc<Module>, ListQuery)> {
    let mut questions = Vec::new();
    for (teller, field, at) in tellers(cx, module) {
        if !inbound.may(&teller.code, &field) {
            continue;
        }
        let open = open_stages(cx, &teller);
        let about = format!("{field} = \"{id}\"");
        let fields = told_fields(cx, &teller);
        if let (Some(open), None) = (&open, until) {
            let (filter, sort) = (format!("{about} and {open}"), at.clone());
            let fields = fields.clone();
            let list = ListQuery { filter, sort, limit: n_planned, fields, ..ListQuery::default() };
            questions.push((Tense::Planned, teller.clone(), list));
        }
        let mut filter = format!("{about} and {at} is not empty");
        if let Some(open) = open {
            filter = format!("{filter} and not ({open})");
        }
        if let Some(until) = until {
            filter = format!("{filter} and {at} <= \"{}\"", bound(cx, &teller, &at, until));
        }
        let (sort, limit) = (format!("-{at}"), n_happened);
        let list = ListQuery { filter, sort, limit, fields, ..ListQuery::default() };
        questions.push((Tense::Happened, teller, list));
    }
    questions
}

/// The fields that a record tells with, as far as the actor may know them.
fn told_fields(cx: &Cx, teller: &Module) -> Vec<String> {
    let story = teller.story.clone().unwrap_or_default();
    let mut fields = vec![story.at];
    fields.extend(story.until);
    fields.extend(story.texts);
    fields.extend(teller.pipeline.as_ref().map(|pipeline| pipeline.field.clone()));
    fields.extend(teller.owner_field().map(|field| field.name.clone()));
    let shown = |name: &str| cx.actor.rights.field(&teller.code, name) != FieldRight::Hidden;
    fields.retain(|name| shown(name) && teller.field(name).is_some());
    fields
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
        if teller.owner_field().is_some() && records::may_ask(cx, teller, &past) {
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

fn tell(cx: &Cx, teller: &Module, record: &Record) -> Told {
    let story = teller.story.clone().unwrap_or_default();
    let when = record.value(teller, &story.at).clone();
    let texts = story.texts.iter().map(|name| catalog::plain_text(record.value(teller, name)));
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
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
