//! Signed-in browsers.

use std::sync::Arc;

use access::{Actor, Via};
use kernel::{Error, Instant, PrincipalId, Result, random_token};
use records::{Cx, Engine};
use sha2::{Digest, Sha256};
use store::queries::log::{self, LogEntry};
use store::queries::session::{self, Found, Session};
use store::queries::{factor, user};

use crate::factor::{Lack, lack};
use crate::mask;
use crate::sign_in::Door;
use crate::trail;
use crate::user::{Profile, cx_of};

/// A session that is not used ends after this time (ASVS 7.3.1).
const IDLE: i64 = 12 * 3_600_000;
/// Any session ends after this time (ASVS 7.3.2).
const ABSOLUTE: i64 = 30 * 86_400_000;
/// How exactly the last use is noted.
const NOTED: i64 = 60_000;

/// A person at a browser.
#[derive(Clone)]
pub struct SignedIn {
    /// The secret for the cookie; only known right after signing in.
    pub secret: Option<String>,
    /// What the browser is known by at the next sign-in; only known right after signing in.
    pub browser: Option<String>,
    /// Hash of the secret, by which the session is known.
    pub id_hash: Vec<u8>,
    csrf: String,
    /// What is demanded of them and not set up yet.
    pub lacks: Option<Lack>,
    /// Who it is; while an administrator looks as somebody else, that one.
    pub profile: Profile,
    /// The administrator who looks as somebody else, and may change nothing meanwhile.
    pub viewer: Option<Profile>,
    /// Until when they may change records meanwhile; nothing else is ever open to them.
    pub changing_until: Option<Instant>,
    /// The context for everything they do.
    pub cx: Cx,
}

impl SignedIn {
    /// The token that every changing request must carry, in a shape for one page only.
    #[must_use]
    pub fn page_token(&self) -> String {
        mask::mask(&self.csrf)
    }

    /// Whether a request told the token of this session, in the shape of any page.
    #[must_use]
    pub fn is_own_token(&self, told: Option<&str>) -> bool {
        told.is_some_and(|told| mask::hides(told, &self.csrf))
    }
}

/// A session in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionLine {
    /// Short id, safe to show.
    pub id: String,
    /// Browser as it named itself.
    pub device: String,
    /// Network address.
    pub address: String,
    /// Since when.
    pub created_at: Instant,
    /// Last use.
    pub seen_at: Instant,
}

/// Sessions opened or used before these are over.
pub(crate) fn session_limits(now: Instant) -> (Instant, Instant) {
    (now.plus_millis(-ABSOLUTE), now.plus_millis(-IDLE))
}

pub(crate) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Opens a session with new secrets, so that one set by somebody else is worth nothing.
pub(crate) async fn begin(
    engine: &Arc<Engine>,
    profile: &Profile,
    door: &Door,
) -> Result<SignedIn> {
    begin_vouched(engine, profile, (door, false)).await
}

/// The same; another system may have vouched for a second factor.
pub(crate) async fn begin_vouched(
    engine: &Arc<Engine>,
    profile: &Profile,
    (door, is_vouched): (&Door, bool),
) -> Result<SignedIn> {
    let secret = random_token();
    let now = engine.clock().now();
    let session = Session {
        id_hash: hash(&secret),
        user: profile.id,
        csrf: random_token(),
        created_at: now,
        seen_at: now,
        device: door.device.chars().filter(|c| !c.is_control()).take(200).collect(),
        address: door.address.clone(),
        viewing: None,
        changing_until: None,
        is_vouched,
    };
    let (id_hash, csrf) = (session.id_hash.clone(), session.csrf.clone());
    let standing = engine
        .store()
        .write(move |tx| {
            if user::is_machine(tx, session.user)? {
                return Err(Error::Unauthenticated);
            }
            session::sweep(tx, now.plus_millis(-ABSOLUTE), now.plus_millis(-IDLE))?;
            session::add(tx, &session)?;
            factor::standing(tx, session.user)
        })
        .await?;
    let lacks = lacks(&standing, is_vouched);
    let cx = cx_of(engine, profile, Via::Web).await?;
    let (secret, profile) = (Some(secret), profile.clone());
    let (browser, viewer, changing_until) = (None, None, None);
    Ok(SignedIn { secret, browser, id_hash, csrf, lacks, profile, viewer, changing_until, cx })
}

