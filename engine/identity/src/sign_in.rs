//! From a name and a password to a session.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

use kernel::{Error, Instant, Result};
use records::Engine;
use store::Tx;
use store::queries::log::{self, LogEntry};
use store::queries::{attempt, user};

use crate::browser;
use crate::password;
use crate::session::{self, SignedIn};
use crate::user::{Profile, fold_login};

/// Failures of one name from one address before it has to wait.
const FREE_TRIES: i64 = 5;
/// Failures from one address, whatever the names, before it has to wait.
const FREE_TRIES_OF_ADDRESS: i64 = 50;
/// The longest wait.
const LONGEST_WAIT: i64 = 15 * 60_000;

/// A counter that has not moved for so long begins again.
const FORGOTTEN: i64 = 3_600_000;

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

/// Signs in; every failure looks alike and takes as long.
///
/// The wait grows with the failures of this name from this address, so that guessing is slow and
/// nobody can lock out anybody else (ASVS 6.3.1). A try counts before its password is compared,
/// so that many at once are no way around the wait.
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
    let (stored, tried) = begin(engine, &login, door).await?;
    let hash = stored.as_ref().filter(|user| user.is_active).and_then(|u| u.password_hash.clone());
    let fits = password::verify(password, hash).await?;
    let profile = stored.filter(|_| fits).map(|user| Profile::of(&user));
    let browser = tried.browser.clone();
    end(engine, tried, profile.as_ref(), (&login, door)).await?;
    match profile {
        Some(profile) => {
            let mut signed_in = session::begin(engine, &profile, door).await?;
            signed_in.browser = Some(browser);
            Ok(signed_in)
        }
        None => Err(Error::Unauthenticated),
    }
}

/// A try that was counted.
struct Tried {
    /// Counters with the failures that are free; the first is that of the person.
    counters: Vec<(String, i64)>,
    /// What the browser is known by from now on.
    browser: String,
}

/// Counts a try, or tells how long to wait before the next one.
async fn begin(
    engine: &Arc<Engine>,
    login: &str,
    door: &Door,
) -> Result<(Option<user::User>, Tried)> {
    let now = engine.clock().now();
    let (login, door) = (login.to_owned(), door.clone());
    let begun = engine.store().write(move |tx| {
        let tried = tried(tx, &login, &door)?;
        let mut wait = 0;
        for (counter, free) in &tried.counters {
            let known = attempt::get(tx, counter)?;
            wait = wait.max(known.map_or(0, |(n, at)| waits(n - free, at, now)));
        }
        if wait > 0 {
            return Ok(Err(wait));
        }
        for (counter, _) in &tried.counters {
            let known = attempt::get(tx, counter)?;
            let fresh = known.filter(|(_, at)| now.millis() - at.millis() < FORGOTTEN);
            attempt::set(tx, counter, fresh.map_or(1, |(n, _)| n + 1), now)?;
        }
        Ok(Ok((user::by_login(tx, &login)?, tried)))
    });
    begun.await?.map_err(|wait| Error::TooMany {
        retry_after: u32::try_from((wait + 999) / 1000).unwrap_or(u32::MAX),
    })
}

fn tried(tx: &mut Tx<'_>, login: &str, door: &Door) -> Result<Tried> {
    let key = browser::key(tx)?;
    let told = door.browser.as_deref();
    Ok(match told.and_then(|token| browser::id(&key, login, token).map(|id| (token, id))) {
        Some((token, id)) => Tried {
            counters: vec![(format!("browser/{login}/{id}"), FREE_TRIES)],
            browser: token.to_owned(),
        },
        None => {
            let network = network(&door.address);
            Tried {
                counters: vec![
                    (format!("login/{login}/{network}"), FREE_TRIES),
                    (format!("address/{network}"), FREE_TRIES_OF_ADDRESS),
                ],
                browser: browser::token(&key, login),
            }
        }
    })
}

/// The network somebody comes from: whoever has one address of version 6 has 2^64 of them.
fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(address)) => {
            format!("{}/64", Ipv6Addr::from_bits(address.to_bits() >> 64 << 64))
        }
        Ok(IpAddr::V4(_)) | Err(_) => address.to_owned(),
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

/// Writes down how a try ended; one that fits was none.
async fn end(
    engine: &Arc<Engine>,
    tried: Tried,
    profile: Option<&Profile>,
    (login, door): (&str, &Door),
) -> Result<()> {
    let entry = LogEntry {
        at: engine.clock().now(),
        event: if profile.is_some() { "sign_in.done" } else { "sign_in.refused" }.into(),
        actor: profile.map(|profile| profile.id),
        detail: login.chars().filter(|c| !c.is_control()).collect(),
        address: door.address.clone(),
    };
    let fits = profile.is_some();
    let write = engine.store().write(move |tx| {
        log::add(tx, &entry)?;
        for (at, (counter, _)) in tried.counters.iter().enumerate() {
            let n = attempt::get(tx, counter)?.map_or(0, |(n, _)| n);
            match (fits, at) {
                (true, 0) => attempt::clear(tx, counter)?,
                (true, _) => attempt::set(tx, counter, (n - 1).max(0), entry.at)?,
                // The wait begins when the failure is told.
                (false, _) => attempt::set(tx, counter, n, entry.at)?,
            }
        }
        Ok(())
    });
    write.await
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

    #[test]
    fn a_network_is_one_whatever_address_it_uses() {
        assert_eq!(network("2001:db8:1:2::5"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::5"), network("2001:db8:1:3::5"));
        assert_eq!(network("192.0.2.1"), "192.0.2.1");
    }
}
