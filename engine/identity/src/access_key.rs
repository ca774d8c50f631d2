//! Keys of the older web service: made, ended, and what is shown at its sign-in.
//!
//! Its programs prove that they know the key by `md5(token + key)`, so the key has to be read
//! again: it is sealed. It is a secret of its own that opens nothing else. A token is worth
//! nothing after it was answered, and is given to any name, so that it tells of nobody.

use std::sync::Arc;

use access::Via;
use kernel::{Error, Instant, PrincipalId, Result, random_token};
use md5::Md5;
use records::{Cx, Engine};
use sha2::{Digest, Sha256};
use store::Tx;
use store::queries::access_key::{self, AccessKey, KeySession};
use store::queries::log::{self, LogEntry};
use store::queries::user;
use vault::Vault;

use crate::guess::{Counters, network, too_many};
use crate::session::hash;
use crate::sign_in::Door;
use crate::trail;
use crate::user::{Profile, cx_of, fold_login};

/// How long a token can be answered.
const TOKEN_LIVES: i64 = 300_000;
/// Tokens of one name from one network that can be answered.
const TOKENS: i64 = 5;
/// A session that is not used ends after this time.
const IDLE: i64 = 1_800_000;
/// Any session ends after this time.
const ABSOLUTE: i64 = 86_400_000;
/// How exactly the last use is noted.
const NOTED: i64 = 60_000;

/// The key of a person as they may know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessKeyLine {
    /// When it was made.
    pub created_at: Instant,
    /// When it was used last.
    pub used_at: Option<Instant>,
}

/// What a program is asked before it signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// What it puts before the key.
    pub token: String,
    /// Now.
    pub now: Instant,
    /// When the token is over.
    pub until: Instant,
}

/// A program signed in by a key.
#[derive(Clone)]
pub struct KeyBearer {
    /// The secret of the session; only known right after signing in.
    pub secret: Option<String>,
    /// Hash of the secret, by which the session is known.
    pub id_hash: Vec<u8>,
    /// Whose key it is.
    pub profile: Profile,
    /// The context for everything the program does.
    pub cx: Cx,
}

/// Why a program does not get in, or not any further.
#[derive(Debug)]
pub enum KeyRefusal {
    /// The name was given no token, or it is over or was answered before.
    Token,
    /// Name and answer do not belong together.
    Credentials,
    /// There is no such session.
    Unknown,
    /// The session was not used for too long.
    Idle,
    /// The session is too old.
    Over,
    /// Something else: too many tries, or the database fails.
    Other(Error),
}

impl From<Error> for KeyRefusal {
    fn from(error: Error) -> Self {
        KeyRefusal::Other(error)
    }
}

/// Makes a person's key and gives it, which is never shown again; the one before ends.
///
/// # Errors
/// When the database fails.
pub async fn make_access_key(
    engine: &Arc<Engine>,
    vault: &Vault,
    user: PrincipalId,
) -> Result<String> {
    let key = random_token();
    let now = engine.clock().now();
    let sealed = vault.seal(&purpose(user), key.as_bytes())?;
    let stored = AccessKey { sealed, created_at: now, used_at: None };
    let made = engine.store().write(move |tx| {
        access_key::put(tx, user, &stored)?;
        note(tx, (now, "access_key.made"), user)
    });
    made.await?;
    Ok(key)
}

/// Ends a person's key and every session that it opened.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn end_access_key(engine: &Arc<Engine>, user: PrincipalId) -> Result<()> {
    let now = engine.clock().now();
    let ended = engine.store().write(move |tx| match access_key::remove(tx, user)? {
        true => note(tx, (now, "access_key.ended"), user).map(|()| true),
        false => Ok(false),
    });
    if ended.await? { Ok(()) } else { Err(Error::NotFound) }
}

/// The key of a person, if they have one.
///
/// # Errors
/// When the database fails.
pub async fn access_key(engine: &Arc<Engine>, user: PrincipalId) -> Result<Option<AccessKeyLine>> {
    let found = engine.store().read(move |reader| access_key::get(reader, user)).await?;
    Ok(found.map(|key| AccessKeyLine { created_at: key.created_at, used_at: key.used_at }))
}

