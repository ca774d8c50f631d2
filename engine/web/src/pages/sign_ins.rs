//! Who came in or tried to, for administrators, and of oneself.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use identity::{SignIn, Wanted};
use kernel::PrincipalId;
use panel::sign_ins as view;
use records::Cx;
use ui::Names;

use super::open::Open;
use crate::answer::{Answer, For};
use crate::state::WebState;
use crate::visitor::Visitor;

type Asked = Query<BTreeMap<String, String>>;

/// `GET /settings/sign-ins?person=&outcome=&before=`
pub async fn page(State(_): State<WebState>, visitor: Visitor, asked: Asked) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let told = |name: &str| asked.0.get(name).filter(|text| !text.is_empty()).cloned();
    let person: Option<PrincipalId> = told("person").and_then(|id| id.parse().ok());
    let outcome = told("outcome").filter(|word| identity::OUTCOMES.contains(&word.as_str()));
    let before = told("before").and_then(|number| number.parse().ok());
    let wanted = Wanted { user: person, outcome: outcome.clone(), before };
    let found = identity::sign_ins(cx, wanted).await.for_(&visitor)?;
    let people = identity::users(&cx.engine).await.for_(&visitor)?;
    let names: BTreeMap<PrincipalId, &str> =
        people.iter().map(|one| (one.id, one.name.as_str())).collect();
    let is_full = found.len() as i64 == identity::SIGN_INS_PAGE;
    let last = found.last().filter(|_| is_full).map(|(number, _)| *number);
    let chosen = person.map_or_else(String::new, |id| id.to_string());
    let word = outcome.clone().unwrap_or_default();
    let older = last
        .map(|number| format!("/settings/sign-ins?person={chosen}&outcome={word}&before={number}"));
    let rows = found.into_iter().map(|(_, one)| {
        let name = one.user.and_then(|id| names.get(&id).copied());
        row(cx, one, name)
    });
    let outcomes = identity::OUTCOMES.map(|word| {
        let label = cx.text(&format!("ui.sign_ins.outcome_{word}")).to_owned();
        (word.to_owned(), label, outcome.as_deref() == Some(word))
    });
    let page = view::SignInsPage {
        rows: rows.collect(),
        people: people
            .iter()
            .map(|one| (one.id.to_string(), one.name.clone(), person == Some(one.id)))
            .collect(),
        outcomes: outcomes.into(),
        older,
    };
    let open = Open::new(&visitor, "/settings", Names::default()).await.for_(&visitor)?;
    let body = view::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, cx.text("ui.sign_ins.title"), &body))
}

/// An entry in words.
pub fn row(cx: &Cx, one: SignIn, name: Option<&str>) -> view::SignInRow {
    let way = match one.way.strip_prefix("with:") {
        Some(provider) => provider.to_owned(),
        None => cx.text(&format!("ui.sign_ins.way_{}", one.way)).to_owned(),
    };
    view::SignInRow {
        at: one.at,
        who: name.map_or(one.named, str::to_owned),
        way,
        is_bad: !["done", "asked", "signed_out"].contains(&one.outcome.as_str()),
        outcome: cx.text(&format!("ui.sign_ins.outcome_{}", one.outcome)).to_owned(),
        address: one.address,
        device: one.device,
    }
}
