//! What happened to a record: comments, changes and files in one order.

use std::collections::BTreeMap;

use access::Right;
use around::Told;
use catalog::{Module, StageKind};
use kernel::{FileRef, Instant, Link, PrincipalId, RecordId, Value};
use records::{Cx, HistoryEntry};
use social::{Comment, StoredFile};
use ui::RecordName;
use ui::model::Person;
use ui::views::detail::{CommentView, Event, EventKind, FieldChange, Timeline, ToldView};

use crate::head;

/// Entries of a timeline on one page, and of each kind that are read for it.
pub const HISTORY: usize = 20;

/// Everything a timeline is made of.
pub struct Material {
    /// Changes.
    pub history: Vec<HistoryEntry>,
    /// Comments.
    pub comments: Vec<Comment>,
    /// Files.
    pub files: Vec<StoredFile>,
    /// Names of people.
    pub people: BTreeMap<PrincipalId, String>,
    /// Names of records that the history tells of.
    pub known: BTreeMap<RecordId, RecordName>,
    /// Records that tell of it: what is planned.
    pub planned: Vec<Told>,
    /// What happened.
    pub told: Vec<Told>,
    /// Where this page of it begins; the first one begins at the present.
    pub since: Since,
    /// What is shown: `all`, `comments`, `told` or `changes`.
    pub shown: String,
    /// Whether the record is in use; what lies in the bin stays as it is.
    pub is_alive: bool,
}

/// Where a page of the timeline begins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Since {
    /// Place in the history before which it begins.
    pub seq: Option<i64>,
    /// Moment up to which everything else is shown.
    pub until: Option<Instant>,
}

/// What a filter of the timeline shows.
fn shows(shown: &str, what: &str) -> bool {
    shown == "all" || shown == what
}

/// Values that the timeline points to, whose names it needs.
pub fn values(history: &[HistoryEntry]) -> Vec<Value> {
    let changes = history.iter().flat_map(|entry| &entry.changes);
    let changed = changes.flat_map(|change| [change.old.clone(), change.new.clone()]);
    let others = history.iter().filter_map(|entry| entry.other.clone().map(Value::Link));
    changed.chain(others).collect()
}

/// Makes the timeline, latest first.
pub fn timeline<'a>(cx: &Cx, module: &'a Module, base: &str, material: Material) -> Timeline<'a> {
    let floor = floor(&material);
    let places = material.history.iter().map(|entry| (entry.at, entry.seq)).collect();
    let Material { history, comments, files, people, known, shown, is_alive, .. } = material;
    let is_in = |at: Instant| {
        floor.is_none_or(|floor| floor < at) && material.since.until.is_none_or(|until| at <= until)
    };
    let who = |id: Option<PrincipalId>| {
        let id = id?;
        people.get(&id).map(|name| head::person(cx, id, name))
    };
    let tell = |told: Told| tell(cx, told, who);
    let mut events: Vec<Event<'a>> = Vec::new();
    if shows(&shown, "told") {
        events.extend(material.told.into_iter().filter(|t| t.at.is_some_and(is_in)).map(tell));
    }
    if shows(&shown, "comments") {
        let comments = comments.into_iter().filter(|comment| is_in(comment.at));
        events.extend(comments.map(|comment| Event {
            id: comment.id.to_string(),
            at: comment.at,
            who: who(comment.author),
            undo: None,
            kind: EventKind::Comment(said(base, comment, &people, is_alive)),
        }));
    }
    if shows(&shown, "changes") {
        let history = history.into_iter().filter(|e| floor.is_none_or(|floor| floor < e.at));
        events.extend(history.map(|entry| {
            let by = who(entry.actor);
            entered((cx, module), entry, (by, &known, is_alive))
        }));
        let files = files.into_iter().filter(|file| is_in(file.created_at));
        events.extend(files.map(|file| Event {
            id: file.id.to_string(),
            at: file.created_at,
            who: who(file.created_by),
            undo: None,
            kind: EventKind::FileAdded(file_ref(&file)),
        }));
    }
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    let floor = cut(&mut events).or(floor);
    let older = floor.map(|floor| older((base, &shown), (places, material.since), floor));
    let planned = if shows(&shown, "told") { material.planned } else { Vec::new() };
    let planned = planned.into_iter().map(tell).collect();
    Timeline { filters: filters(cx, base, &shown), planned, events, older }
}

