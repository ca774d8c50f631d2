//! From messages to what a letter shows.

use std::collections::BTreeMap;

use kernel::PrincipalId;
use records::{Cx, Person};
use sheets::digest::{DigestGroup, DigestLine, DigestPage};
use sheets::said::{About, Said};
use social::{MessageGroup, MessagePage, Subject, Told};

/// What a letter shows of the messages of a person; `address` is where people reach the program.
pub fn of(
    cx: &Cx,
    (found, is_more): (MessagePage, bool),
    people: &[Person],
    (name, address): (&str, &str),
) -> DigestPage {
    let names: BTreeMap<PrincipalId, &str> =
        people.iter().map(|person| (person.id, person.name.as_str())).collect();
    let groups: Vec<DigestGroup> =
        found.groups.iter().map(|group| of_group(cx, group, &names, address)).collect();
    DigestPage {
        name: name.to_owned(),
        n: groups.iter().map(|group| group.lines.len() as u64).sum(),
        is_more,
        groups,
        all: format!("{address}/messages"),
        settings: format!("{address}/me/messages"),
    }
}

/// What drawing needs to know of the reader.
pub fn reader<'a>(cx: &'a Cx, names: &'a ui::Names) -> ui::Cx<'a> {
    ui::Cx { catalog: &cx.catalog, locale: &cx.locale, now: cx.now(), names, csrf: "" }
}

fn of_group(
    cx: &Cx,
    group: &MessageGroup,
    names: &BTreeMap<PrincipalId, &str>,
    address: &str,
) -> DigestGroup {
    let plural = |code: &str| cx.catalog.module(code).map_or("", |m| m.plural.as_str()).to_owned();
    let (title, kind, path) = match &group.subject {
        Subject::Record(link, title) => {
            let kind = cx.text(&format!("{}.name.one", link.module)).to_owned();
            (title.clone(), kind, format!("{}/{}", plural(&link.module), link.id))
        }
        Subject::Many(code) => {
            let title = cx.text(&format!("{code}.name.other")).to_owned();
            (title, String::new(), format!("{}?filter=owner%20%3D%20me", plural(code)))
        }
        Subject::Export(code, run) => {
            let title = cx.text(&format!("{code}.name.other")).to_owned();
            (title, String::new(), format!("{}/export/runs/{run}", plural(code)))
        }
        Subject::Job(name) => {
            (cx.text(&format!("job.{name}")).to_owned(), String::new(), "settings/jobs".to_owned())
        }
    };
    let lines = group.messages.iter().map(|told| of_message(cx, &group.subject, told, names));
    DigestGroup { title, kind, href: format!("{address}/{path}"), lines: lines.collect() }
}

fn of_message(
    cx: &Cx,
    subject: &Subject,
    told: &Told,
    names: &BTreeMap<PrincipalId, &str>,
) -> DigestLine {
    let who = told.actor.and_then(|id| names.get(&id).copied()).unwrap_or("Kontor");
    let about = match subject {
        Subject::Record(link, _) => About::Record(&link.module),
        Subject::Many(_) => About::Many,
        Subject::Job(_) | Subject::Export(..) => About::Job,
    };
    let known = ui::Names::default();
    let said = Said { kind: told.kind.word(), who, about, detail: &told.detail };
    let text = said.sentence(reader(cx, &known));
    DigestLine { text, excerpt: told.excerpt.clone(), at: told.at }
}
