//! What comes of an answer of a passkey, inside the transaction that uses the question up.

use kernel::{Instant, PrincipalId, Result};
use passkey::{Ask, Passkeys, Refusal};
use records::Engine;
use serde_json::Value as Json;
use store::Tx;
use store::queries::passkey::{self as stored, StoredPasskey};

/// How long a browser has to answer.
const LIFE: i64 = 5 * 60_000;

/// Whose browser was asked, and what for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// SHA-256 of the secret that only this browser has.
    pub id_hash: Vec<u8>,
    /// Word of what it was asked for.
    pub purpose: &'static str,
}

/// What came of an answer.
pub(crate) enum Outcome {
    /// Nobody asked this browser, or it is too long ago.
    Over,
    /// The answer does not hold; whose passkey it names, if it is known.
    Refused(Refusal, Option<PrincipalId>),
    /// It holds.
    Held(Box<StoredPasskey>),
}

/// Keeps a question until it is answered, and gives what the browser is asked.
pub(crate) async fn keep(engine: &Engine, asked: Asked, ask: Ask) -> Result<Json> {
    let now = engine.clock().now();
    let forgotten = now.plus_millis(-LIFE);
    let write = engine.store().write(move |tx| {
        stored::ask(tx, (&asked.id_hash, asked.purpose), &ask.state, (now, forgotten))
    });
    write.await?;
    Ok(ask.options)
}

/// What was asked of a browser; it can be answered once.
pub(crate) fn take(tx: &mut Tx<'_>, asked: &Asked, now: Instant) -> Result<Option<String>> {
    let taken = stored::take(tx, (&asked.id_hash, asked.purpose))?;
    Ok(taken.filter(|(_, at)| now.millis() - at.millis() < LIFE).map(|(state, _)| state))
}

/// Judges an answer; with `wanted` it has to be a passkey of that person.
pub(crate) fn judge(
    tx: &mut Tx<'_>,
    passkeys: &Passkeys,
    (asked, answer): (&Asked, &str),
    (wanted, now): (Option<PrincipalId>, Instant),
) -> Result<Outcome> {
    let Some(state) = take(tx, asked, now)? else { return Ok(Outcome::Over) };
    let wrong = |whose| Ok(Outcome::Refused(Refusal::Wrong, whose));
    let Some(named) = passkey::named(answer) else { return wrong(wanted) };
    let Some(found) = stored::by_credential(tx, &named.credential)? else { return wrong(wanted) };
    // A device that was not told whom to ask for has to say whose passkey it is.
    let says = named.person.map(PrincipalId).or(wanted);
    if says != Some(found.user) || wanted.is_some_and(|wanted| wanted != found.user) {
        return wrong(wanted);
    }
    match passkeys.judge(answer, (&state, &found.body)) {
        Err(refusal) => Ok(Outcome::Refused(refusal, Some(found.user))),
        Ok(judged) => {
            let (body, is_backed_up) = (judged.body, judged.is_backed_up);
            let held = StoredPasskey { body, is_backed_up, used_at: Some(now), ..found };
            stored::put(tx, &held)?;
            Ok(Outcome::Held(Box::new(held)))
        }
    }
}
