//! What people may change about themselves.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use identity::own;
use panel as view;

use crate::kit::{self, Fields};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

const HERE: &str = "/settings/own-fields";

/// `GET /settings/own-fields`
pub async fn page(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let policy = own::policy(&cx.engine).await.for_(&visitor)?;
    let open: BTreeSet<String> =
        own::FIELDS.into_iter().filter(|field| policy.is_open(field)).map(str::to_owned).collect();
    let label = |field: &str| cx.text(&format!("ui.own.field.{field}")).to_owned();
    let all = own::FIELDS.map(|field| (field.to_owned(), label(field)));
    let title = cx.text("web.settings.own_fields").to_owned();
    let open = Fields::under(cx, None, "ui.own").many("open", &open, all);
    let page = view::FormPage {
        ways: Vec::new(),
        frame: view::Frame {
            title: title.clone(),
            about: cx.text("ui.own.policy_about").to_owned(),
            ..view::Frame::default()
        },
        action: HERE.to_owned(),
        version: None,
        groups: vec![(cx.text("ui.own.policy").to_owned(), vec![open])],
        submit: cx.text("ui.action.save").to_owned(),
        other: None,
        back: "/settings".to_owned(),
        extras: Vec::new(),
    };
    kit::answer(&visitor, (StatusCode::OK, &title), |reader| view::form(reader, &page)).await
}

/// `POST /settings/own-fields`: posts what is left `open`.
pub async fn save(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let open = form.all("open").map(str::to_owned).collect();
    own::set_policy(visitor.cx(), open).await.for_(&visitor)?;
    Ok(redirect(HERE, Some(&Flash::done("looks_saved"))))
}
