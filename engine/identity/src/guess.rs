//! Guessing is slow, and nobody can lock out anybody else (ASVS 6.3.1).
//!
//! A try counts before what was typed is compared, so that many at once are no way around the
//! wait. A browser in which somebody signed in before counts alone.

use std::net::{IpAddr, Ipv6Addr};

use kernel::{Error, Instant, Result};
use store::Tx;
use store::queries::attempt;

use crate::browser;
use crate::sign_in::Door;

/// Failures of one person from one place before it has to wait.
const FREE_TRIES: i64 = 5;
/// Failures of everybody from one address, or of one person from everywhere, before it has to wait.
const FREE_TRIES_OF_MANY: i64 = 50;
/// The longest wait.
const LONGEST_WAIT: i64 = 15 * 60_000;
/// A counter that has not moved for so long begins again.
const FORGOTTEN: i64 = 3_600_000;

/// Counters with the failures that are free; the first is that of the person in their place.
#[derive(Clone, Debug)]
pub(crate) struct Counters(Vec<(String, i64)>);

impl Counters {
    /// Those of a name at the sign-in, and what the browser is known by from now on.
    pub fn of_password(tx: &mut Tx<'_>, login: &str, door: &Door) -> Result<(Self, String)> {
        let (place, browser) = place(tx, login, door)?;
        Ok(match place {
            Place::Known(id) => (Counters::alone(format!("browser/{login}/{id}")), browser),
            Place::Network(network) => {
                let own = (format!("login/{login}/{network}"), FREE_TRIES);
                let all = (format!("address/{network}"), FREE_TRIES_OF_MANY);
                (Counters(vec![own, all]), browser)
            }
        })
    }

    /// Those of a person whose password fitted. Only who knows it comes so far; all of them
    /// together are slowed down, but for browsers that are known.
    pub fn of_code(tx: &mut Tx<'_>, login: &str, door: &Door) -> Result<(Self, String)> {
        let (place, browser) = place(tx, login, door)?;
        Ok(match place {
            Place::Known(id) => (Counters::alone(format!("code-browser/{login}/{id}")), browser),
            Place::Network(network) => {
                let own = (format!("code/{login}/{network}"), FREE_TRIES);
                let all = (format!("code/{login}"), FREE_TRIES_OF_MANY);
                (Counters(vec![own, all]), browser)
            }
        })
    }

    /// Those of a name at the sign-in of programs by their key.
    pub fn of_key(login: &str, door: &Door) -> Self {
        let network = network(&door.address);
        let own = (format!("key/{login}/{network}"), FREE_TRIES);
        let all = (format!("address/{network}"), FREE_TRIES_OF_MANY);
        Counters(vec![own, all])
    }

    /// One that many move together.
    pub fn of_many(key: String) -> Self {
        Counters(vec![(key, FREE_TRIES_OF_MANY)])
    }

    /// One that nobody else moves.
    pub fn alone(key: String) -> Self {
        Counters(vec![(key, FREE_TRIES)])
    }

    /// Counts a try, or tells how many milliseconds to wait before the next one.
    pub fn begin(&self, tx: &mut Tx<'_>, now: Instant) -> Result<Result<(), i64>> {
        let mut wait = 0;
        let mut known = Vec::new();
        for (counter, free) in &self.0 {
            let (n, at) = attempt::count(tx, counter, now)?;
            wait = wait.max(waits(n - free, at, now));
            known.push((n, at));
        }
        for ((counter, _), (n, at)) in self.0.iter().zip(known) {
            let is_fresh = now.millis() - at.millis() < FORGOTTEN;
            match wait {
                0 => attempt::set(tx, counter, if is_fresh { n + 1 } else { 1 }, now)?,
                _ => attempt::set(tx, counter, n, at)?,
            }
        }
        Ok(if wait == 0 { Ok(()) } else { Err(wait) })
    }

    /// Takes back a try that fitted.
    pub fn fitted(&self, tx: &mut Tx<'_>, now: Instant) -> Result<()> {
        for (place, (counter, _)) in self.0.iter().enumerate() {
            let n = attempt::get(tx, counter)?.map_or(0, |(n, _)| n);
            match place {
                0 => attempt::clear(tx, counter)?,
                _ => attempt::set(tx, counter, (n - 1).max(0), now)?,
            }
        }
        Ok(())
    }

    /// The wait begins when the failure is told.
    pub fn failed(&self, tx: &mut Tx<'_>, now: Instant) -> Result<()> {
        for (counter, _) in &self.0 {
            let n = attempt::get(tx, counter)?.map_or(0, |(n, _)| n);
            attempt::set(tx, counter, n, now)?;
        }
        Ok(())
    }
}

/// The error that says how long to wait.
pub(crate) fn too_many(wait: i64) -> Error {
    Error::TooMany { retry_after: u32::try_from((wait + 999) / 1000).unwrap_or(u32::MAX) }
}

enum Place {
    Known(String),
    Network(String),
}

fn place(tx: &mut Tx<'_>, login: &str, door: &Door) -> Result<(Place, String)> {
    let key = browser::key(tx)?;
    let told = door.browser.as_deref();
    Ok(match told.and_then(|token| browser::id(&key, login, token).map(|id| (token, id))) {
        Some((token, id)) => (Place::Known(id.to_owned()), token.to_owned()),
        None => (Place::Network(network(&door.address)), browser::token(&key, login)),
    })
}

/// The network somebody comes from: whoever has one address of version 6 has 2^64 of them.
pub(crate) fn network(address: &str) -> String {
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
