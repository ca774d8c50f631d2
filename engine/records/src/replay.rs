//! Requests that carried a key: asked twice, they happen once and are answered alike.

use kernel::{Error, FieldProblem, Result};
use store::queries::idempotency;

use crate::cx::Cx;
use crate::save::Once;

/// Takes a key for a request, or gives the answer it got before.
///
/// # Errors
/// `Conflict` `key_in_flight` while the first request is under way; `Invalid` `key_reused` when
/// the key came with another request; `Unauthenticated` when nobody acts.
pub async fn begin_once(cx: &Cx, once: &Once) -> Result<Option<String>> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let (once, at) = (once.clone(), cx.now());
    cx.store()
        .write(move |tx| {
            if idempotency::begin(tx, user, &once.key, &once.request, at)? {
                return Ok(None);
            }
            let known = idempotency::get(tx, user, &once.key)?;
            let known = known.ok_or_else(|| Error::conflict("key_in_flight"))?;
            if known.request != once.request {
                return Err(Error::Invalid(vec![FieldProblem::new("", "key_reused")]));
            }
            known.answer.map(Some).ok_or_else(|| Error::conflict("key_in_flight"))
        })
        .await
}

/// Keeps the answer to a key, or frees the key when there is none to keep.
///
/// # Errors
/// When the database fails.
pub async fn end_once(cx: &Cx, once: &Once, answer: Option<String>) -> Result<()> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let key = once.key.clone();
    cx.store()
        .write(move |tx| match &answer {
            Some(answer) => idempotency::end(tx, user, &key, answer),
            None => idempotency::release(tx, user, &key),
        })
        .await
}
