//! The sign-in with a passkey: alone, or as the second half after the password.

use std::sync::Arc;

use kernel::{Error, Instant, PrincipalId, Result, random_token};
use passkey::{Passkeys, Refusal};
use records::Engine;
use serde_json::Value as Json;
use store::Tx;
use store::queries::log::{self, LogEntry};
use store::queries::passkey as stored;
use store::queries::step;
use store::queries::user::{self, User};

use super::judge::{Asked, Outcome, judge, keep};
use crate::guess::{Counters, network, too_many};
use crate::keeper;
use crate::session::{self, SignedIn, hash};
use crate::sign_in::Door;
use crate::step::{MOST_TRIES, lives};
use crate::trail;
use crate::user::Profile;

/// What came of an answer.
enum Ended {
    Over,
    Wait(i64),
    Wrong,
    Right(Box<Profile>, String),
}

fn of_enter(secret: &str) -> Asked {
    Asked { id_hash: hash(secret), purpose: "enter" }
}

fn of_step(id_hash: Vec<u8>) -> Asked {
    Asked { id_hash, purpose: "step" }
}

/// Asks a browser for any passkey of this house; gives the secret of its cookie with the question.
///
/// # Errors
/// `TooMany` after many questions from one address that nobody answered.
pub async fn ask_to_enter(
    engine: &Arc<Engine>,
    passkeys: &Passkeys,
    door: &Door,
) -> Result<(String, Json)> {
    let (counters, now) = (of_network(door), engine.clock().now());
    let begun = engine.store().write(move |tx| counters.begin(tx, now)).await?;
    begun.map_err(too_many)?;
    let secret = random_token();
    let options = keep(engine, of_enter(&secret), passkeys.ask(&[])?).await?;
    Ok((secret, options))
}

fn of_network(door: &Door) -> Counters {
    Counters::of_many(format!("passkey/{}", network(&door.address)))
}

/// Signs in with a passkey alone; every failure looks alike.
///
/// # Errors
/// `Unauthenticated`; `TooMany`.
pub async fn enter_by_passkey(
    engine: &Arc<Engine>,
    passkeys: &Passkeys,
    (secret, answer): (&str, &str),
    door: &Door,
) -> Result<SignedIn> {
    let (asked, now, place) = (of_enter(secret), engine.clock().now(), door.clone());
    let (passkeys, answer) = (passkeys.clone(), answer.to_owned());
    let write = engine.store().write(move |tx| {
        let outcome = judge(tx, &passkeys, (&asked, &answer), (None, now))?;
        let outcome = unless_barred(tx, outcome)?;
        let ended = settle(tx, outcome, (&place, now))?;
        if matches!(ended, Ended::Right(..)) {
            of_network(&place).fitted(tx, now)?;
        }
        Ok(ended)
    });
    finish(engine, write.await?, door).await
}

/// Asks the browser of a sign-in that is half done for a passkey of its person.
///
/// # Errors
/// `Unauthenticated` when the password has to be typed again; `NotFound` without passkeys.
pub async fn ask_for_step(engine: &Arc<Engine>, passkeys: &Passkeys, secret: &str) -> Result<Json> {
    let (id_hash, now) = (hash(secret), engine.clock().now());
    let asked = of_step(id_hash.clone());
    let read = engine.store().read(move |reader| {
        let found = step::get(reader, &id_hash)?.filter(|step| lives(step, now));
        found.map(|step| stored::of_user(reader, step.user)).transpose()
    });
    let all = read.await?.ok_or(Error::Unauthenticated)?;
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    let known: Vec<_> = all.into_iter().map(|one| one.credential).collect();
    keep(engine, asked, passkeys.ask(&known)?).await
}

