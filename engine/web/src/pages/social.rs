//! Tags, following and favourites.

use axum::extract::{Path, State};
use kernel::Link;

use super::address;
use super::change::latest;
use ui::fields::Form;

use visit::answer::{Answer, Flash, For, Refused, own_address, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

pub(super) fn link(visitor: &Visitor, plural: &str, id: &str) -> Result<Link, Refused> {
    let module = address::module(visitor.cx(), plural).for_(visitor)?;
    Ok(Link::new(&module.code, address::id(id).for_(visitor)?))
}

/// Where the person came from: the page that the form names, else the record.
fn before(plural: &str, id: &str, form: &Form) -> String {
    let own = format!("/{plural}/{id}");
    form.get("from").map_or(own.as_str(), own_address).to_owned()
}

/// Back to the record, with what takes it back when something has changed.
async fn done(visitor: &Visitor, link: &Link, (to, is_new, code): (&str, bool, &str)) -> Answer {
    if !is_new {
        return Ok(redirect(to, None));
    }
    let undo = latest(visitor.cx(), link, None).await.for_(visitor)?;
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
    done(&visitor, &link, (&before(&plural, &id, &form), is_new, code)).await
}

/// `POST /{modules}/{id}/follow`
pub async fn follow(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    let is_new = social::follow(visitor.cx(), &link).await.for_(&visitor)?;
    done(&visitor, &link, (&before(&plural, &id, &form), is_new, "followed")).await
}

/// `POST /{modules}/{id}/unfollow`
pub async fn unfollow(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    let is_new = social::unfollow(visitor.cx(), &link).await.for_(&visitor)?;
    done(&visitor, &link, (&before(&plural, &id, &form), is_new, "unfollowed")).await
}

/// `POST /{modules}/{id}/mark`
pub async fn mark(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    social::mark(visitor.cx(), &link).await.for_(&visitor)?;
    Ok(redirect(&before(&plural, &id, &form), None))
}

/// `POST /{modules}/{id}/unmark`
pub async fn unmark(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    social::unmark(visitor.cx(), &link).await.for_(&visitor)?;
    Ok(redirect(&before(&plural, &id, &form), None))
}
