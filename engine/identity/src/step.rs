//! The second half of a sign-in: the code of the second factor.
//!
//! Between the halves there is no session. The step lives for ten minutes in the one browser in
//! which the password was typed, allows few guesses, and ends with the first code that fits.

use std::sync::Arc;

use kernel::{Error, Instant, Result, random_token};
use records::Engine;
use store::Tx;
use store::queries::factor::{Standing, standing};
use store::queries::log::{self, LogEntry};
use store::queries::step::{self as stored, Step};
use store::queries::user;
use vault::Vault;

use crate::factor::{self, Proof};
use crate::guess::{Counters, too_many};
use crate::session::{self, SignedIn, hash};
use crate::sign_in::Door;
use crate::trail;
use crate::user::Profile;

/// How long somebody may look for their code.
const LIFE: i64 = 10 * 60_000;
/// Codes that may be tried before the password is asked for again.
pub(crate) const MOST_TRIES: i64 = 5;

/// Begins the second half for somebody whose password fitted; gives the secret of its cookie.
pub(crate) async fn begin(engine: &Arc<Engine>, profile: &Profile) -> Result<String> {
    let secret = random_token();
    let created_at = engine.clock().now();
    let step = Step { id_hash: hash(&secret), user: profile.id, created_at };
    engine.store().write(move |tx| stored::add(tx, &step)).await?;
    Ok(secret)
}

/// By what a sign-in that is half done goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// A code of the app, or a recovery code.
    pub by_code: bool,
    /// A passkey.
    pub by_passkey: bool,
}

impl Ways {
    /// Whom a passkey is demanded of comes in by nothing less once they have one.
    fn of(standing: &Standing) -> Self {
        let by_passkey = standing.n_passkeys > 0;
        let is_enough = standing.demanded != "passkey" || !by_passkey;
        Ways { by_code: standing.factor_since.is_some() && is_enough, by_passkey }
    }
}

/// By what the sign-in with this secret goes on, if it is half done.
///
/// # Errors
/// When the database fails.
pub async fn ways_on(engine: &Arc<Engine>, secret: &str) -> Result<Option<Ways>> {
    let (id_hash, now) = (hash(secret), engine.clock().now());
    let read = engine.store().read(move |reader| {
        let found = stored::get(reader, &id_hash)?.filter(|step| lives(step, now));
        found.map(|step| standing(reader, step.user)).transpose()
    });
    Ok(read.await?.as_ref().map(Ways::of))
}

pub(crate) fn lives(step: &Step, now: Instant) -> bool {
    now.millis() - step.created_at.millis() < LIFE
}

/// What came of a code, inside the transaction that uses it up.
enum Ended {
    /// There is no such step, or it is over.
    Over,
    Wait(i64),
    Wrong,
    Right(Box<Profile>, String),
}

/// Signs in with the code of the second factor, or with a recovery code.
///
/// # Errors
/// `Invalid` at `code`; `Unauthenticated` when the password has to be typed again; `TooMany`.
pub async fn confirm(
    engine: &Arc<Engine>,
    vault: &Vault,
    (secret, typed): (&str, &str),
    door: &Door,
) -> Result<SignedIn> {
    let now = engine.clock().now();
    let (id_hash, proof, vault) = (hash(secret), Proof::typed(typed), vault.clone());
    let place = door.clone();
    let ended = engine
        .store()
        .write(move |tx| {
            let found = stored::get(tx, &id_hash)?.filter(|step| lives(step, now));
            let Some(step) = found else { return Ok(Ended::Over) };
            try_code(tx, (&vault, &step, &proof), (&place, now))
        })
        .await?;
    match ended {
        Ended::Over => Err(Error::Unauthenticated),
        Ended::Wait(wait) => Err(too_many(wait)),
        Ended::Wrong => Err(Error::invalid("code", "code_wrong")),
        Ended::Right(profile, browser) => {
            let mut signed_in = session::begin(engine, &profile, door).await?;
            signed_in.browser = Some(browser);
            Ok(signed_in)
        }
    }
}

fn try_code(
    tx: &mut Tx<'_>,
    (vault, step, proof): (&Vault, &Step, &Proof),
    (door, now): (&Door, Instant),
) -> Result<Ended> {
    let Some(user) = user::get(tx, step.user)?.filter(|user| user.is_active) else {
        return Ok(Ended::Over);
    };
    let (counters, browser) = Counters::of_code(tx, &user.login, door)?;
    if let Err(wait) = counters.begin(tx, now)? {
        return Ok(Ended::Wait(wait));
    }
    if !stored::count(tx, &step.id_hash, MOST_TRIES)? {
        stored::end(tx, &step.id_hash)?;
        return Ok(Ended::Over);
    }
    let ways = Ways::of(&standing(tx, user.id)?);
    let fits = ways.by_code && factor::use_proof(tx, vault, (user.id, proof), now)?;
    let entry = |event: &str| LogEntry {
        at: now,
        event: event.into(),
        actor: Some(user.id),
        detail: user.login.clone(),
        address: door.address.clone(),
    };
    let way = match proof {
        Proof::Digits(_) => "code",
        Proof::Code(_) => "recovery",
    };
    if !fits {
        counters.failed(tx, now)?;
        trail::note(tx, (way, "code_wrong"), (Some(&user), ""), (door, now))?;
        log::add(tx, &entry("sign_in.code_refused"))?;
        return Ok(Ended::Wrong);
    }
    counters.fitted(tx, now)?;
    // Of two who come at once with the same step only one ends it.
    if !stored::end(tx, &step.id_hash)? {
        return Ok(Ended::Over);
    }
    trail::note(tx, (way, "done"), (Some(&user), ""), (door, now))?;
    log::add(tx, &entry("sign_in.done"))?;
    Ok(Ended::Right(Box::new(Profile::of(&user)), browser))
}
