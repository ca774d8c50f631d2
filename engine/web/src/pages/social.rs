//! Tags, following and favourites.

use axum::extract::{Path, State};
use kernel::Link;

use super::address;
use crate::answer::{Answer, Flash, For, Refused, redirect};
use crate::body::Posted;
use crate::state::WebState;
use crate::visitor::Visitor;

pub(super) fn link(visitor: &Visitor, plural: &str, id: &str) -> Result<Link, Refused> {
    let module = address::module(visitor.cx(), plural).for_(visitor)?;
    Ok(Link::new(&module.code, address::id(id).for_(visitor)?))
}

fn back(plural: &str, id: &str, said: Option<&str>) -> axum::response::Response {
    redirect(&format!("/{plural}/{id}"), said.map(Flash::done).as_ref())
}

/// `POST /{modules}/{id}/tags`: adds `tag`, or takes it off with `remove=1`.
pub async fn tag(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    let tag = form.get("tag").unwrap_or_default();
    match form.get("remove") {
        Some("1") => social::untag(visitor.cx(), &link, tag).await.for_(&visitor)?,
        _ => social::tag(visitor.cx(), &link, tag).await.for_(&visitor)?,
    };
    Ok(back(&plural, &id, None))
}

/// `POST /{modules}/{id}/follow`
pub async fn follow(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    social::follow(visitor.cx(), &link).await.for_(&visitor)?;
    Ok(back(&plural, &id, Some("followed")))
}

/// `POST /{modules}/{id}/unfollow`
pub async fn unfollow(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    social::unfollow(visitor.cx(), &link).await.for_(&visitor)?;
    Ok(back(&plural, &id, Some("unfollowed")))
}

/// `POST /{modules}/{id}/mark`
pub async fn mark(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    social::mark(visitor.cx(), &link).await.for_(&visitor)?;
    Ok(back(&plural, &id, None))
}

/// `POST /{modules}/{id}/unmark`
pub async fn unmark(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    social::unmark(visitor.cx(), &link).await.for_(&visitor)?;
    Ok(back(&plural, &id, None))
}
