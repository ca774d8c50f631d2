//! What is done to a record by one button: bin, back, away, actions, undo.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use kernel::{Error, Link, Result};
use records::Cx;

use super::address;
use visit::answer::{Answer, Flash, For, own_address, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// What takes back the last thing that happened to a record; with a kind only when it was of that.
pub(super) async fn latest(cx: &Cx, link: &Link, kind: Option<&str>) -> Result<Option<uuid::Uuid>> {
    let entries = records::history(cx, &link.module, link.id, None, 1).await?;
    let meant = entries.first().filter(|entry| kind.is_none_or(|kind| entry.kind == kind));
    Ok(meant.and_then(|entry| entry.undo))
}

/// `POST /{modules}/{id}/trash`: from the list that `from` names, or to the list.
pub async fn trash(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let id = address::id(&id).for_(&visitor)?;
    let record = records::trash(cx, &module.code, id, None).await.for_(&visitor)?;
    let undo = latest(cx, &record.link(&module), None).await.for_(&visitor)?;
    let list = format!("/{plural}");
    let to = form.get("from").map_or(list.as_str(), own_address);
    Ok(redirect(to, Some(&Flash::undoable("trashed", undo))))
}

/// `POST /{modules}/{id}/restore`
pub async fn restore(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let id = address::id(&id).for_(&visitor)?;
    let record = records::restore(cx, &module.code, id).await.for_(&visitor)?;
    let undo = latest(cx, &record.link(&module), None).await.for_(&visitor)?;
    Ok(redirect(&format!("/{plural}/{id}"), Some(&Flash::undoable("restored", undo))))
}

/// `POST /{modules}/{id}/purge`
pub async fn purge(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let id = address::id(&id).for_(&visitor)?;
    records::purge(cx, &module.code, id).await.for_(&visitor)?;
    Ok(redirect(&format!("/{plural}/bin"), Some(&Flash::done("purged"))))
}

/// `POST /undo/{entry}`: one entry of the history, or a whole run.
pub async fn undo(
    State(_): State<WebState>,
    Path(entry): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let entry = uuid::Uuid::parse_str(&entry).map_err(|_| Error::NotFound).for_(&visitor)?;
    match records::undo_with_module(cx, entry).await {
        Ok((module, record)) => {
            let plural = cx.module(&module).map(|module| module.plural.clone()).for_(&visitor)?;
            let to = match record.trashed_at {
                Some(_) => format!("/{plural}"),
                None => format!("/{plural}/{}", record.id),
            };
            Ok(undone(&visitor, &to))
        }
        Err(Error::NotFound) => undo_run(&visitor, entry).await,
        Err(error) => Err(error).for_(&visitor),
    }
}

/// What was done to many goes back as a whole, and what takes long has a page that follows it.
async fn undo_run(visitor: &Visitor, run: uuid::Uuid) -> Answer {
    let cx = visitor.cx();
    if let Some(code) = twins::is_merge(cx, run).await.for_(visitor)? {
        let plural = cx.module(&code).map(|module| module.plural.clone()).for_(visitor)?;
        return super::merge::take_back(visitor, run, &format!("/{plural}/merges")).await;
    }
    let line = match bulk::line(cx, run).await {
        Ok(line) => line,
        Err(Error::NotFound) => {
            records::undo_own_run(cx, run).await.for_(visitor)?;
            return Ok(undone(visitor, "/"));
        }
        Err(error) => return Err(error).for_(visitor),
    };
    let plural = cx.module(&line.module).map(|module| module.plural.clone()).for_(visitor)?;
    if bulk::undo(cx, run).await.for_(visitor)? {
        return Ok(undone(visitor, &format!("/{plural}")));
    }
    let page = format!("/{plural}/runs/{run}");
    let mut response = redirect(&page, None);
    if visitor.is_partial
        && let Ok(value) = HeaderValue::from_str(&page)
    {
        *response.status_mut() = StatusCode::OK;
        response.headers_mut().remove(header::LOCATION);
        response.headers_mut().insert("hx-redirect", value);
    }
    Ok(response)
}

/// The button of a message takes back on the spot: the page in front of the reader comes anew.
pub(super) fn undone(visitor: &Visitor, to: &str) -> Response {
    let mut response = redirect(to, Some(&Flash::done("undone")));
    if visitor.is_partial {
        *response.status_mut() = StatusCode::OK;
        response.headers_mut().remove(header::LOCATION);
        response.headers_mut().insert("hx-refresh", HeaderValue::from_static("true"));
    }
    response
}
