//! What a module does as a whole, set off by a person.

use axum::extract::{Path, State};

use super::address;
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;

/// `POST /{modules}/errands/{name}`
pub async fn run(
    State(_): State<WebState>,
    Path((plural, name)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let came = records::run_errand(cx, &module.code, &name).await.for_(&visitor)?;
    let said = if came == 0 { "errand_idle" } else { "errand" };
    Ok(redirect(&format!("/{plural}"), Some(&Flash::done(said))))
}
