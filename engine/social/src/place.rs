//! Records a person comes back to.

use kernel::{Error, Link, Result};
use records::Cx;
use store::queries::favourite;

use crate::message;

/// Notes that the reader looked at a record, and is done with what they were told of it.
///
/// # Errors
/// When the database fails.
pub async fn note_seen(cx: &Cx, link: &Link) -> Result<()> {
    let Some(user) = cx.actor.user else { return Ok(()) };
    message::seen(cx, link).await?;
    let (link, at) = (link.clone(), cx.now());
    cx.store().write(move |tx| favourite::seen(tx, user, &link, at)).await
}

async fn titled(cx: &Cx, links: Vec<Link>) -> Result<Vec<(Link, String)>> {
    let titles = records::titles(cx, &links).await?;
    let pair = |link: Link| titles.get(&link.id).cloned().map(|title| (link, title));
    Ok(links.into_iter().filter_map(pair).collect())
}

/// Records the reader looked at last, with titles; those out of reach are left out.
///
/// # Errors
/// When the database fails.
pub async fn recents(cx: &Cx) -> Result<Vec<(Link, String)>> {
    let Some(user) = cx.actor.user else { return Ok(Vec::new()) };
    let links = cx.store().read(move |reader| favourite::recent(reader, user)).await?;
    titled(cx, links).await
}

/// Records the reader marked, with titles; those out of reach are left out.
///
/// # Errors
/// When the database fails.
pub async fn favourites(cx: &Cx) -> Result<Vec<(Link, String)>> {
    let Some(user) = cx.actor.user else { return Ok(Vec::new()) };
    let links = cx.store().read(move |reader| favourite::marked(reader, user)).await?;
    titled(cx, links).await
}

/// Marks a record as a favourite.
///
/// # Errors
/// `NotFound`; `Unauthenticated` when nobody acts.
pub async fn mark(cx: &Cx, link: &Link) -> Result<bool> {
    records::get(cx, &link.module, link.id).await?;
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let (link, at) = (link.clone(), cx.now());
    cx.store().write(move |tx| favourite::mark(tx, user, &link, at)).await
}

/// Takes the mark away.
///
/// # Errors
/// `Unauthenticated` when nobody acts.
pub async fn unmark(cx: &Cx, link: &Link) -> Result<bool> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let id = link.id;
    cx.store().write(move |tx| favourite::unmark(tx, user, id)).await
}