/// An entry of the history as an event.
fn entered<'a>(
    (cx, module): (&Cx, &'a Module),
    entry: HistoryEntry,
    (who, known, is_alive): (Option<Person>, &BTreeMap<RecordId, RecordName>, bool),
) -> Event<'a> {
    let undo = entry.undo.filter(|_| entry.kind != "created");
    Event {
        id: entry.id.to_string(),
        at: entry.at,
        who,
        undo: undo.map(|id| format!("/undo/{id}")).filter(|_| is_alive || entry.kind == "trashed"),
        kind: kind(cx, module, known, entry),
    }
}

/// The moment down to which every source of the page reaches; none when all of them are at their
/// end.
fn floor(material: &Material) -> Option<Instant> {
    let full = |moments: Vec<Instant>, limit: usize| {
        let (first, last) = (*moments.first()?, *moments.last()?);
        // A page of one moment only would never move on.
        let last = if last < first { last } else { last.plus_millis(-1) };
        (moments.len() == limit).then_some(last)
    };
    let shown = &material.shown;
    let history = material.history.iter().filter(|_| shows(shown, "changes")).map(|e| e.at);
    let told = material.told.iter().filter(|_| shows(shown, "told")).filter_map(|t| t.at);
    let comments = material.comments.iter().filter(|_| shows(shown, "comments")).map(|c| c.at);
    let limit = HISTORY;
    let floors = [history.collect(), told.collect(), comments.collect()];
    floors.into_iter().filter_map(|moments| full(moments, limit)).max()
}

/// Leaves the latest entries of a page, and says down to which moment they reach; entries of one
/// moment stay together.
fn cut(events: &mut Vec<Event<'_>>) -> Option<Instant> {
    let floor = events.get(HISTORY)?.at;
    let n_kept = events.iter().take_while(|event| floor < event.at).count();
    if n_kept == 0 {
        return None;
    }
    events.truncate(n_kept);
    Some(floor)
}

fn older(
    (base, shown): (&str, &str),
    (places, since): (Vec<(Instant, i64)>, Since),
    floor: Instant,
) -> String {
    let only = if shown == "all" { String::new() } else { format!("show={shown}&") };
    let seen = places.into_iter().filter(|(at, _)| floor < *at).map(|(_, seq)| seq);
    let seq = seen.min().or(since.seq).unwrap_or(i64::MAX);
    let until: String = floor.to_string().bytes().map(crate::place::escaped).collect();
    format!("{base}?part=timeline&{only}before={seq}&until={until}")
}

/// A record that tells, as an event.
fn tell<'a>(cx: &Cx, told: Told, who: impl Fn(Option<PrincipalId>) -> Option<Person>) -> Event<'a> {
    Event {
        id: told.link.id.to_string(),
        at: told.at.unwrap_or(cx.now()),
        who: who(told.owner),
        undo: None,
        kind: EventKind::Told(Box::new(telling(cx, told))),
    }
}

/// A record that tells, as it is shown.
pub fn telling(cx: &Cx, told: Told) -> ToldView {
    let now = cx.now();
    let is_over = match &told.when {
        Value::Date(day) => *day < now.in_zone(&cx.locale.zone).0,
        Value::Instant(at) => told.until.unwrap_or(*at) < now,
        _ => false,
    };
    let module = cx.catalog.module(&told.link.module);
    let is_open = told.kind == StageKind::Open;
    ToldView {
        record: head::record_line(cx, &told.link, &told.title),
        icon: module.map(|module| module.icon.clone()).unwrap_or_default(),
        hue: module.and_then(|module| cx.catalog.area_hue(&module.area)),
        text: told.text,
        when: told.when,
        is_overdue: is_open && is_over,
        is_dropped: told.kind == StageKind::Dropped,
        finish: module.filter(|_| is_open).and_then(|module| finish(cx, module, &told.link)),
    }
}

