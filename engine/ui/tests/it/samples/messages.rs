//! Messages to the reader.

use ui::views::detail::TabLink;
use ui::views::messages::{MessageGroup, MessageHead, MessageLine, MessagesPage};

use super::library::{Library, at};
use super::pages::member;

/// Messages about records and others.
pub fn messages(library: &Library) -> MessagesPage {
    let line = |text: String, is_read| MessageLine {
        text,
        excerpt: Some("<nicht> @Jana Reuter".into()),
        at: at("2026-11-23T08:00:00Z"),
        icon: "at-sign",
        is_read,
    };
    let mentioned = library.say("Tim Krämer hat Sie erwähnt", "Tim Krämer mentioned you");
    let group = |n: u8, head: MessageHead, is_read: bool| MessageGroup {
        id: format!("group-{n}"),
        head,
        lines: vec![line(mentioned.clone(), is_read), line(mentioned.clone(), true)],
    };
    let place = MessageHead::Place("Import".into(), "/settings/jobs".into(), "workflow".into());
    let tab = |label: String, href: &str, is_current| TabLink {
        label,
        href: href.into(),
        is_current,
        count: None,
    };
    MessagesPage {
        tabs: vec![
            tab(library.say("Offen", "Open"), "/messages", true),
            tab(library.say("Alle", "All"), "/messages?show=all", false),
        ],
        groups: vec![
            group(1, MessageHead::Record(member(1), library.say("Mitglied", "Member")), false),
            group(2, place, true),
        ],
        older: Some("/messages?before=1.x".into()),
        here: "/messages".into(),
        is_open: true,
    }
}
