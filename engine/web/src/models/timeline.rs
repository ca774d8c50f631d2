//! What happened to a record: comments, changes and files in one order.

use std::collections::BTreeMap;

use catalog::Module;
use kernel::{FileRef, PrincipalId, RecordId, Value};
use records::{Cx, HistoryEntry};
use social::{Comment, StoredFile};
use ui::RecordName;
use ui::views::detail::{CommentView, Event, EventKind, FieldChange, Timeline};

use super::head;

/// Everything a timeline is made of.
pub struct Material {
    pub history: Vec<HistoryEntry>,
    pub comments: Vec<Comment>,
    pub files: Vec<StoredFile>,
    pub people: BTreeMap<PrincipalId, String>,
    /// Names of records that the history tells of.
    pub known: BTreeMap<RecordId, RecordName>,
    /// What is shown: `all`, `comments` or `changes`.
    pub shown: String,
    /// Whether the record is in use; what lies in the bin stays as it is.
    pub is_alive: bool,
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
    let Material { history, comments, files, people, known, shown, is_alive } = material;
    let who = |id: Option<PrincipalId>| {
        let id = id?;
        people.get(&id).map(|name| head::person(id, name))
    };
    let is_full = history.len() == crate::pages::detail::HISTORY && shown != "comments";
    let older = history.last().filter(|_| is_full).map(|entry| {
        let only = if shown == "all" { String::new() } else { format!("show={shown}&") };
        format!("{base}?part=timeline&{only}before={}", entry.seq)
    });
    let mut events: Vec<Event<'a>> = Vec::new();
    if shown != "changes" {
        events.extend(comments.into_iter().map(|comment| Event {
            id: comment.id.to_string(),
            at: comment.at,
            who: who(comment.author),
            undo: None,
            kind: EventKind::Comment(said(base, comment, &people, is_alive)),
        }));
    }
    if shown != "comments" {
        events.extend(history.into_iter().map(|entry| {
            Event {
                id: entry.id.to_string(),
                at: entry.at,
                who: who(entry.actor),
                undo: entry
                    .undo
                    .filter(|_| entry.kind != "created")
                    .map(|id| format!("/undo/{id}"))
                    .filter(|_| is_alive || entry.kind == "trashed"),
                kind: kind(cx, module, &known, entry),
            }
        }));
        events.extend(files.into_iter().map(|file| Event {
            id: file.id.to_string(),
            at: file.created_at,
            who: who(file.created_by),
            undo: None,
            kind: EventKind::FileAdded(file_ref(&file)),
        }));
    }
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    Timeline { filters: filters(cx, base, &shown), events, older }
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
    ["all", "comments", "changes"].map(link).into()
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
            EventKind::Acted(label.unwrap_or(other).to_owned())
        }
    }
}