/// The action that ends an open record as it was meant to, where one asks nothing.
fn finish(cx: &Cx, module: &Module, link: &Link) -> Option<(String, String)> {
    let pipeline = module.pipeline.as_ref()?;
    let is_done = |to: &str| pipeline.kind(to) == StageKind::Done;
    let action = module
        .actions
        .iter()
        .find(|action| action.asks.is_empty() && action.to.as_deref().is_some_and(is_done))?;
    let rights = &cx.actor.rights;
    let may = rights.may(&module.code, Right::Edit) && rights.may_act(&module.code, &action.name);
    let address = format!("/{}/{}/act/{}", module.plural, link.id, action.name);
    may.then(|| (cx.text(&module.key("action", &action.name)).to_owned(), address))
}

fn said(
    base: &str,
    comment: Comment,
    people: &BTreeMap<PrincipalId, String>,
    is_alive: bool,
) -> CommentView {
    let own = (comment.is_mine && is_alive).then(|| format!("{base}/comments/{}", comment.id));
    CommentView {
        mentions: comment.mentions.iter().filter_map(|id| people.get(id).cloned()).collect(),
        is_edited: comment.edited_at.is_some(),
        remove: own.as_ref().map(|own| format!("{own}/remove")),
        edit: own,
        text: comment.text,
    }
}

/// A file as pages show it.
pub fn file_ref(file: &StoredFile) -> FileRef {
    FileRef {
        id: file.id,
        name: file.name.clone(),
        size: file.size,
        media_type: file.media_type.clone(),
    }
}

fn filters(cx: &Cx, base: &str, shown: &str) -> Vec<ui::views::detail::TabLink> {
    let link = |code: &str| ui::views::detail::TabLink {
        label: cx.text(&format!("web.timeline.{code}")).to_owned(),
        href: if code == "all" { base.to_owned() } else { format!("{base}?show={code}") },
        is_current: code == shown,
        count: None,
    };
    ["all", "comments", "told", "changes"].map(link).into()
}

fn kind<'a>(
    cx: &Cx,
    module: &'a Module,
    known: &BTreeMap<RecordId, RecordName>,
    entry: HistoryEntry,
) -> EventKind<'a> {
    let other = entry
        .other
        .as_ref()
        .and_then(|link| known.get(&link.id).map(|name| head::record_line(cx, link, &name.title)));
    match (entry.kind.as_str(), other) {
        ("related", Some(other)) => EventKind::Linked(other),
        ("unrelated", Some(other)) => EventKind::Unlinked(other),
        (kind, _) => happened(cx, module, kind.to_owned(), entry),
    }
}

fn happened<'a>(cx: &Cx, module: &'a Module, kind: String, entry: HistoryEntry) -> EventKind<'a> {
    match kind.as_str() {
        "created" if entry.via == "import" => EventKind::Imported(String::new()),
        "created" => EventKind::Created,
        "trashed" => EventKind::Trashed,
        "restored" => EventKind::Restored,
        "updated" => {
            let changes = entry.changes.into_iter().filter_map(|change| {
                let field = module.field(&change.field)?;
                // That a stage was entered on this day is told by the entry itself.
                let pipeline = module.pipeline.as_ref();
                if pipeline.is_some_and(|pipeline| pipeline.since.as_ref() == Some(&field.name)) {
                    return None;
                }
                let label = head::field_label(cx, module, &field.name);
                Some(FieldChange { field, label, before: change.old, after: change.new })
            });
            EventKind::Changed(changes.collect())
        }
        other => {
            let action = module.key("action", other);
            let happened = format!("history.{other}");
            let texts = cx.catalog.texts();
            let label = texts.find(cx.locale.language, &action);
            let label = label.or_else(|| texts.find(cx.locale.language, &happened));
            let label = label.unwrap_or(other);
            let beside = entry.tag.or((!entry.merged.is_empty()).then(|| entry.merged.join(", ")));
            EventKind::Acted(match beside {
                Some(beside) => format!("{label}: {beside}"),
                None => label.to_owned(),
            })
        }
    }
}
