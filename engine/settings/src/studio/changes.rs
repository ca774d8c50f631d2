//! What was changed, act by act; taking it back, and carrying it to another house.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use kernel::{Error, PrincipalId};
use panel as view;
use panel::changes::{ActRow, ChangesPage};
use records::Shaping;

use super::kit::{self, text};
use super::told::told;
use crate::kit::{self as house, Again, Fields};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Acts that are shown; the file holds all of them.
const SHOWN: usize = 200;

/// `GET /settings/changes`
pub async fn changes(State(_): State<WebState>, visitor: Visitor) -> Answer {
    show(&visitor, None).await
}

async fn show(visitor: &Visitor, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    let acts = cx.engine.acts(cx).await.for_(visitor)?;
    let people = present::names::people(cx).await.for_(visitor)?;
    let who = |id: Option<PrincipalId>| id.and_then(|id| people.get(&id).cloned());
    let rows: Vec<(&Shaping, String)> =
        acts.iter().take(SHOWN).map(|act| (act, who(act.actor).unwrap_or_default())).collect();
    let fields = Fields::under(cx, again.as_ref(), "ui.studio");
    let bring = view::Extra {
        title: text(cx, "bring"),
        about: text(cx, "bring_about"),
        action: format!("{}/bring", kit::CHANGES),
        controls: vec![fields.area("file", "")],
        verb: text(cx, "bring_verb"),
        is_danger: false,
    };
    let frame = view::Frame {
        problem: again.as_ref().and_then(Again::conflict),
        ..kit::frame(cx, "changes")
    };
    let title = frame.title.clone();
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| {
        let row = |(act, who): &(&Shaping, String)| ActRow {
            when: ui::format::date_time(reader, act.at),
            who: who.clone(),
            what: told(cx, &act.changes),
            action: format!(
                "{}/{}/{}",
                kit::CHANGES,
                act.id,
                if act.undone_at.is_some() { "redo" } else { "undo" }
            ),
            is_undone: act.undone_at.is_some(),
            is_settled: act.is_settled,
        };
        let page = ChangesPage {
            frame,
            ways: vec![(text(cx, "file_down"), format!("{}.json", kit::CHANGES))],
            acts: rows.iter().map(row).collect(),
            empty: (text(cx, "no_changes"), text(cx, "no_changes_why")),
            extras: vec![bring],
        };
        panel::changes::changes(reader, &page)
    })
    .await
}

/// `GET` where acts are posted: whoever asks for the address of an answer comes back to the page.
pub async fn back(State(_): State<WebState>, _: Visitor) -> Answer {
    Ok(redirect(kit::CHANGES, None))
}

/// `GET /settings/changes.json`: everything that holds, as a file.
pub async fn file(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let text = studio::carried(visitor.cx()).await.for_(&visitor)?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"kontor-studio.json\""),
    ];
    Ok((StatusCode::OK, headers, text).into_response())
}

/// `POST /settings/changes/bring`
pub async fn bring(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    match studio::bring(visitor.cx(), form.get("file").unwrap_or_default()).await {
        Ok((Some(_), _)) => Ok(kit::done(kit::CHANGES)),
        Ok((None, _)) => Ok(redirect(kit::CHANGES, Some(&Flash::done("studio_nothing_new")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, Some(again)).await
        }
    }
}

/// `POST /settings/changes/{id}/{act}`: `undo` or `redo`.
pub async fn act(
    State(_): State<WebState>,
    Path((id, act)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let id = house::id(&id, &visitor)?;
    let done = match act.as_str() {
        "undo" => cx.engine.take_back(cx, id).await,
        "redo" => cx.engine.bring_back(cx, id).await,
        _ => Err(Error::NotFound),
    };
    match done {
        Ok(()) => Ok(kit::done(kit::CHANGES)),
        Err(error) => show(&visitor, Some(Again::beside(&visitor, error)?)).await,
    }
}
