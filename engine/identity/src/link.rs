//! Links in letters: an invitation, or a new password for who forgot theirs.
//!
//! Asking tells nothing: the request only leaves a job behind, whoever was named, and the job
//! finds out whether there is anybody. The secret is made when the letter is written, stands
//! nowhere else, and works once. The second factor stays as it was.

use std::sync::Arc;

use kernel::{Error, Instant, PrincipalId, Result, random_token};
use records::{Cx, Engine};
use serde_json::{Value as Json, json};
use store::Tx;
use store::queries::link::{self, Link};
use store::queries::log::{self, LogEntry};
use store::queries::{step, user};

use crate::guess::{Counters, network, too_many};
use crate::machine::demand_person;
use crate::password;
use crate::session::hash;
use crate::sign_in::Door;
use crate::trail;
use crate::user::{Profile, fold_login};

/// Name of the job that sends a link.
pub const LINK_JOB: &str = "send_sign_in_link";
/// Nobody gets another link as long as the last one is younger.
const PAUSE: i64 = 2 * 60_000;
const HOUR: i64 = 3_600_000;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Who forgot their password.
    Reset,
    /// Who has not been here before.
    Invitation,
}

impl LinkKind {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            LinkKind::Reset => "reset",
            LinkKind::Invitation => "invitation",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [LinkKind::Reset, LinkKind::Invitation].into_iter().find(|kind| kind.word() == word)
    }

    fn life(self) -> i64 {
        match self {
            LinkKind::Reset => HOUR,
            LinkKind::Invitation => 7 * 24 * HOUR,
        }
    }
}

/// Asks for a link to a new password; whether there is anybody of that name, nobody learns.
///
/// # Errors
/// `TooMany` after many requests from one address, whoever was named.
pub async fn ask_for_reset(engine: &Arc<Engine>, named: &str, door: &Door) -> Result<()> {
    let counters = Counters::alone(format!("reset/{}", network(&door.address)));
    let now = engine.clock().now();
    let begun = engine.store().write(move |tx| counters.begin(tx, now)).await?;
    begun.map_err(too_many)?;
    let named: String = named.trim().chars().take(254).collect();
    let house = engine.system("somebody forgot their password");
    let payload = json!({"kind": LinkKind::Reset.word(), "named": named});
    jobs::enqueue(&house, LINK_JOB, None, payload).await.map(drop)
}

/// Sends somebody a link with which they choose their first password; an earlier one ends.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict` `no_mail_address`, `no_person`.
pub async fn invite(cx: &Cx, id: PrincipalId) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let found = cx.store().read(move |reader| user::get(reader, id)).await?;
    let user = found.filter(|user| user.is_active).ok_or(Error::NotFound)?;
    demand_person(&cx.engine, id).await?;
    if user.email.is_none() {
        return Err(Error::conflict("no_mail_address"));
    }
    let payload = json!({"kind": LinkKind::Invitation.word(), "user": id.to_string()});
    let key = Some(format!("{LINK_JOB}/{id}"));
    jobs::enqueue(cx, LINK_JOB, key, payload).await.map(drop)
}

/// A link for a letter.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// Whom it is for.
    pub profile: Profile,
    /// Their mail address.
    pub to: String,
    /// What it is for.
    pub kind: LinkKind,
    /// Its secret, which only the letter may hold.
    pub secret: String,
}