/// Signs in with a passkey after the password.
///
/// # Errors
/// `Unauthenticated` when the password has to be typed again; `Invalid` at `answer`; `TooMany`.
pub async fn confirm_by_passkey(
    engine: &Arc<Engine>,
    passkeys: &Passkeys,
    (secret, answer): (&str, &str),
    door: &Door,
) -> Result<SignedIn> {
    let (id_hash, now, place) = (hash(secret), engine.clock().now(), door.clone());
    let (passkeys, answer) = (passkeys.clone(), answer.to_owned());
    let write = engine.store().write(move |tx| {
        let found = step::get(tx, &id_hash)?.filter(|step| lives(step, now));
        let Some(begun) = found else { return Ok(Ended::Over) };
        if !step::count(tx, &id_hash, MOST_TRIES)? {
            step::end(tx, &id_hash)?;
            return Ok(Ended::Over);
        }
        let asked = of_step(id_hash.clone());
        let outcome = judge(tx, &passkeys, (&asked, &answer), (Some(begun.user), now))?;
        let ended = settle(tx, outcome, (&place, now))?;
        // Of two who come at once with the same step only one ends it.
        if matches!(ended, Ended::Right(..)) && !step::end(tx, &id_hash)? {
            return Ok(Ended::Over);
        }
        Ok(ended)
    });
    match write.await? {
        Ended::Wrong => Err(Error::invalid("answer", "passkey_refused")),
        ended => finish(engine, ended, door).await,
    }
}

async fn finish(engine: &Arc<Engine>, ended: Ended, door: &Door) -> Result<SignedIn> {
    match ended {
        Ended::Over | Ended::Wrong => Err(Error::Unauthenticated),
        Ended::Wait(wait) => Err(too_many(wait)),
        Ended::Right(profile, browser) => {
            let mut signed_in = session::begin(engine, &profile, door).await?;
            signed_in.browser = Some(browser);
            Ok(signed_in)
        }
    }
}

/// Where people come by the word of others alone, a passkey opens no more than a password.
fn unless_barred(tx: &mut Tx<'_>, outcome: Outcome) -> Result<Outcome> {
    let Outcome::Held(held) = &outcome else { return Ok(outcome) };
    match user::get(tx, held.user)? {
        Some(user) if !keeper::may_use_password(tx, &user)? => {
            Ok(Outcome::Refused(Refusal::Wrong, Some(user.id)))
        }
        Some(_) | None => Ok(outcome),
    }
}

/// Whether an answer opens the house, and a note of it in the log.
fn settle(tx: &mut Tx<'_>, outcome: Outcome, (door, now): (&Door, Instant)) -> Result<Ended> {
    let held = match outcome {
        Outcome::Over => return Ok(Ended::Over),
        Outcome::Refused(refusal, whose) => {
            refused(tx, (refusal, whose), (door, now))?;
            return Ok(Ended::Wrong);
        }
        Outcome::Held(held) => held,
    };
    let Some(user) = user::get(tx, held.user)?.filter(|user| user.is_active) else {
        refused(tx, (Refusal::Wrong, Some(held.user)), (door, now))?;
        return Ok(Ended::Wrong);
    };
    let (counters, browser) = Counters::of_code(tx, &user.login, door)?;
    if let Err(wait) = counters.begin(tx, now)? {
        return Ok(Ended::Wait(wait));
    }
    counters.fitted(tx, now)?;
    add(tx, "sign_in.done", Some(&user), (door, now))?;
    Ok(Ended::Right(Box::new(Profile::of(&user)), browser))
}

fn refused(
    tx: &mut Tx<'_>,
    (refusal, whose): (Refusal, Option<PrincipalId>),
    at: (&Door, Instant),
) -> Result<()> {
    let user = match whose {
        Some(id) => user::get(tx, id)?,
        None => None,
    };
    let event = match refusal {
        Refusal::WentBack => {
            tracing::warn!(user.id = ?whose, "a passkey counts less than before: a copy of it?");
            "sign_in.passkey_copied"
        }
        Refusal::Wrong | Refusal::Unverified => "sign_in.passkey_refused",
    };
    add(tx, event, user.as_ref(), at)
}

fn add(
    tx: &mut Tx<'_>,
    event: &str,
    user: Option<&User>,
    (door, at): (&Door, Instant),
) -> Result<()> {
    let outcome = match event {
        "sign_in.done" => "done",
        "sign_in.passkey_copied" => "passkey_copied",
        _ => "passkey_wrong",
    };
    trail::note(tx, ("passkey", outcome), (user, ""), (door, at))?;
    let (event, address) = (event.into(), door.address.clone());
    let (actor, detail) = (user.map(|user| user.id), user.map(|user| user.login.clone()));
    log::add(tx, &LogEntry { at, event, actor, detail: detail.unwrap_or_default(), address })
}