/// Finds who a cookie belongs to.
///
/// # Errors
/// `Unauthenticated` when nobody, any more, or the user was disabled.
pub async fn resolve_session(engine: &Arc<Engine>, secret: &str) -> Result<SignedIn> {
    let id_hash = hash(secret);
    let asked = id_hash.clone();
    let found = engine
        .store()
        .read(move |reader| {
            let Some(found) = session::find(reader, &asked)? else { return Ok(None) };
            // Only who still is an administrator goes on looking as somebody else.
            let viewed = match found.session.viewing.filter(|_| may_view(&found.user)) {
                Some(viewed) => user::get(reader, viewed)?.filter(|viewed| viewed.is_active),
                None => None,
            };
            Ok(Some((found, viewed)))
        })
        .await?;
    let (found, viewed) = found.ok_or(Error::Unauthenticated)?;
    let Found { session, mark, user, standing } = found;
    let lacks = lacks(&standing, session.is_vouched);
    let now = engine.clock().now();
    let age = now.millis() - session.created_at.millis();
    let idle = now.millis() - session.seen_at.millis();
    if !user.is_active || age > ABSOLUTE || idle > IDLE {
        return Err(Error::Unauthenticated);
    }
    if idle > NOTED {
        note_use(engine, &id_hash, now);
    }
    let own = Profile::of(&user);
    let (profile, viewer) = match viewed {
        Some(viewed) => (Profile::of(&viewed), Some(own)),
        None => (own, None),
    };
    let house = engine.house_at(&mark).await?;
    let locale = house.locale(profile.preferences.language, &profile.preferences.formats);
    let behind = viewer.as_ref().map(|viewer| viewer.id);
    let actor = Actor { behind, ..house.actor(profile.id, Via::Web) };
    let cx = engine.cx(actor, locale);
    let changing_until = session.changing_until.filter(|until| now < *until && behind.is_some());
    let csrf = session.csrf;
    let (secret, browser) = (None, None);
    Ok(SignedIn { secret, browser, id_hash, csrf, lacks, profile, viewer, changing_until, cx })
}

fn may_view(user: &user::User) -> bool {
    user.is_active && user.is_admin
}

/// Looks at the house as somebody else, without being able to change anything before it
/// is confirmed, until it is ended.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound` for who cannot sign in, and oneself.
pub async fn view_as(signed_in: &SignedIn, person: PrincipalId) -> Result<()> {
    signed_in.cx.actor.rights.demand_administrator()?;
    let (id_hash, own, now) = (signed_in.id_hash.clone(), signed_in.profile.id, signed_in.cx.now());
    let begin = move |tx: &mut store::Tx<'_>| {
        let viewed = user::get(tx, person)?.filter(|user| user.is_active && user.id != own);
        let viewed = viewed.ok_or(Error::NotFound)?;
        session::view_as(tx, &id_hash, Some(person))?;
        let event = "view_as.begun".into();
        let entry = LogEntry {
            at: now,
            event,
            actor: Some(own),
            detail: viewed.login,
            address: String::new(),
        };
        log::add(tx, &entry)
    };
    signed_in.cx.store().write(begin).await
}

/// How long records may be changed after it was confirmed, in milliseconds.
const CHANGING: i64 = 15 * 60_000;

