//! Why somebody reaches a record, or why not.

use access::{FieldRight, Level, Reason, ReasonKind, Right};
use axum::extract::{RawQuery, State};
use identity::Why;
use kernel::{Link, PrincipalId};
use panel as view;
use records::Cx;

use crate::kit::{self, Again, Fields, Parties};
use present::head;
use visit::answer::{Answer, For};
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /settings/why?who=&record=`; a record is named by its address or by `MODULE:ID`.
pub async fn why(State(_): State<WebState>, visitor: Visitor, RawQuery(raw): RawQuery) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let query = query(raw.as_deref());
    let (who, record) = (query.get("who").unwrap_or_default(), query.get("record"));
    let people = records::people(cx).await.for_(&visitor)?;
    let fields = Fields::new(cx, None);
    let choices = people.iter().map(|one| (one.id.to_string(), one.name.clone()));
    let mut page = view::WhyPage {
        frame: kit::frame(cx, "why"),
        controls: vec![
            fields.select("who", who, [kit::nobody(cx)].into_iter().chain(choices)),
            fields.text("record", record.unwrap_or_default()),
        ],
        ..view::WhyPage::default()
    };
    let person: Option<PrincipalId> = who.parse().ok();
    let asked = record.map(str::trim).filter(|record| !record.is_empty());
    if let (Some(person), Some(asked)) = (person, asked) {
        match named(cx, asked) {
            Some(link) => match identity::why(cx, &link, person).await {
                Ok(answer) => {
                    explain(cx, (&link, person), answer, &mut page).await.for_(&visitor)?
                }
                Err(kernel::Error::NotFound) => not_found(cx, &mut page),
                Err(error) => return Err(error).for_(&visitor),
            },
            None => not_found(cx, &mut page),
        }
    }
    let title = page.frame.title.clone();
    kit::answer(&visitor, (Again::status(None), &title), |reader| view::why(reader, &page)).await
}

fn not_found(cx: &Cx, page: &mut view::WhyPage) {
    for control in page.controls.iter_mut().filter(|control| control.name == "record") {
        control.problem = Some(cx.text("ui.house.no_record").to_owned());
    }
}

/// The record that an address or `MODULE:ID` names.
fn named(cx: &Cx, text: &str) -> Option<Link> {
    if let Some((code, id)) = text.split_once(':')
        && let (Some(module), Ok(id)) = (cx.catalog.module(code), id.parse())
    {
        return Some(Link::new(&module.code, id));
    }
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.rsplit('/').filter(|part| !part.is_empty());
    let (id, plural) = (parts.next()?, parts.next()?);
    let module = cx.catalog.modules().iter().find(|module| module.plural == plural)?;
    Some(Link::new(&module.code, id.parse().ok()?))
}

async fn explain(
    cx: &Cx,
    (link, person): (&Link, PrincipalId),
    why: Why,
    page: &mut view::WhyPage,
) -> kernel::Result<()> {
    let people = records::owners(cx).await?;
    let parties = Parties::read(cx).await?;
    let module = cx.module(&link.module)?;
    let texts = cx.catalog.texts();
    let language = cx.locale.language;
    let who = kit::name_of(&people, person);
    let fill = |key: &str, params: &[(&str, &str)]| texts.fill(language, key, params);
    let word = |level: Level| cx.text(&format!("level.{}", level.word())).to_owned();
    let answer = match why.level {
        Some(level) => fill("ui.house.reached", &[("who", &who), ("level", &word(level))]),
        None => fill("ui.house.not_reached", &[("who", &who)]),
    };
    page.answer = Some((answer, why.level.is_some()));
    page.record = Some((why.title.clone(), format!("/{}/{}", module.plural, link.id)));
    if !why.is_active {
        let text = cx.text("ui.house.reason.inactive").to_owned();
        page.reasons.push(view::ReasonLine { text, ..view::ReasonLine::default() });
    }
    page.reasons.push(of_profile(cx, &why));
    let owner = why.owner.map(|owner| kit::name_of(&people, owner)).unwrap_or_default();
    let lines = why.reasons.iter().map(|reason| view::ReasonLine {
        text: in_words(cx, reason, &parties, (&people, &owner)),
        level: reason.level.map(word).unwrap_or_default(),
        opens: reason.level.is_some(),
    });
    page.reasons.extend(lines);
    let fields = [(FieldRight::Hidden, &why.hidden), (FieldRight::Read, &why.read_only)];
    for (right, names) in fields.into_iter().filter(|(_, names)| !names.is_empty()) {
        let labels: Vec<String> =
            names.iter().map(|name| head::field_label(cx, &module, name)).collect();
        let word = cx.text(&format!("field_right.{}", right.word())).to_owned();
        page.fields.push(format!("{word}: {}", labels.join(", ")));
    }
    Ok(())
}

/// What the profiles of a person's role leave open in the module.
fn of_profile(cx: &Cx, why: &Why) -> view::ReasonLine {
    let word = |right: &Right| cx.text(&format!("right.{}", right.word())).to_owned();
    let words: Vec<String> = why.rights.iter().map(word).collect();
    let opens = why.rights.contains(&Right::See);
    let text = match opens {
        true => cx.text("ui.house.reason.profile").to_owned(),
        false => cx.text("ui.house.reason.profile_denies").to_owned(),
    };
    view::ReasonLine { text, level: words.join(", "), opens }
}

fn in_words(
    cx: &Cx,
    reason: &Reason,
    parties: &Parties,
    (people, owner): (&[records::Person], &str),
) -> String {
    let texts = cx.catalog.texts();
    let fill = |key: &str, params: &[(&str, &str)]| {
        texts.fill(cx.locale.language, &format!("ui.house.reason.{key}"), params)
    };
    match &reason.kind {
        ReasonKind::Own => fill("own", &[]),
        ReasonKind::OwnGroup(group) => {
            fill("own_group", &[("group", &kit::name_of(people, *group))])
        }
        ReasonKind::Default if reason.level.is_some() => fill("default", &[]),
        ReasonKind::Default => fill("private", &[("owner", owner)]),
        ReasonKind::Below(role) => {
            let role = parties.label(cx, access::Party::Role(*role));
            fill("below", &[("owner", owner), ("role", &role)])
        }
        ReasonKind::Rule { from, to, .. } => {
            let (from, to) = (parties.label(cx, *from), parties.label(cx, *to));
            fill("rule", &[("from", &from), ("to", &to)])
        }
        ReasonKind::Shared(with) => fill("shared", &[("with", &kit::name_of(people, *with))]),
        ReasonKind::Held => fill("held", &[]),
        ReasonKind::NobodyOwns => fill("nobody_owns", &[]),
    }
}
