//! From a name and a password to a session, or to the question for the second factor.

use std::sync::Arc;

use kernel::{Error, Result};
use records::Engine;
use store::queries::log::{self, LogEntry};
use store::queries::{factor, user};

use crate::guess::{Counters, too_many};
use crate::password;
use crate::session::{self, SignedIn};
use crate::step;
use crate::user::{Profile, fold_login};

/// Where somebody knocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Door {
    /// Network address.
    pub address: String,
    /// Browser as it names itself.
    pub device: String,
    /// What the browser is known by, if somebody signed in there before.
    pub browser: Option<String>,
}

/// How far somebody came with their password.
pub enum Entered {
    /// They are signed in.
    In(Box<SignedIn>),
    /// They are asked for their second factor; the secret goes into a cookie of this browser.
    Asked(String),
}

/// Signs in with a password; every failure looks alike and takes as long.
///
/// The wait grows with the failures of this name from this address, so that guessing is slow and
/// nobody can lock out anybody else (ASVS 6.3.1). Whoever has a second factor is asked for it
/// before there is any session.
///
/// # Errors
/// `Unauthenticated`; `TooMany` with the seconds to wait.
pub async fn sign_in(
    engine: &Arc<Engine>,
    login: &str,
    password: String,
    door: &Door,
) -> Result<Entered> {
    let login = fold_login(login).chars().take(80).collect::<String>();
    let begun = begin(engine, &login, door).await?;
    let stored = begun.user.as_ref().filter(|user| user.is_active);
    let hash = stored.and_then(|user| user.password_hash.clone());
    let fits = password::verify(password, hash).await?;
    let profile = begun.user.as_ref().filter(|_| fits).map(Profile::of);
    let told = Told { login: &login, door, is_asked: begun.has_factor };
    end(engine, begun.counters, profile.as_ref(), &told).await?;
    let profile = profile.ok_or(Error::Unauthenticated)?;
    if begun.has_factor {
        return step::begin(engine, &profile).await.map(Entered::Asked);
    }
    let mut signed_in = session::begin(engine, &profile, door).await?;
    signed_in.browser = Some(begun.browser);
    Ok(Entered::In(Box::new(signed_in)))
}

/// A try that was counted.
struct Begun {
    user: Option<user::User>,
    has_factor: bool,
    counters: Counters,
    browser: String,
}

/// Counts a try, or tells how long to wait before the next one.
async fn begin(engine: &Arc<Engine>, login: &str, door: &Door) -> Result<Begun> {
    let now = engine.clock().now();
    let (login, door) = (login.to_owned(), door.clone());
    let begun = engine.store().write(move |tx| {
        let (counters, browser) = Counters::of_password(tx, &login, &door)?;
        if let Err(wait) = counters.begin(tx, now)? {
            return Ok(Err(wait));
        }
        let user = user::by_login(tx, &login)?;
        let has_factor = match &user {
            Some(user) => is_second_half(&factor::standing(tx, user.id)?),
            None => false,
        };
        Ok(Ok(Begun { user, has_factor, counters, browser }))
    });
    begun.await?.map_err(too_many)
}

/// Whether a password is only half of the sign-in.
fn is_second_half(standing: &factor::Standing) -> bool {
    standing.factor_since.is_some() || standing.n_passkeys > 0
}

struct Told<'a> {
    login: &'a str,
    door: &'a Door,
    is_asked: bool,
}

/// Writes down how a try ended; one that fits was none.
async fn end(
    engine: &Arc<Engine>,
    counters: Counters,
    profile: Option<&Profile>,
    told: &Told<'_>,
) -> Result<()> {
    let event = match (profile, told.is_asked) {
        (None, _) => "sign_in.refused",
        (Some(_), true) => "sign_in.asked",
        (Some(_), false) => "sign_in.done",
    };
    let entry = LogEntry {
        at: engine.clock().now(),
        event: event.into(),
        actor: profile.map(|profile| profile.id),
        detail: told.login.chars().filter(|c| !c.is_control()).collect(),
        address: told.door.address.clone(),
    };
    let fits = profile.is_some();
    let write = engine.store().write(move |tx| {
        log::add(tx, &entry)?;
        match fits {
            true => counters.fitted(tx, entry.at),
            false => counters.failed(tx, entry.at),
        }
    });
    write.await
}