/// Makes the link that a job was asked for; earlier ones of the person end.
///
/// Nothing when there is nobody, they have no mail address, or they got one just now.
///
/// # Errors
/// When the job says nothing that makes sense.
pub async fn make_link(engine: &Arc<Engine>, payload: &Json) -> Result<Option<NewLink>> {
    let text = |name: &str| payload.get(name).and_then(Json::as_str).map(str::to_owned);
    let kind = text("kind").and_then(|word| LinkKind::from_word(&word));
    let kind = kind.ok_or_else(|| Error::internal("the job does not say what the link is for"))?;
    let (id, named) = (text("user").and_then(|id| id.parse().ok()), text("named"));
    let (secret, now) = (random_token(), engine.clock().now());
    let id_hash = hash(&secret);
    let found = engine.store().write(move |tx| {
        let found = match (id, &named) {
            (Some(id), _) => user::get(tx, PrincipalId(id))?,
            (None, Some(named)) => named_one(tx, named)?,
            (None, None) => None,
        };
        let Some(user) = found.filter(|user| user.is_active && user.email.is_some()) else {
            return Ok(None);
        };
        // A program never comes to a browser.
        if user::is_machine(tx, user.id)? {
            return Ok(None);
        }
        // Whoever signs in by the word of others has nothing here that could be forgotten.
        if kind == LinkKind::Reset && user.password_hash.is_none() {
            return Ok(None);
        }
        if kind == LinkKind::Reset && link::has_fresh(tx, user.id, now.plus_millis(-PAUSE))? {
            return Ok(None);
        }
        link::end_all(tx, user.id)?;
        link::add(
            tx,
            &Link {
                id_hash: id_hash.clone(),
                user: user.id,
                kind: kind.word().into(),
                created_at: now,
                expires_at: now.plus_millis(kind.life()),
            },
        )?;
        note(tx, (now, &format!("link.{}", kind.word())), &user, "")?;
        trail::note(tx, ("link", "link_sent"), (Some(&user), ""), (&Door::default(), now))?;
        Ok(Some(user))
    });
    let Some(user) = found.await? else { return Ok(None) };
    let (profile, to) = (Profile::of(&user), user.email.unwrap_or_default());
    Ok(Some(NewLink { profile, to, kind, secret }))
}

/// Whoever signs in with this name, or alone has this mail address.
fn named_one(tx: &mut Tx<'_>, named: &str) -> Result<Option<user::User>> {
    if let Some(user) = user::by_login(tx, &fold_login(named))? {
        return Ok(Some(user));
    }
    let wanted = named.to_lowercase();
    let has_it = |user: &user::User| {
        user.is_active && user.email.as_ref().is_some_and(|email| email.to_lowercase() == wanted)
    };
    let mut all: Vec<_> = user::all(tx)?.into_iter().filter(has_it).collect();
    Ok(if all.len() == 1 { all.pop() } else { None })
}

/// Whom a link is for, as long as it works; looking does not use it up.
///
/// # Errors
/// `NotFound` when it does not work, any more.
pub async fn open_link(engine: &Arc<Engine>, secret: &str) -> Result<(Profile, LinkKind)> {
    let (id_hash, now) = (hash(secret), engine.clock().now());
    let found = engine.store().read(move |reader| {
        let Some(link) = link::get(reader, &id_hash)? else { return Ok(None) };
        let user = user::get(reader, link.user)?;
        Ok(user.map(|user| (link, user)))
    });
    let (link, user) = found.await?.ok_or(Error::NotFound)?;
    let kind = LinkKind::from_word(&link.kind).filter(|_| now < link.expires_at);
    match kind {
        Some(kind) if user.is_active => Ok((Profile::of(&user), kind)),
        Some(_) | None => Err(Error::NotFound),
    }
}

/// Sets a password with a link, which ends; so do all sessions (ASVS 7.4.3).
///
/// # Errors
/// `NotFound` when the link does not work, any more; `Invalid` at `password`.
pub async fn use_link(
    engine: &Arc<Engine>,
    (secret, new): (&str, String),
    door: &Door,
) -> Result<()> {
    let (profile, _) = open_link(engine, secret).await?;
    password::judge("password", &new, &profile.login, &profile.name)?;
    let new = password::hash(new).await?;
    let (id_hash, now, address) = (hash(secret), engine.clock().now(), door.address.clone());
    let door = door.clone();
    let write = engine.store().write(move |tx| {
        // Of two who come at once only one ends it.
        let Some(mut user) = user::get(tx, profile.id)?.filter(|user| user.is_active) else {
            return Err(Error::NotFound);
        };
        if !link::end(tx, &id_hash)? {
            return Err(Error::NotFound);
        }
        user.password_hash = Some(new.clone());
        user.version += 1;
        user::put(tx, &user)?;
        link::end_all(tx, user.id)?;
        step::end_all(tx, user.id)?;
        trail::end_all(tx, (user.id, &user.login), &[], ("ended", now))?;
        trail::note(tx, ("link", "password_set"), (Some(&user), ""), (&door, now))?;
        note(tx, (now, "password.by_link"), &user, &address)
    });
    write.await
}

fn note(
    tx: &mut Tx<'_>,
    (at, event): (Instant, &str),
    user: &user::User,
    address: &str,
) -> Result<()> {
    let (event, detail, address) = (event.into(), user.login.clone(), address.into());
    log::add(tx, &LogEntry { at, event, actor: Some(user.id), detail, address })
}