/// Lets an administrator who looks at the house as somebody else change records for a quarter of
/// an hour, with the rights of that person; the history names the administrator.
///
/// # Errors
/// `Forbidden` for who looks as themselves.
pub async fn change_as(signed_in: &SignedIn) -> Result<()> {
    let Some(own) = &signed_in.viewer else { return Err(Error::forbidden("viewing")) };
    let (id_hash, now) = (signed_in.id_hash.clone(), signed_in.cx.now());
    let (own, login) = (own.id, signed_in.profile.login.clone());
    let begin = move |tx: &mut store::Tx<'_>| {
        session::change_until(tx, &id_hash, now.plus_millis(CHANGING))?;
        let (event, detail, address) = ("view_as.changes".into(), login.clone(), String::new());
        log::add(tx, &LogEntry { at: now, event, actor: Some(own), detail, address })
    };
    signed_in.cx.store().write(begin).await
}

/// Looks at the house as oneself again.
///
/// # Errors
/// When the database fails.
pub async fn end_viewing(signed_in: &SignedIn) -> Result<()> {
    let id_hash = signed_in.id_hash.clone();
    signed_in.cx.store().write(move |tx| session::view_as(tx, &id_hash, None)).await
}

fn lacks(standing: &factor::Standing, is_vouched: bool) -> Option<Lack> {
    // The word of another system stands for a second factor, never for a passkey of ours.
    let is_enough = is_vouched && standing.demanded != "passkey";
    lack(standing).filter(|_| !is_enough)
}

/// Notes the use of a session beside the request, which does not wait for it.
fn note_use(engine: &Arc<Engine>, id_hash: &[u8], now: Instant) {
    let (engine, id_hash) = (engine.clone(), id_hash.to_vec());
    tokio::spawn(async move {
        let noted = engine.store().write(move |tx| session::seen(tx, &id_hash, now)).await;
        if let Err(error) = noted {
            tracing::warn!(error = ?error, "the use of a session was not noted");
        }
    });
}

/// Ends the session on the server.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(signed_in: &SignedIn) -> Result<()> {
    let (id_hash, now) = (signed_in.id_hash.clone(), signed_in.cx.now());
    let own = signed_in.viewer.as_ref().unwrap_or(&signed_in.profile);
    let login = own.login.clone();
    let write = signed_in.cx.store().write(move |tx| {
        trail::note_end(tx, (&id_hash, &login), now)?;
        session::end(tx, &id_hash)
    });
    write.await
}

/// All sessions of a person; the one they use first.
///
/// # Errors
/// When the database fails.
pub async fn sessions(signed_in: &SignedIn) -> Result<Vec<SessionLine>> {
    let user = signed_in.profile.id;
    let mut all = signed_in.cx.store().read(move |reader| session::of_user(reader, user)).await?;
    all.sort_by_key(|session| session.id_hash != signed_in.id_hash);
    let line = |session: Session| SessionLine {
        id: hex(&session.id_hash[..8]),
        device: session.device,
        address: session.address,
        created_at: session.created_at,
        seen_at: session.seen_at,
    };
    Ok(all.into_iter().map(line).collect())
}

/// Ends one of a person's own sessions by its short id.
///
/// # Errors
/// `NotFound`.
pub async fn end_session(signed_in: &SignedIn, id: &str) -> Result<()> {
    let (user, login, id) = (signed_in.profile.id, signed_in.profile.login.clone(), id.to_owned());
    let now = signed_in.cx.now();
    signed_in
        .cx
        .store()
        .write(move |tx| {
            let all = session::of_user(tx, user)?;
            let known = all.into_iter().find(|session| hex(&session.id_hash[..8]) == id);
            trail::end_one(tx, known.ok_or(Error::NotFound)?, &login, now)
        })
        .await
}

/// Ends all sessions of a person but the one they use.
///
/// # Errors
/// When the database fails.
pub async fn end_other_sessions(signed_in: &SignedIn) -> Result<()> {
    let (user, login) = (signed_in.profile.id, signed_in.profile.login.clone());
    let (keep, now) = (signed_in.id_hash.clone(), signed_in.cx.now());
    let write = signed_in
        .cx
        .store()
        .write(move |tx| trail::end_all(tx, (user, &login), &keep, ("ended", now)));
    write.await
}