/// Asks whoever calls themselves by a name, whether or not there is anybody of that name.
///
/// # Errors
/// When the database fails.
pub async fn challenge(engine: &Arc<Engine>, login: &str, door: &Door) -> Result<Challenge> {
    let now = engine.clock().now();
    let (token, until) = (hex(&kernel::random::<16>()), now.plus_millis(TOKEN_LIVES));
    let (login, network, told) = (name(login), network(&door.address), token.clone());
    let asked = engine
        .store()
        .write(move |tx| access_key::ask(tx, (&login, &network), (&told, until), (now, TOKENS)));
    asked.await?;
    Ok(Challenge { token, now, until })
}

/// Opens a session for `md5(token + key)`; what fails looks alike for every name.
///
/// # Errors
/// `Token`, `Credentials`; `Other` with `TooMany` and the seconds to wait.
pub async fn enter_by_key(
    (engine, vault): (&Arc<Engine>, &Vault),
    login: &str,
    answer: &str,
    door: &Door,
) -> Result<KeyBearer, KeyRefusal> {
    let login = name(login);
    let counters = Counters::of_key(&login, door);
    let tried = begin(engine, &counters, (&login, door)).await?;
    let opened = tried
        .key
        .as_ref()
        .and_then(|(user, key)| vault.open(&purpose(user.id), &key.sealed).map(|key| (user, key)));
    let fitting = opened.and_then(|(user, key)| {
        let token = tried.tokens.iter().find(|token| is_answer(token, &key, answer))?;
        Some((Profile::of(user), token.clone()))
    });
    let (profile, token) = fitting.unzip();
    end(engine, counters, profile.as_ref(), (&login, door)).await?;
    let (profile, token) = profile.zip(token).ok_or(KeyRefusal::Credentials)?;
    let is_first = engine.store().write(move |tx| access_key::answered(tx, &token)).await?;
    if !is_first {
        return Err(KeyRefusal::Token);
    }
    Ok(open(engine, profile).await?)
}

/// A try that was counted.
struct Tried {
    tokens: Vec<String>,
    key: Option<(user::User, AccessKey)>,
}

async fn begin(
    engine: &Arc<Engine>,
    counters: &Counters,
    (login, door): (&str, &Door),
) -> Result<Tried, KeyRefusal> {
    let now = engine.clock().now();
    let (counters, login, network) = (counters.clone(), login.to_owned(), network(&door.address));
    let begun = engine.store().write(move |tx| {
        let tokens = access_key::asked(tx, (&login, &network), now)?;
        if tokens.is_empty() {
            return Ok(Err(KeyRefusal::Token));
        }
        if let Err(wait) = counters.begin(tx, now)? {
            return Ok(Err(KeyRefusal::Other(too_many(wait))));
        }
        let user = user::by_login(tx, &login)?.filter(|user| user.is_active);
        let key = match &user {
            Some(user) => access_key::get(tx, user.id)?,
            None => None,
        };
        Ok(Ok(Tried { tokens, key: user.zip(key) }))
    });
    begun.await?
}

