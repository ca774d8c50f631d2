//! Messages to the reader, and their number while it changes.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use kernel::{Error, Instant};
use social::{MessageKind, Rhythm, Which};
use ui::Names;
use ui::views::messages as view;
use uuid::Uuid;

use super::list::query;
use super::me::obstacle;
use super::open::{Open, reader};
use crate::answer::{Answer, Flash, For, own_address, part, redirect};
use crate::body::Posted;
use crate::live;
use crate::state::WebState;
use crate::visitor::Visitor;
use present::messages::{Shown, page as model};
use present::names;

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
) -> Result<view::MessagesPage, crate::answer::Refused> {
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
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let waits = accepted.is_some_and(|kinds| kinds.contains("text/event-stream"));
    let seat = match cx.actor.user.filter(|_| waits) {
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

/// `POST /me/messages`: posts the kinds that are wanted, and how often they come by mail.
pub async fn choose(State(state): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let wanted: Vec<MessageKind> = form.all("kind").filter_map(MessageKind::from_word).collect();
    let unwanted: Vec<MessageKind> =
        MessageKind::ALL.into_iter().filter(|kind| !wanted.contains(kind)).collect();
    let rhythm = form.get("digest").map(|word| match word {
        "never" => Ok(None),
        word => {
            let known = Rhythm::from_word(word).map(Some);
            known.ok_or_else(|| Error::invalid("digest", "not_in_list"))
        }
    });
    let rhythm = rhythm.transpose().for_(&visitor)?;
    if rhythm.flatten().is_some() && obstacle(&state, &visitor).is_some() {
        return Err(Error::conflict("no_digests")).for_(&visitor);
    }
    social::set_unwanted(visitor.cx(), &unwanted).await.for_(&visitor)?;
    if let Some(rhythm) = rhythm {
        social::set_rhythm(visitor.cx(), rhythm).await.for_(&visitor)?;
    }
    Ok(redirect("/me/messages", Some(&Flash::done("looks_saved"))))
}
