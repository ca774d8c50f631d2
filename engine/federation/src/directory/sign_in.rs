//! Signing in with a password that a directory judges.
//!
//! Every try takes the same steps, whether or not there is such a name: somebody is looked for,
//! and then a password is shown, if need be as somebody who does not exist.

use std::time::Duration;

use identity::{Door, Entered, Known, Refusal, Verdict, Vouched};
use kernel::{Result, random_token};
use store::queries::provider as rows;
use tokio::time::timeout;

use super::{line, person};
use crate::Federation;
use crate::provider::{self, Ldap, Provider};

/// How long a directory may take for one sign-in.
const PATIENCE: Duration = Duration::from_secs(10);

/// Signs in with a name and a password: of the house, or of a directory.
///
/// A directory that is away keeps nobody out whose password is kept here.
///
/// # Errors
/// As `identity::sign_in_by`.
pub async fn sign_in(
    house: &Federation,
    (login, password): (&str, String),
    door: &Door,
) -> Result<Entered> {
    let directories = active(house).await?;
    if directories.is_empty() {
        return identity::sign_in(&house.engine, login, password, door).await;
    }
    let judge =
        async |known: Known| judge(house, (&directories, &known), (login, password), door).await;
    identity::sign_in_by(&house.engine, login, door, judge).await
}

/// Directories that people sign in by at present.
pub async fn active(house: &Federation) -> Result<Vec<Provider>> {
    let all = house.engine.store().read(rows::all).await?;
    let active = all.into_iter().filter(|row| row.is_active && row.kind == "ldap");
    active.map(Provider::of).collect()
}

async fn judge(
    house: &Federation,
    (directories, known): (&[Provider], &Known),
    (login, password): (&str, String),
    door: &Door,
) -> Result<Verdict> {
    let is_theirs = directories.iter().any(|one| known.subject_at(one.id).is_some());
    let is_ours = known.is_somebody() && !is_theirs;
    // A directory is never shown the password of somebody whom it does not know.
    let shown = if is_ours { random_token() } else { password.clone() };
    let asked = ask_all(house, directories, (login, &shown), door);
    let (own, found) = tokio::join!(known.fits(password), asked);
    if own? && (is_ours || known.is_administrator()) {
        return Ok(Verdict::Own);
    }
    let found = found?.filter(|_| !is_ours);
    // Somebody of this name is here: it has to be the one whom the directory means.
    let fits = |vouched: &Vouched| {
        !known.is_somebody() || known.subject_at(vouched.provider) == Some(&vouched.subject)
    };
    Ok(match found.filter(fits) {
        Some(vouched) => Verdict::Vouched(Box::new(vouched)),
        None => Verdict::Wrong,
    })
}

async fn ask_all(
    house: &Federation,
    directories: &[Provider],
    typed: (&str, &str),
    door: &Door,
) -> Result<Option<Vouched>> {
    let mut found = None;
    for provider in directories {
        let Some(set) = person::of(provider) else { continue };
        let asked = timeout(PATIENCE, async {
            let _held = house.gate.acquire().await.map_err(|_| "away")?;
            ask(house, (provider, set), typed).await
        });
        let asked = asked.await;
        match asked.unwrap_or(Err("away")) {
            Ok(vouched) => found = found.or(vouched),
            Err(refusal) => {
                provider::say(&house.engine, provider, (refusal, &door.address)).await?;
            }
        }
    }
    Ok(found)
}

async fn ask(
    house: &Federation,
    (provider, set): (&Provider, &Ldap),
    (login, password): (&str, &str),
) -> Result<Option<Vouched>, Refusal> {
    let secret = provider.opened(&house.vault).ok_or("secret_lost")?;
    let mut line = line::open(&house.outbound, (set, &secret)).await?;
    let name = person::typed(login);
    let wanted = name.clone().unwrap_or_else(random_token);
    let (mut people, more) =
        person::find(&mut line, (set, &person::named(set, &wanted)), 2).await?;
    // More than one is nobody: a password must not choose between people.
    let found = if people.len() == 1 && !more && name.is_some() { people.pop() } else { None };
    let dn = found.as_ref().map_or_else(|| nobody(set), |person| person.dn.clone());
    let groups = person::groups(&mut line, set, &dn).await?;
    // Without a password a directory says yes to every name (RFC 4513, 5.1.2).
    let shown = if password.is_empty() { random_token() } else { password.to_owned() };
    let bound = line.simple_bind(&dn, &shown).await.map_err(|error| line::away(&error))?;
    drop(line.unbind().await);
    let is_right = bound.rc == 0 && !password.is_empty();
    Ok(found.filter(|_| is_right).map(|found| person::vouched(provider, &found, &groups)))
}

/// Somebody who does not exist.
fn nobody(set: &Ldap) -> String {
    format!("cn={},{}", random_token(), set.base)
}
