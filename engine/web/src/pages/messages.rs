//! Messages to the reader, and their number while it changes.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use kernel::{Error, Instant};
use social::Which;
use ui::Names;
use ui::views::messages as view;
use uuid::Uuid;

use present::messages::{Shown, page as model};
use present::names;
use visit::answer::{Answer, For, own_address, part, redirect};
use visit::body::Posted;
use visit::live;
use visit::open::{Open, reader};
use visit::query::query;
use visit::state::WebState;
use visit::visitor::{Visitor, waits};

/// `GET /messages?show=all&before=`
pub async fn messages(
    State(_): State<WebState>,
    visitor: Visitor,
    RawQuery(raw): RawQuery,
) -> Answer {
    let query = query(raw.as_deref());
    let shown = if query.get("show") == Some("all") { Shown::All } else { Shown::Open };
    let page = read(&visitor, shown, query.get("before").and_then(place)).await?;
    let known = Names::default();
    if query.get("frame") == Some("drawer") {
        return Ok(part(StatusCode::OK, view::drawer(reader(&visitor, &known), &page)));
    }
    if visitor.is_partial {
        return Ok(part(StatusCode::OK, view::list(reader(&visitor, &known), &page)));
    }
    let open = Open::new(&visitor, "/messages", known).await.for_(&visitor)?;
    let body = view::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, visitor.cx().text("ui.messages.title"), &body))
}

async fn read(
    visitor: &Visitor,
    shown: Shown,
    before: Option<social::Place>,
) -> Result<view::MessagesPage, visit::answer::Refused> {
    let cx = visitor.cx();
    let found = social::messages(cx, shown == Shown::Open, before).await.for_(visitor)?;
    let people = names::people(cx).await.for_(visitor)?;
    Ok(model(cx, shown, found, &people))
}

fn place(text: &str) -> Option<social::Place> {
    let (at, id) = text.split_once('.')?;
    Some((Instant::from_millis(at.parse().ok()?), Uuid::parse_str(id).ok()?))
}

/// `POST /messages/read`: posts `all=1`, or `about` with the id of a record, and `undo=1`.
pub async fn done(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let about = form.get("about").and_then(|id| Uuid::parse_str(id).ok());
    let which = match (about, form.get("all")) {
        (Some(id), _) => Which::About(id),
        (None, Some("1")) => Which::All,
        (None, _) => return Err(Error::NotFound).for_(&visitor),
    };
    let is_read = form.get("undo") != Some("1");
    social::set_read(visitor.cx(), which, is_read).await.for_(&visitor)?;
    let back = own_address(form.get("back").unwrap_or("/messages")).to_owned();
    if visitor.is_partial {
        let shown = if back.contains("show=all") { Shown::All } else { Shown::Open };
        let page = read(&visitor, shown, None).await?;
        let known = Names::default();
        return Ok(part(StatusCode::OK, view::list(reader(&visitor, &known), &page)));
    }
    Ok(redirect(&back, None))
}

/// `GET /messages/live`: the number of unread messages; to a browser that waits for events, each
/// time that it changes.
pub async fn live(State(state): State<WebState>, visitor: Visitor, headers: HeaderMap) -> Answer {
    let cx = visitor.cx();
    let seat = match cx.actor.user.filter(|_| waits(&headers)) {
        // The seat is taken before the number is read, so that nothing falls between.
        Some(user) => {
            let seat = state.live.join(&state.engine, user);
            let seat = seat.ok_or_else(|| Error::Unavailable { what: "live".into() });
            Some(seat.for_(&visitor)?)
        }
        None => None,
    };
    let n = social::unread(cx).await.for_(&visitor)?;
    Ok(match seat {
        Some(seat) => live::stream(cx.clone(), seat, n),
        None => live::number(n),
    })
}
