//! Relations with roles.

use axum::extract::{Path, State};
use kernel::{Error, Link};

use super::address;
use crate::answer::{Answer, Flash, For, redirect};
use crate::body::Posted;
use crate::state::WebState;

/// `POST /{modules}/{id}/relate/{relation}`: posts `to` and `role`.
pub async fn relate(
    State(_): State<WebState>,
    Path((plural, id, relation)): Path<(String, String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let from = Link::new(&module.code, address::id(&id).for_(&visitor)?);
    let to = form.get("to").and_then(|text| text.parse().ok());
    let to = to.ok_or_else(|| Error::invalid("to", "required")).for_(&visitor)?;
    let role = form.get("role").unwrap_or_default();
    records::relate(cx, from, &relation, to, role).await.for_(&visitor)?;
    Ok(redirect(&format!("/{plural}/{id}"), Some(&Flash::done("related"))))
}

/// `POST /{modules}/{id}/unrelate/{relation}`
pub async fn unrelate(
    State(_): State<WebState>,
    Path((plural, id, relation)): Path<(String, String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let record = Link::new(&module.code, address::id(&id).for_(&visitor)?);
    let relation = uuid::Uuid::parse_str(&relation).map_err(|_| Error::NotFound).for_(&visitor)?;
    records::unrelate(cx, record, relation).await.for_(&visitor)?;
    Ok(redirect(&format!("/{plural}/{id}"), Some(&Flash::done("unrelated"))))
}
