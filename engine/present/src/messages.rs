//! The page model of messages.

use std::collections::BTreeMap;

use kernel::PrincipalId;
use records::Cx;
use sheets::said::{About, Said};
use social::{MessageKind, MessagePage, Subject, Told};
use ui::model::RecordLine;
use ui::views::detail::TabLink;
use ui::views::messages as view;

use crate::head;

/// Names of people by their id.
pub type People = BTreeMap<PrincipalId, String>;

/// Which messages are shown, as it stands in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Those the reader is not done with.
    Open,
    /// All.
    All,
}

impl Shown {
    /// The address.
    pub fn href(self) -> &'static str {
        match self {
            Shown::Open => "/messages",
            Shown::All => "/messages?show=all",
        }
    }
}

/// Makes the page model.
pub fn page(cx: &Cx, shown: Shown, found: MessagePage, people: &People) -> view::MessagesPage {
    let tab = |which: Shown, key: &str| TabLink {
        label: cx.text(key).to_owned(),
        href: which.href().into(),
        is_current: which == shown,
        count: None,
    };
    let older = found.next.map(|(at, id)| {
        let sign = if shown == Shown::All { '&' } else { '?' };
        format!("{}{sign}before={}.{id}", shown.href(), at.millis())
    });
    let groups: Vec<view::MessageGroup> = found
        .groups
        .into_iter()
        .map(|group| {
            let lines = group.messages.iter().map(|told| line(cx, &group.subject, told, people));
            view::MessageGroup {
                id: group.id.to_string(),
                lines: lines.collect(),
                head: subject(cx, group.subject),
            }
        })
        .collect();
    view::MessagesPage {
        tabs: vec![tab(Shown::Open, "ui.messages.open"), tab(Shown::All, "ui.messages.all")],
        is_open: groups.iter().flat_map(|group| &group.lines).any(|line| !line.is_read),
        groups,
        older,
        here: shown.href().into(),
    }
}

fn subject(cx: &Cx, subject: Subject) -> view::MessageHead {
    match subject {
        Subject::Record(link, title) => {
            let module = cx.text(&format!("{}.name.one", link.module)).to_owned();
            let line: RecordLine = head::record_line(cx, &link, &title);
            view::MessageHead::Record(line, module)
        }
        Subject::Many(code) => {
            let module = cx.catalog.module(&code);
            let plural = module.map_or("", |module| module.plural.as_str());
            let icon = module.map_or_else(String::new, |module| module.icon.clone());
            let many = cx.text(&format!("{code}.name.other")).to_owned();
            view::MessageHead::Place(many, format!("/{plural}?filter=owner%20%3D%20me"), icon)
        }
        Subject::Export(code, run) => {
            let plural = cx.catalog.module(&code).map_or("", |module| module.plural.as_str());
            let many = cx.text(&format!("{code}.name.other")).to_owned();
            let href = format!("/{plural}/export/runs/{run}");
            view::MessageHead::Place(many, href, "download".into())
        }
        Subject::Job(name) => {
            let words = cx.text(&format!("job.{name}")).to_owned();
            view::MessageHead::Place(words, "/settings/jobs".into(), "workflow".into())
        }
    }
}

fn line(cx: &Cx, subject: &Subject, told: &Told, people: &People) -> view::MessageLine {
    let who = told.actor.and_then(|id| people.get(&id)).map_or("Kontor", String::as_str);
    view::MessageLine {
        text: sentence(cx, subject, told, who),
        excerpt: told.excerpt.clone(),
        at: told.at,
        icon: match told.kind {
            MessageKind::Assigned => "user-round-plus",
            MessageKind::Mentioned => "at-sign",
            MessageKind::Due => "clock-alert",
            MessageKind::Failed => "triangle-alert",
            MessageKind::Answered => "badge-check",
            MessageKind::Ready => "download",
            MessageKind::Changed => "pencil",
        },
        is_read: told.is_read,
    }
}

fn sentence(cx: &Cx, subject: &Subject, told: &Told, who: &str) -> String {
    let names = ui::Names::default();
    let reader = crate::names::reader(cx, &names);
    let about = match subject {
        Subject::Record(link, _) => About::Record(&link.module),
        Subject::Many(_) => About::Many,
        Subject::Job(_) | Subject::Export(..) => About::Job,
    };
    Said { kind: told.kind.word(), who, about, detail: &told.detail }.sentence(reader)
}
