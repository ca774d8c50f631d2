//! Tags, following and favourites.

use axum::extract::{Path, State};
use kernel::Link;

use super::address;
use super::change::latest;
use crate::answer::{Answer, Flash, For, Refused, redirect};
use crate::body::Posted;
use crate::state::WebState;
use crate::visitor::Visitor;

pub(super) fn link(visitor: &Visitor, plural: &str, id: &str) -> Result<Link, Refused> {
    let module = address::module(visitor.cx(), plural).for_(visitor)?;
    Ok(Link::new(&module.code, address::id(id).for_(visitor)?))
}

fn back(plural: &str, id: &str) -> axum::response::Response {
    redirect(&format!("/{plural}/{id}"), None)
}

/// Back to the record, with what takes it back when something has changed.
async fn done(visitor: &Visitor, link: &Link, (to, is_new, code): (&str, bool, &str)) -> Answer {
    if !is_new {
        return Ok(redirect(to, None));
    }
    let undo = latest(visitor.cx(), link).await.for_(visitor)?;
    Ok(redirect(to, Some(&Flash::undoable(code, undo))))
}

/// `POST /{modules}/{id}/tags`: adds `tag`, or takes it off with `remove=1`.
pub async fn tag(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    let tag = form.get("tag").unwrap_or_default();
    let (is_new, code) = match form.get("remove") {
        Some("1") => (social::untag(visitor.cx(), &link, tag).await, "untagged"),
        _ => (social::tag(visitor.cx(), &link, tag).await, "tagged"),
    };
    let is_new = is_new.for_(&visitor)?;
    done(&visitor, &link, (&format!("/{plural}/{id}"), is_new, code)).await
}

/// `POST /{modules}/{id}/follow`
pub async fn follow(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    let is_new = social::follow(visitor.cx(), &link).await.for_(&visitor)?;
    done(&visitor, &link, (&format!("/{plural}/{id}"), is_new, "followed")).await
}

/// `POST /{modules}/{id}/unfollow`
pub async fn unfollow(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    let is_new = social::unfollow(visitor.cx(), &link).await.for_(&visitor)?;
    done(&visitor, &link, (&format!("/{plural}/{id}"), is_new, "unfollowed")).await
}

/// `POST /{modules}/{id}/mark`
pub async fn mark(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    social::mark(visitor.cx(), &link).await.for_(&visitor)?;
    Ok(back(&plural, &id))
}

/// `POST /{modules}/{id}/unmark`
pub async fn unmark(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    social::unmark(visitor.cx(), &link).await.for_(&visitor)?;
    Ok(back(&plural, &id))
}
