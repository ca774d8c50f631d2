//! One thing that happened.

use kernel::{FileRef, Value};
use maud::{Markup, html};

use super::differing::differing;
use super::files::href;
use super::{Event, EventKind, FieldChange, comment, told};
use crate::components::{Button, Look, button, icon, icon_small, tag, token};
use crate::model::RecordLine;
use crate::{Cx, fields, format};

/// An event with its sign, who did it, what, and when.
pub(super) fn event(cx: Cx, event: &Event) -> Markup {
    if let EventKind::Told(told) = &event.kind {
        return told::event(cx, event, told);
    }
    let sign = Sign::of(&event.kind);
    let dot = sign.hue.map_or_else(String::new, |hue| format!(" h-{hue}"));
    let who = event.who.as_ref().map_or(cx.text("ui.record.system"), |who| &who.name);
    html! {
        article.event.event--minor[sign.hue.is_none()] id={ "event-" (event.id) } {
            span class={ "event__dot" (dot) } { (icon(sign.icon)) }
            div {
                div.event__head {
                    p { strong { (who) } " " (what(cx, &event.kind)) }
                    @if let Some(action) = &event.undo { (undo(cx, action)) }
                    time.event__time datetime=(event.at) title=(format::date_time(cx, event.at)) {
                        (format::moment(cx, event.at))
                    }
                }
                (more(cx, event))
            }
        }
    }
}

/// How an event is marked; what people wrote or brought has a colour.
struct Sign {
    icon: &'static str,
    hue: Option<u16>,
}

impl Sign {
    fn of(kind: &EventKind) -> Self {
        let (icon, hue) = match kind {
            EventKind::Created => ("plus", None),
            EventKind::Imported(_) => ("upload", None),
            EventKind::Changed(_) => ("pencil", None),
            EventKind::Acted(_) => ("circle-check-big", Some(150)),
            EventKind::Trashed => ("trash-2", None),
            EventKind::Restored => ("archive-restore", None),
            EventKind::Comment(_) => ("message-square", Some(210)),
            EventKind::FileAdded(_) => ("paperclip", Some(250)),
            EventKind::FileRemoved(_) => ("paperclip", None),
            EventKind::Told(_) => ("calendar", None),
            EventKind::Linked(_) => ("link-2", None),
            EventKind::Unlinked(_) => ("unlink", None),
            EventKind::Tagged(_) | EventKind::Untagged(_) => ("tag", None),
        };
        Sign { icon, hue }
    }
}

/// What was done, in words that follow the name of who did it.
fn what(cx: Cx, kind: &EventKind) -> Markup {
    match kind {
        EventKind::Created => html! { (cx.text("ui.record.did.create")) },
        EventKind::Imported(file) if file.is_empty() => html! { (cx.text("ui.record.did.import")) },
        EventKind::Imported(file) => {
            html! { (cx.fill("ui.record.did.import_file", &[("file", file)])) }
        }
        EventKind::Changed(changes) => changed(cx, changes),
        EventKind::Acted(action) => html! { (cx.fill("ui.record.did.act", &[("action", action)])) },
        EventKind::Trashed => html! { (cx.text("ui.record.did.trash")) },
        EventKind::Restored => html! { (cx.text("ui.record.did.restore")) },
        EventKind::Comment(_) => html! { (cx.text("ui.record.did.comment")) },
        EventKind::FileAdded(_) => html! { (cx.text("ui.record.did.add_file")) },
        EventKind::FileRemoved(name) => {
            html! { (cx.fill("ui.record.did.remove_file", &[("file", name)])) }
        }
        EventKind::Told(told) => html! { (record(&told.record)) },
        EventKind::Linked(other) => html! { (cx.text("ui.record.did.link")) " " (record(other)) },
        EventKind::Unlinked(other) => {
            html! { (cx.text("ui.record.did.unlink")) " " (record(other)) }
        }
        EventKind::Tagged(one) => html! { (cx.text("ui.record.did.tag")) " " (tag(one)) },
        EventKind::Untagged(one) => html! { (cx.text("ui.record.did.untag")) " " (tag(one)) },
    }
}

fn changed(cx: Cx, changes: &[FieldChange]) -> Markup {
    let n = format::integer(cx, changes.len() as u64);
    html! {
        @match changes {
            [one] => { (cx.fill("ui.record.did.change", &[("field", &one.label)])) }
            _ => { (cx.fill("ui.record.did.change_many", &[("n", &n)])) }
        }
    }
}

/// What stands below the line.
fn more(cx: Cx, event: &Event) -> Markup {
    match &event.kind {
        EventKind::Comment(comment) => comment::card(cx, comment),
        EventKind::Changed(changes) => html! {
            ul.event__changes { @for one in changes { (change(cx, one, changes.len())) } }
        },
        EventKind::FileAdded(file) => html! { div.event__card { (file_line(cx, file)) } },
        EventKind::Created
        | EventKind::Imported(_)
        | EventKind::Acted(_)
        | EventKind::Trashed
        | EventKind::Restored
        | EventKind::FileRemoved(_)
        | EventKind::Told(_)
        | EventKind::Linked(_)
        | EventKind::Unlinked(_)
        | EventKind::Tagged(_)
        | EventKind::Untagged(_) => html! {},
    }
}

fn change(cx: Cx, change: &FieldChange, n: usize) -> Markup {
    let words = |value: &Value| fields::words(cx, change.field, value);
    let (before, after) = differing(&words(&change.before), &words(&change.after));
    let shown = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    html! {
        li {
            @if 1 < n { span.medium { (change.label) } ": " }
            s { (shown(before)) } " " (icon_small("arrow-right"))
            span.sr-only { (cx.text("ui.record.becomes")) } " " (shown(after))
        }
    }
}

fn record(line: &RecordLine) -> Markup {
    html! {
        a href=(line.href) { (line.title) }
        @if let Some(role) = &line.badge { " " (tag(role)) }
    }
}

fn file_line(cx: Cx, file: &FileRef) -> Markup {
    html! {
        a.pill href=(href(file.id)) {
            (icon("paperclip")) span.truncate { (file.name) }
            span.faint { (format::size(cx, file.size)) }
        }
    }
}

fn undo(cx: Cx, action: &str) -> Markup {
    html! {
        form.event__undo method="post" action=(action) {
            (token(cx))
            (button(Button {
                label: cx.text("ui.action.undo"),
                icon: "undo-2",
                look: Look::SmallIcon,
                ..Button::default()
            }))
        }
    }
}
