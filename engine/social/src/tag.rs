//! Tags on records, and following them.

use kernel::{Link, Result};
use records::{Cx, Mark};
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
    let (id, user) = (records::get(cx, &link.module, link.id).await?.id, cx.actor.user);
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
    records::mark(cx, link, Mark::Tag(records::read_tag(tag)?)).await
}

/// Takes a tag off a record; tells whether it was there.
///
/// # Errors
/// `NotFound`; `Forbidden`.
pub async fn untag(cx: &Cx, link: &Link, tag: &str) -> Result<bool> {
    records::mark(cx, link, Mark::Untag(tag.to_owned())).await
}

/// Follows a record.
///
/// # Errors
/// `NotFound`; `Unauthenticated` when nobody acts.
pub async fn follow(cx: &Cx, link: &Link) -> Result<bool> {
    records::mark(cx, link, Mark::Follow).await
}

/// Ends following a record.
///
/// # Errors
/// `NotFound`; `Unauthenticated` when nobody acts.
pub async fn unfollow(cx: &Cx, link: &Link) -> Result<bool> {
    records::mark(cx, link, Mark::Unfollow).await
}
