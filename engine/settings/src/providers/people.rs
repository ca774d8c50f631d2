//! Whom a directory has, and taking them in.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use federation::{Found, FoundState, Provider};
use panel::people as view;
use records::Cx;

use super::kit::{PATH, said, tabs};
use crate::kit;
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /settings/providers/{id}/people?q=`
pub async fn people(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Answer {
    let id = kit::id(&id, &visitor)?;
    let provider = federation::provider(visitor.cx(), id).await.for_(&visitor)?;
    let text: String = asked.get("q").cloned().unwrap_or_default().chars().take(80).collect();
    show(&state, &visitor, (&provider, &text), view::PeoplePage::default()).await
}

async fn show(
    state: &WebState,
    visitor: &Visitor,
    (provider, text): (&Provider, &str),
    page: view::PeoplePage,
) -> Answer {
    let cx = visitor.cx();
    let looked = federation::look_around(&state.federation, cx, (provider.id, text)).await;
    let (rows, has_more, problem) = match looked.for_(visitor)? {
        Ok((found, more)) => (found.into_iter().map(|one| line(cx, one)).collect(), more, None),
        Err(refusal) => (Vec::new(), false, Some(said(cx, refusal))),
    };
    let title = cx.text("ui.directory.title").to_owned();
    let page = view::PeoplePage {
        frame: panel::Frame {
            title: title.clone(),
            about: cx.text("ui.directory.about").to_owned(),
            steps: vec![
                (cx.text("ui.provider.title").to_owned(), PATH.to_owned()),
                (provider.name.clone(), format!("{PATH}/{}", provider.id)),
            ],
            tabs: tabs(cx, provider, "people"),
            ..panel::Frame::default()
        },
        at: format!("{PATH}/{}/people", provider.id),
        text: text.to_owned(),
        rows,
        has_more,
        problem: problem.or(page.problem),
        ..page
    };
    kit::answer(visitor, (StatusCode::OK, &title), |reader| view::people(reader, &page)).await
}

fn line(cx: &Cx, one: Found) -> view::PersonLine {
    let (state, is_open) = match &one.state {
        FoundState::New => (cx.text("ui.directory.state_new").to_owned(), true),
        FoundState::Here => (cx.text("ui.directory.state_here").to_owned(), false),
        FoundState::SameLogin(_, name) => {
            let params = [("name", name.as_str())];
            let texts = cx.catalog.texts();
            (texts.fill(cx.locale.language, "ui.directory.state_same", &params), true)
        }
    };
    view::PersonLine {
        value: one.subject,
        name: one.name,
        login: one.login,
        mail: one.mail,
        state,
        is_open,
    }
}

/// `POST /settings/providers/{id}/people`: posts `subject`, several times, and `q`.
pub async fn adopt(
    State(state): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let id = kit::id(&id, &visitor)?;
    let provider = federation::provider(cx, id).await.for_(&visitor)?;
    let text = form.get("q").unwrap_or_default();
    let chosen: BTreeSet<String> = form.all("subject").map(str::to_owned).collect();
    let adopted = federation::adopt(&state.federation, (cx, id), (text, &chosen)).await;
    let (done, problem) = match adopted.for_(&visitor)? {
        Err(refusal) => (None, Some(said(cx, refusal))),
        Ok((n, refused)) => {
            let n = n.to_string();
            let texts = cx.catalog.texts();
            let done = texts.fill(cx.locale.language, "ui.directory.done", &[("n", &n)]);
            let told = refused.iter().map(|(login, why)| format!("{login}: {}", said(cx, why)));
            let told: Vec<String> = told.collect();
            (Some(done), (!told.is_empty()).then(|| told.join(" ")))
        }
    };
    let page = view::PeoplePage { done, problem, ..view::PeoplePage::default() };
    show(&state, &visitor, (&provider, text), page).await
}

/// `GET /settings/providers/{id}/linked`
pub async fn linked(State(_): State<WebState>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let cx = visitor.cx();
    let id = kit::id(&id, &visitor)?;
    let provider = federation::provider(cx, id).await.for_(&visitor)?;
    let all = federation::linked(cx, id).await.for_(&visitor)?;
    let title = cx.text("ui.directory.linked").to_owned();
    let frame = panel::Frame {
        title: title.clone(),
        about: cx.text("ui.directory.linked_about").to_owned(),
        steps: vec![
            (cx.text("ui.provider.title").to_owned(), PATH.to_owned()),
            (provider.name.clone(), format!("{PATH}/{id}")),
        ],
        tabs: tabs(cx, &provider, "linked"),
        ..panel::Frame::default()
    };
    kit::answer(&visitor, (StatusCode::OK, &title), |reader| {
        let row = |one: federation::Linked| view::LinkedLine {
            id: one.user.to_string(),
            known_as: format!("{} · {}", one.login, one.subject),
            name: one.name,
            seen: one.seen_at.map(|at| ui::format::moment(reader, at)).unwrap_or_default(),
        };
        let rows = all.into_iter().map(row).collect();
        let page = view::LinkedPage { frame, at: format!("{PATH}/{id}/linked"), rows };
        view::linked(reader, &page)
    })
    .await
}

/// `POST /settings/providers/{id}/linked`: posts `user`.
pub async fn unlink(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let id = kit::id(&id, &visitor)?;
    let who = form.get("user").unwrap_or_default().parse();
    let who = who.map_err(|()| kernel::Error::NotFound).for_(&visitor)?;
    federation::unlink(visitor.cx(), (id, who)).await.for_(&visitor)?;
    Ok(redirect(&format!("{PATH}/{id}/linked"), Some(&Flash::done("unlinked"))))
}
