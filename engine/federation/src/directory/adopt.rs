//! Who would be taken in, and taking in whom an administrator chose.

use std::collections::BTreeSet;

use identity::{Linking, Refusal, Vouched};
use kernel::{Error, PrincipalId, Result};
use records::Cx;
use store::queries::identity as stored;
use store::queries::user;
use uuid::Uuid;

use super::{line, person};
use crate::Federation;
use crate::provider::{self, Provider};

/// People that are shown at once.
const MOST: i32 = 200;

/// Somebody in a directory, as an administrator sees them before they are here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// As whom the directory knows them.
    pub subject: String,
    /// Name to sign in with.
    pub login: String,
    /// Name as shown.
    pub name: String,
    /// Mail address.
    pub mail: String,
    /// What they are to us.
    pub state: FoundState,
}

/// What somebody in a directory is to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundState {
    /// Nobody yet.
    New,
    /// They sign in by the directory already.
    Here,
    /// Somebody here has the same name to sign in with.
    SameLogin(PrincipalId, String),
}

type Seen = Vec<(Found, Vouched)>;

/// Shows whom a directory has, or whoever a text is part of; whether there are more is told.
///
/// # Errors
/// `Forbidden`; `NotFound` for a provider that is no directory.
pub async fn look_around(
    house: &Federation,
    cx: &Cx,
    (id, text): (Uuid, &str),
) -> Result<std::result::Result<(Vec<Found>, bool), Refusal>> {
    let provider = provider::provider(cx, id).await?;
    let (seen, more) = match seen(house, &provider, text).await? {
        Ok(seen) => seen,
        Err(refusal) => return Ok(Err(refusal)),
    };
    Ok(Ok((seen.into_iter().map(|(found, _)| found).collect(), more)))
}

async fn seen(
    house: &Federation,
    provider: &Provider,
    text: &str,
) -> Result<std::result::Result<(Seen, bool), Refusal>> {
    if person::of(provider).is_none() {
        return Err(Error::NotFound);
    }
    let (people, more) = match asked(house, provider, text).await {
        Ok(asked) => asked,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let id = provider.id;
    let read = house
        .engine
        .store()
        .read(move |reader| Ok((stored::of_provider(reader, id)?, user::all(reader)?)));
    let (known, users) = read.await?;
    let state = |vouched: &Vouched| {
        let login = vouched.login.trim().to_lowercase();
        if known.iter().any(|known| known.subject == vouched.subject) {
            return FoundState::Here;
        }
        match users.iter().find(|user| user.login == login) {
            Some(user) => FoundState::SameLogin(user.id, user.name.clone()),
            None => FoundState::New,
        }
    };
    let found = |vouched: Vouched| {
        let found = Found {
            subject: vouched.subject.clone(),
            login: vouched.login.clone(),
            name: vouched.name.clone(),
            mail: vouched.email.clone().unwrap_or_default(),
            state: state(&vouched),
        };
        (found, vouched)
    };
    Ok(Ok((people.into_iter().map(found).collect(), more)))
}

async fn asked(
    house: &Federation,
    provider: &Provider,
    text: &str,
) -> Result<(Vec<Vouched>, bool), Refusal> {
    let set = person::of(provider).ok_or("nonsense")?;
    let secret = provider.opened(&house.vault).ok_or("secret_lost")?;
    let mut line = line::open(&house.outbound, (set, &secret)).await?;
    let (people, more) = person::find(&mut line, (set, &person::anybody(set, text)), MOST).await?;
    let mut all = Vec::new();
    for one in people.into_iter().filter(|one| !one.login.is_empty()) {
        let groups = person::groups(&mut line, set, &one.dn).await?;
        all.push(person::vouched(provider, &one, &groups));
    }
    drop(line.unbind().await);
    all.sort_by_key(|one| one.name.to_lowercase());
    Ok((all, more))
}

/// Takes in whom an administrator chose; somebody who has the same name to sign in with is linked.
/// Gives how many came, and why the others did not.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn adopt(
    house: &Federation,
    (cx, id): (&Cx, Uuid),
    (text, chosen): (&str, &BTreeSet<String>),
) -> Result<std::result::Result<(usize, Vec<(String, Refusal)>), Refusal>> {
    let provider = provider::provider(cx, id).await?;
    let (seen, _) = match seen(house, &provider, text).await? {
        Ok(seen) => seen,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let (mut n, mut refused) = (0, Vec::new());
    for (found, vouched) in seen.into_iter().filter(|(found, _)| chosen.contains(&found.subject)) {
        let linking = match found.state {
            FoundState::SameLogin(user, _) => Linking::Chosen(user),
            FoundState::New => Linking::Never,
            FoundState::Here => continue,
        };
        let vouched = Vouched { adopts: true, linking, ..vouched };
        match identity::adopt(&house.engine, vouched).await? {
            Ok(_) => n += 1,
            Err(refusal) => refused.push((found.login, refusal)),
        }
    }
    Ok(Ok((n, refused)))
}