/// Finds whose session a secret opens.
///
/// # Errors
/// `Unknown`, `Idle`, `Over`.
pub async fn resolve_key_session(
    engine: &Arc<Engine>,
    secret: &str,
) -> Result<KeyBearer, KeyRefusal> {
    let id_hash = hash(secret);
    let asked = id_hash.clone();
    let found = engine.store().read(move |reader| {
        let Some(session) = access_key::session(reader, &asked)? else { return Ok(None) };
        Ok(user::get(reader, session.user)?.map(|user| (session, user)))
    });
    let (session, user) = found.await?.ok_or(KeyRefusal::Unknown)?;
    let now = engine.clock().now();
    if !user.is_active {
        return Err(KeyRefusal::Unknown);
    }
    if ABSOLUTE < now.millis() - session.created_at.millis() {
        return Err(KeyRefusal::Over);
    }
    let idle = now.millis() - session.seen_at.millis();
    if IDLE < idle {
        return Err(KeyRefusal::Idle);
    }
    if NOTED < idle {
        note_use(engine, &id_hash, now);
    }
    let profile = Profile::of(&user);
    let cx = cx_of(engine, &profile, Via::Api).await?;
    Ok(KeyBearer { secret: None, id_hash, profile, cx })
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub async fn end_key_session(bearer: &KeyBearer) -> Result<()> {
    let id_hash = bearer.id_hash.clone();
    bearer.cx.store().write(move |tx| access_key::close(tx, &id_hash)).await
}

async fn open(engine: &Arc<Engine>, profile: Profile) -> Result<KeyBearer> {
    let secret = random_token();
    let now = engine.clock().now();
    let session =
        KeySession { id_hash: hash(&secret), user: profile.id, created_at: now, seen_at: now };
    let id_hash = session.id_hash.clone();
    let opened = engine.store().write(move |tx| {
        access_key::sweep(tx, now.plus_millis(-ABSOLUTE), now.plus_millis(-IDLE))?;
        access_key::used(tx, session.user, now)?;
        access_key::open(tx, &session)
    });
    opened.await?;
    let cx = cx_of(engine, &profile, Via::Api).await?;
    Ok(KeyBearer { secret: Some(secret), id_hash, profile, cx })
}

/// Writes down how a try ended; one that fits was none.
async fn end(
    engine: &Arc<Engine>,
    counters: Counters,
    profile: Option<&Profile>,
    (login, door): (&str, &Door),
) -> Result<()> {
    let event = if profile.is_some() { "access_key.used" } else { "access_key.refused" };
    let entry = LogEntry {
        at: engine.clock().now(),
        event: event.into(),
        actor: profile.map(|profile| profile.id),
        detail: login.chars().filter(|c| !c.is_control()).collect(),
        address: door.address.clone(),
    };
    let fits = profile.is_some();
    let write = engine.store().write(move |tx| {
        let mut entry = entry.clone();
        // A name that nobody has may be a password that somebody typed there.
        if user::by_login(tx, &entry.detail)?.is_none() {
            entry.detail = trail::masked(tx, &entry.detail)?;
        }
        log::add(tx, &entry)?;
        match fits {
            true => counters.fitted(tx, entry.at),
            false => counters.failed(tx, entry.at),
        }
    });
    write.await
}

/// Notes the use of a session beside the request, which does not wait for it.
fn note_use(engine: &Arc<Engine>, id_hash: &[u8], now: Instant) {
    let (engine, id_hash) = (engine.clone(), id_hash.to_vec());
    tokio::spawn(async move {
        let noted = engine.store().write(move |tx| access_key::seen(tx, &id_hash, now)).await;
        if let Err(error) = noted {
            tracing::warn!(error = ?error, "the use of a session was not noted");
        }
    });
}

fn note(tx: &mut Tx<'_>, (at, event): (Instant, &str), user: PrincipalId) -> Result<()> {
    let detail = user::get(tx, user)?.map_or_else(String::new, |user| user.login);
    let (event, address) = (event.into(), String::new());
    log::add(tx, &LogEntry { at, event, actor: Some(user), detail, address })
}

fn purpose(user: PrincipalId) -> String {
    format!("access_key/{user}")
}

fn name(login: &str) -> String {
    fold_login(login).chars().take(80).collect()
}

/// Compares hashes of both, so that the time it takes tells nothing.
fn is_answer(token: &str, key: &[u8], answer: &str) -> bool {
    let wanted = hex(&Md5::new().chain_update(token).chain_update(key).finalize());
    Sha256::digest(wanted) == Sha256::digest(answer.trim().to_ascii_lowercase())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_what_the_family_works_out() {
        // md5("5f3a" + "secret")
        let answer = hex(&Md5::digest("5f3asecret"));
        assert!(is_answer("5f3a", b"secret", &answer));
        assert!(is_answer("5f3a", b"secret", &answer.to_uppercase()));
        assert!(!is_answer("5f3b", b"secret", &answer));
        assert!(!is_answer("5f3a", b"secret", ""));
        assert_eq!(hex(&Md5::digest("")), "d41d8cd98f00b204e9800998ecf8427e", "RFC 1321, A.5");
    }
}
