//! Relations with roles.

use access::Right;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{Error, Link};
use sheets::relate as view;

use super::address;
use present::typed::{self, Typed};
use present::{head, names};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::open::Open;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /{modules}/{id}/relate/{relation}`
pub async fn form(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id, relation)): Path<(String, String, String)>,
) -> Answer {
    show(&visitor, (&plural, &id, &relation), None).await
}

async fn show(
    visitor: &Visitor,
    (plural, id, relation): (&str, &str, &str),
    again: Option<Typed>,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, plural).for_(visitor)?;
    cx.actor.rights.demand(&module.code, Right::Edit).for_(visitor)?;
    let id = address::id(id).for_(visitor)?;
    let record = records::get(cx, &module.code, id).await.for_(visitor)?;
    let known = module.relations.iter().find(|known| known.name == relation);
    let known = known.ok_or(Error::NotFound).for_(visitor)?;
    let status = match again.is_none() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let entered = again.as_ref().map(|typed| typed.form.clone());
    let Typed { problems, choices, .. } = again.unwrap_or_default();
    let linked = typed::links([&view::target(&known.to)], entered.as_ref());
    let mut names = names::for_form(cx, linked).await.for_(visitor)?;
    names.choices = choices;
    let href = format!("/{plural}/{id}");
    let page = view::RelatePage {
        module: head::module(cx, &module),
        title: record.title,
        label: cx.text(&module.key("relation", relation)).to_owned(),
        action: format!("{href}/relate/{relation}"),
        href,
        to: known.to.clone(),
        roles: known.roles.clone(),
        entered,
        problems,
    };
    let here = format!("/{plural}");
    let open = Open::new(visitor, &here, names).await.for_(visitor)?;
    Ok(open.answer(status, &page.label, &view::page(open.reader(), &page)))
}

/// `POST /{modules}/{id}/relate/{relation}`: posts `to` and `role`.
pub async fn relate(
    State(_): State<WebState>,
    Path((plural, id, relation)): Path<(String, String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let from = Link::new(&module.code, address::id(&id).for_(&visitor)?);
    let known = module.relations.iter().find(|known| known.name == relation);
    let target = view::target(&known.ok_or(Error::NotFound).for_(&visitor)?.to);
    let typed = typed::resolve(cx, &[&target], form).await.for_(&visitor)?;
    let to = typed.form.get("to").unwrap_or_default();
    let to = to.rsplit(':').next().and_then(|text| text.parse().ok());
    let role = typed.form.get("role").unwrap_or_default().to_owned();
    let done = match to {
        _ if !typed.problems.is_empty() => Err(Error::Invalid(typed.problems.clone())),
        Some(to) => records::relate(cx, from, &relation, to, &role).await.map(drop),
        None => Err(Error::invalid("to", "required")),
    };
    match done {
        Ok(()) => Ok(redirect(&format!("/{plural}/{id}"), Some(&Flash::done("related")))),
        Err(Error::Invalid(problems)) => {
            let again = Typed { problems, ..typed };
            show(&visitor, (&plural, &id, &relation), Some(again)).await
        }
        Err(error) => Err(error).for_(&visitor),
    }
}

/// `POST /{modules}/{id}/unrelate/{relation}`
pub async fn unrelate(
    State(_): State<WebState>,
    Path((plural, id, relation)): Path<(String, String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let record = Link::new(&module.code, address::id(&id).for_(&visitor)?);
    let relation = uuid::Uuid::parse_str(&relation).map_err(|_| Error::NotFound).for_(&visitor)?;
    records::unrelate(cx, record, relation).await.for_(&visitor)?;
    Ok(redirect(&format!("/{plural}/{id}"), Some(&Flash::done("unrelated"))))
}
