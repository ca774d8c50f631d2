//! What would come of a form while somebody fills it.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use present::edit::{posted, read};
use present::typed::{self, Typed};
use present::{names, sketch as model};
use sheets::sketch as view;

use super::again::Again;
use super::{address, edit};
use visit::answer::{Answer, For, part};
use visit::body::Posted;
use visit::open::reader;
use visit::query::query;
use visit::state::WebState;

/// `POST /{modules}/sketch?of=ID`: draws what the form holds; nothing is saved.
pub async fn sketch(
    State(_): State<WebState>,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let record = edit::of(cx, &module, &query(raw.as_deref())).await.for_(&visitor)?;
    let id = record.as_ref().map(|record| record.id);
    let known = names::for_form(cx, Vec::new()).await.for_(&visitor)?;
    let typed = typed::resolve(cx, &posted(cx, &module, &form), form).await;
    let Typed { form, .. } = typed.for_(&visitor)?;
    let (input, _) = read(cx, &module, &known, &form);
    let sketched = records::behavior::sketch(cx, &module, id, &input).await.for_(&visitor)?;
    let drawn = model::drawn(cx, &module, sketched);
    if !visitor.is_partial {
        let again = Again::drawn(form, Some(drawn));
        return edit::unsaved(&visitor, &module, record.as_ref(), again).await;
    }
    let shown = form.get(view::MARK).unwrap_or_default();
    Ok(part(StatusCode::OK, view::answer(reader(&visitor, &known), &drawn, shown)))
}
