//! Records that are made of files.

use access::Right;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use catalog::Module;
use kernel::Error;
use sheets::taking as view;
use ui::Names;

use super::address;
use present::errors::{self, Reader};
use present::head;
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::{Posted, Upload};
use visit::open::Open;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /{modules}/from_file`
pub async fn form(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
) -> Answer {
    let module = address::module(visitor.cx(), &plural).for_(&visitor)?;
    show(&visitor, &module, Vec::new()).await
}

/// `POST /{modules}/from_file`: makes a record of each file, one after the other.
pub async fn take_in(
    State(state): State<WebState>,
    Path(plural): Path<String>,
    Posted { visitor, uploads, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    cx.actor.rights.demand(&module.code, Right::Create).for_(&visitor)?;
    if uploads.is_empty() {
        return Err(Error::invalid("file", "file_empty")).for_(&visitor);
    }
    let is_one = uploads.len() == 1;
    let mut outcomes = Vec::new();
    for Upload { name, content, .. } in uploads {
        let made = match content.whole().await {
            Ok(bytes) => state.files.take_in(cx, &module.code, &name, bytes).await,
            Err(error) => Err(error),
        };
        let made = match made {
            Ok(record) => Ok((record.title, format!("/{plural}/{}", record.id))),
            Err(error @ (Error::Invalid(_) | Error::Conflict { .. })) => {
                Err(said(&visitor, &module, &error))
            }
            Err(error) => return Err(error).for_(&visitor),
        };
        outcomes.push(view::Outcome { file: name, made });
    }
    match outcomes.as_slice() {
        [view::Outcome { made: Ok((_, href)), .. }] if is_one => {
            Ok(redirect(href, Some(&Flash::done("taken_in"))))
        }
        _ => show(&visitor, &module, outcomes).await,
    }
}

/// What is wrong with a file, each problem with the label of its field.
fn said(visitor: &Visitor, module: &Module, error: &Error) -> String {
    let cx = visitor.cx();
    let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
    let Error::Invalid(problems) = error else { return errors::words(&reader, error, None).1 };
    let sentences = problems.iter().map(|problem| {
        let label = head::field_label(cx, module, &problem.field);
        errors::sentence(&reader, &label, problem)
    });
    sentences.collect::<Vec<_>>().join(" ")
}

async fn show(
    visitor: &Visitor,
    module: &Module,
    outcomes: Vec<view::Outcome>,
) -> Result<Response, visit::answer::Refused> {
    let cx = visitor.cx();
    cx.actor.rights.demand(&module.code, Right::Create).for_(visitor)?;
    let endings = records::taken_endings(cx, &module.code);
    if endings.is_empty() {
        return Err(Error::NotFound).for_(visitor);
    }
    let is_fine = outcomes.iter().all(|outcome| outcome.made.is_ok());
    let status = if is_fine { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let accept: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
    let page = view::TakingPage {
        module: head::module(cx, module),
        title: cx.text(&module.key("file", "read")).to_owned(),
        hint: cx.text(&module.key("file", "hint")).to_owned(),
        accept: accept.join(","),
        limit: social::LARGEST as u64,
        outcomes,
    };
    let here = format!("/{}", module.plural);
    let open = Open::new(visitor, &here, Names::default()).await.for_(visitor)?;
    Ok(open.answer(status, &page.title, &view::page(open.reader(), &page)))
}
