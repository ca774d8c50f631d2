//! From a name and a password to a session.

use std::sync::Arc;

use kernel::{Error, Instant, Result};
use records::Engine;
use store::queries::log::{self, LogEntry};
use store::queries::{attempt, user};

use crate::password;
use crate::session::{self, SignedIn};
use crate::user::{Profile, fold_login};

/// Failures of one name from one address before it has to wait.
const FREE_TRIES: i64 = 5;
/// Failures from one address, whatever the names, before it has to wait.
const FREE_TRIES_OF_ADDRESS: i64 = 50;
/// The longest wait.
const LONGEST_WAIT: i64 = 15 * 60_000;

/// Where somebody knocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Door {
    /// Network address.
    pub address: String,
    /// Browser as it names itself.
    pub device: String,
}

/// Signs in; every failure looks alike and takes as long.
///
/// The wait grows with the failures of this name from this address, so that guessing is slow and
/// nobody can lock out anybody else (ASVS 6.3.1).
///
/// # Errors
/// `Unauthenticated`; `TooMany` with the seconds to wait.
pub async fn sign_in(
    engine: &Arc<Engine>,
    login: &str,
    password: String,
    door: &Door,
) -> Result<SignedIn> {
    let login = fold_login(login).chars().take(80).collect::<String>();
    let keys = [
        (format!("login/{login}/{}", door.address), FREE_TRIES),
        (format!("address/{}", door.address), FREE_TRIES_OF_ADDRESS),
    ];
    let now = engine.clock().now();
    let wanted = login.clone();
    let asked = keys.clone();
    let (stored, wait) = engine
        .store()
        .read(move |reader| {
            let mut wait = 0;
            for (key, free) in &asked {
                let known = attempt::get(reader, key)?;
                wait = wait.max(known.map_or(0, |(n, at)| waits(n - free, at, now)));
            }
            Ok((user::by_login(reader, &wanted)?, wait))
        })
        .await?;
    if wait > 0 {
        let seconds = u32::try_from((wait + 999) / 1000).unwrap_or(u32::MAX);
        return Err(Error::TooMany { retry_after: seconds });
    }
    let hash = stored.as_ref().filter(|user| user.is_active).and_then(|u| u.password_hash.clone());
    let fits = password::verify(password, hash).await?;
    let profile = stored.filter(|_| fits).map(|user| Profile::of(&user));
    note(engine, &keys, profile.as_ref(), (&login, door)).await?;
    match profile {
        Some(profile) => session::begin(engine, &profile, door).await,
        None => Err(Error::Unauthenticated),
    }
}

/// Milliseconds still to wait after that many failures too many: 2, 4, 8 … seconds.
fn waits(too_many: i64, last: Instant, now: Instant) -> i64 {
    if too_many < 0 {
        return 0;
    }
    let wait = (2000_i64 << too_many.min(10)).min(LONGEST_WAIT);
    (last.millis() + wait - now.millis()).max(0)
}

async fn note(
    engine: &Arc<Engine>,
    keys: &[(String, i64); 2],
    profile: Option<&Profile>,
    (login, door): (&str, &Door),
) -> Result<()> {
    let now = engine.clock().now();
    let entry = LogEntry {
        at: now,
        event: if profile.is_some() { "sign_in.done" } else { "sign_in.refused" }.into(),
        actor: profile.map(|profile| profile.id),
        detail: login.chars().filter(|c| !c.is_control()).collect(),
        address: door.address.clone(),
    };
    let keys = keys.clone();
    let failed = profile.is_none();
    engine
        .store()
        .write(move |tx| {
            log::add(tx, &entry)?;
            if !failed {
                return attempt::clear(tx, &keys[0].0);
            }
            for (key, _) in &keys {
                let known = attempt::get(tx, key)?;
                let fresh = known.filter(|(_, at)| now.millis() - at.millis() < 3_600_000);
                attempt::set(tx, key, fresh.map_or(1, |(n, _)| n + 1), now)?;
            }
            Ok(())
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_and_ends() {
        let at = Instant::from_millis(1_000_000);
        assert_eq!(waits(-1, at, at), 0);
        assert_eq!(waits(0, at, at), 2000);
        assert_eq!(waits(3, at, at), 16_000);
        assert_eq!(waits(60, at, at), LONGEST_WAIT);
        assert_eq!(waits(0, at, at.plus_millis(2001)), 0);
    }
}
