//! Tags on records, and following them.

use access::Right;
use kernel::{Error, FieldProblem, Link, Result};
use records::Cx;
use store::queries::{favourite, tag as stored};

/// What people put on a record, and what the reader did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Social {
    /// Tags in order.
    pub tags: Vec<String>,
    /// Whether the reader follows it.
    pub follows: bool,
    /// Whether the reader marked it as a favourite.
    pub is_favourite: bool,
}

/// Reads tags and what the reader did.
///
/// # Errors
/// `NotFound` for the record.
pub async fn social(cx: &Cx, link: &Link) -> Result<Social> {
    records::get(cx, &link.module, link.id).await?;
    let (id, user) = (link.id, cx.actor.user);
    cx.store()
        .read(move |reader| {
            let tags = stored::of_record(reader, id)?;
            let Some(user) = user else { return Ok(Social { tags, ..Social::default() }) };
            let follows = stored::follows(reader, id, user)?;
            let is_favourite = favourite::is_marked(reader, user, id)?;
            Ok(Social { tags, follows, is_favourite })
        })
        .await
}

/// Puts a tag on a record; tells whether it is new there.
///
/// # Errors
/// `NotFound`; `Forbidden`; `Invalid` at `tag`.
pub async fn tag(cx: &Cx, link: &Link, tag: &str) -> Result<bool> {
    let tag = tag.trim().trim_start_matches('#').to_owned();
    if tag.is_empty() {
        return Err(Error::invalid("tag", "required"));
    }
    if tag.chars().count() > 40 || tag.contains(|c: char| c.is_control() || c == ',') {
        return Err(Error::Invalid(vec![FieldProblem::new("tag", "too_long").with("max", 40)]));
    }
    demand(cx, link).await?;
    let (module, id) = (link.module.clone(), link.id);
    cx.store().write(move |tx| stored::add(tx, &module, id, &tag)).await
}

/// Takes a tag off a record; tells whether it was there.
///
/// # Errors
/// `NotFound`; `Forbidden`.
pub async fn untag(cx: &Cx, link: &Link, tag: &str) -> Result<bool> {
    demand(cx, link).await?;
    let (id, tag) = (link.id, tag.to_owned());
    cx.store().write(move |tx| stored::remove(tx, id, &tag)).await
}

async fn demand(cx: &Cx, link: &Link) -> Result<()> {
    cx.actor.rights.demand(&link.module, Right::Edit)?;
    records::get(cx, &link.module, link.id).await.map(drop)
}

/// Follows a record.
///
/// # Errors
/// `NotFound`; `Unauthenticated` when nobody acts.
pub async fn follow(cx: &Cx, link: &Link) -> Result<bool> {
    records::get(cx, &link.module, link.id).await?;
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let (module, id) = (link.module.clone(), link.id);
    cx.store().write(move |tx| stored::follow(tx, &module, id, user)).await
}

/// Ends following a record.
///
/// # Errors
/// `Unauthenticated` when nobody acts.
pub async fn unfollow(cx: &Cx, link: &Link) -> Result<bool> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let id = link.id;
    cx.store().write(move |tx| stored::unfollow(tx, id, user)).await
}
