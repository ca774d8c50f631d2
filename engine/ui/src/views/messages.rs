//! Messages to the reader: as a page, and in a drawer over any page.

use kernel::Instant;
use maud::{Markup, html};

use crate::components::{Button, Look, Shape, Size, avatar, empty, glyph, icon, icon_large, token};
use crate::model::RecordLine;
use crate::views::detail::TabLink;
use crate::{Cx, format};

/// Messages of the reader.
#[derive(Clone, Debug, Default)]
pub struct MessagesPage {
    /// Which are shown: label, address, whether they are now.
    pub tabs: Vec<TabLink>,
    /// Groups, by their newest message.
    pub groups: Vec<MessageGroup>,
    /// Address of older ones.
    pub older: Option<String>,
    /// Address of what is shown, to show it anew.
    pub here: String,
    /// Whether any of them waits for the reader.
    pub is_open: bool,
}

/// Messages about one thing.
#[derive(Clone, Debug)]
pub struct MessageGroup {
    /// Id by which all of them are meant.
    pub id: String,
    /// What they are about.
    pub head: MessageHead,
    /// The messages, the newest first.
    pub lines: Vec<MessageLine>,
}

/// What messages are about.
#[derive(Clone, Debug)]
pub enum MessageHead {
    /// A record, with the name of its module.
    Record(RecordLine, String),
    /// Something else: its words, its address, its icon.
    Place(String, String, String),
}

/// A message.
#[derive(Clone, Debug)]
pub struct MessageLine {
    /// What happened, as a sentence.
    pub text: String,
    /// What a comment says.
    pub excerpt: Option<String>,
    /// When.
    pub at: Instant,
    /// Its icon.
    pub icon: &'static str,
    /// Whether the reader is done with it.
    pub is_read: bool,
}

/// Draws the page of messages.
#[must_use]
pub fn page(cx: Cx, page: &MessagesPage) -> Markup {
    html! {
        header.page__head { h1 { (cx.text("ui.messages.title")) } }
        div.page__body.page__body--pad.page__body--well tabindex="0" role="region"
            aria-label=(cx.text("ui.messages.title")) {
            div.measure { (list(cx, page)) }
        }
    }
}

/// Draws what a drawer of messages holds.
#[must_use]
pub fn drawer(cx: Cx, page: &MessagesPage) -> Markup {
    let close = cx.text("ui.action.close");
    let whole = Button {
        label: cx.text("ui.form.as_page"),
        icon: "maximize-2",
        look: Look::SmallIcon,
        ..Button::default()
    };
    html! {
        header.drawer__head {
            (glyph("bell", Some(210)))
            h2.grow.truncate { (cx.text("ui.messages.title")) }
            (crate::components::link(whole, "/messages"))
            button.button.button--icon.button--ghost.button--sm type="button"
                data-close-layer aria-label=(close) title=(close) { (icon("x")) }
        }
        div.drawer__body { (list(cx, page)) }
        div.drawer__foot {
            a.button.button--ghost.button--sm href="/me/messages" {
                (icon("settings-2")) (cx.text("ui.messages.choose"))
            }
        }
    }
}

/// The part `messages`; it is shown anew while the page stays open.
#[must_use]
pub fn list(cx: Cx, page: &MessagesPage) -> Markup {
    html! {
        div.messages id="part-messages" data-live=(page.here) {
            div.row.messages__head {
                nav.switcher.switcher--low aria-label=(cx.text("ui.messages.filter")) {
                    @for tab in &page.tabs { (tab_link(tab)) }
                }
                div.push { (all_done(cx, page)) }
            }
            @for group in &page.groups { (group_of(cx, page, group)) }
            @if page.groups.is_empty() {
                (empty(&icon_large("bell"), cx.text("ui.messages.none"),
                    cx.text("ui.messages.none_why"), &html! {}))
            }
            @if let Some(older) = &page.older {
                p.messages__older {
                    a.button.button--ghost.button--sm href=(older) hx-get=(older)
                        hx-target="closest .messages__older" hx-swap="outerHTML"
                        hx-select=".message-group, .messages__older" {
                        (icon("chevron-down")) (cx.text("ui.messages.older"))
                    }
                }
            }
        }
    }
}

fn tab_link(tab: &TabLink) -> Markup {
    html! {
        a.switcher__item href=(tab.href) aria-current=[tab.is_current.then_some("true")]
            hx-get=(tab.href) hx-target="#part-messages" hx-swap="outerHTML" { (tab.label) }
    }
}

fn all_done(cx: Cx, page: &MessagesPage) -> Markup {
    html! {
        @if page.is_open {
            form method="post" action="/messages/read" hx-post="/messages/read"
                hx-target="#part-messages" hx-swap="outerHTML" {
                (token(cx))
                input type="hidden" name="all" value="1";
                button.button.button--sm type="submit" {
                    (icon("check-check")) (cx.text("ui.messages.all_done"))
                }
            }
        }
    }
}

fn group_of(cx: Cx, page: &MessagesPage, group: &MessageGroup) -> Markup {
    let is_open = group.lines.iter().any(|line| !line.is_read);
    let class = if is_open { "message-group" } else { "message-group message-group--done" };
    html! {
        article class=(class) id={ "messages-" (group.id) } {
            (head(group))
            (act(cx, page, group, is_open))
            ul.message-group__lines { @for line in &group.lines { (line_of(cx, line)) } }
        }
    }
}

fn head(group: &MessageGroup) -> Markup {
    match &group.head {
        MessageHead::Record(record, module) => html! {
            (avatar(&record.title, record.id.bytes(), Shape::of(record.is_person), Size::Small))
            a.message-group__title href=(record.href) {
                span.truncate { (record.title) } span.xs.faint { (module) }
            }
        },
        MessageHead::Place(words, href, sign) => html! {
            (glyph(sign, None))
            a.message-group__title href=(href) { span.truncate { (words) } }
        },
    }
}

/// Done with all of it, or not yet after all.
fn act(cx: Cx, page: &MessagesPage, group: &MessageGroup, is_open: bool) -> Markup {
    let (label, sign, undo) = match is_open {
        true => ("ui.messages.done", "check", None),
        false => ("ui.messages.open_again", "undo-2", Some("1")),
    };
    let label = cx.text(label);
    html! {
        form method="post" action="/messages/read" hx-post="/messages/read"
            hx-target="#part-messages" hx-swap="outerHTML" {
            (token(cx))
            input type="hidden" name="about" value=(group.id);
            input type="hidden" name="back" value=(page.here);
            @if let Some(undo) = undo { input type="hidden" name="undo" value=(undo); }
            button.button.button--icon.button--ghost.button--sm type="submit" aria-label=(label)
                title=(label) { (icon(sign)) }
        }
    }
}

fn line_of(cx: Cx, line: &MessageLine) -> Markup {
    html! {
        li class=(if line.is_read { "told" } else { "told told--new" }) {
            (icon(line.icon))
            div.grow {
                p {
                    (line.text)
                    @if !line.is_read { span.sr-only { " (" (cx.text("ui.messages.new")) ")" } }
                }
                @if let Some(excerpt) = &line.excerpt { p.told__excerpt { (excerpt) } }
            }
            relative-time {
                time.event__time datetime=(line.at) title=(format::date_time(cx, line.at)) {
                    (format::moment(cx, line.at))
                }
            }
        }
    }
}
