//! People for whom another system gives its word: found again, linked or adopted.
//!
//! **Invariant:** a person is known by issuer and subject. A mail address or a name links them
//! only the first time, only when an administrator allows it, and only when it is that of one.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::{Party, Sees};
use kernel::{Instant, PrincipalId, Result};
use records::Engine;
use serde_json::{Value as Json, json};
use store::Tx;
use store::queries::identity::{self, Identity};
use store::queries::log::{self, LogEntry};
use store::queries::user::{self, Details, User};
use store::queries::{access_key, factor, group, role, session as sessions, step, token};
use uuid::Uuid;

use crate::house::shut_out;
use crate::session;
use crate::sign_in::{Door, Entered, is_second_half};
use crate::step::begin as begin_step;
use crate::trail;
use crate::user::{Preferences, Profile, judge_identity};

/// Somebody as another system knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vouched {
    /// By which provider they come.
    pub provider: Uuid,
    /// What people know it by.
    pub provider_name: String,
    /// Who knows them.
    pub issuer: String,
    /// As whom.
    pub subject: String,
    /// Name to sign in with, for somebody new.
    pub login: String,
    /// Name as shown, for somebody new.
    pub name: String,
    /// Mail address, for somebody new.
    pub email: Option<String>,
    /// Phone number, for somebody new.
    pub phone: Option<String>,
    /// What may link them to somebody who is here already.
    pub linking: Linking,
    /// Whether somebody new is taken in.
    pub adopts: bool,
    /// What their groups bring them here.
    pub brings: Brings,
    /// Whether the other system asked for a second factor, and its word counts for that.
    pub is_strong: bool,
}

/// What may link somebody to a person who is here already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Linking {
    /// Nothing.
    #[default]
    Never,
    /// A mail address that the other system has verified.
    Mail(String),
    /// An administrator chose this person.
    Chosen(PrincipalId),
}

/// What the groups of somebody bring them here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brings {
    /// The role that one of their groups brings.
    pub role: Option<Uuid>,
    /// The role of who gets none by a group.
    pub otherwise: Option<Uuid>,
    /// Groups of ours.
    pub groups: BTreeSet<PrincipalId>,
}

/// Why somebody does not come in, in a word for administrators.
pub type Refusal = &'static str;

/// Signs somebody in for whom another system gave its word just now.
///
/// The inner error is for administrators; whoever knocks is told nothing of it.
///
/// # Errors
/// When the database fails.
pub async fn enter(
    engine: &Arc<Engine>,
    vouched: Vouched,
    door: &Door,
) -> Result<Result<Entered, Refusal>> {
    let Settled { profile, is_asked, is_strong } = match settle_in(engine, vouched, door).await? {
        Ok(settled) => settled,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if is_asked {
        return begin_step(engine, &profile).await.map(|secret| Ok(Entered::Asked(secret)));
    }
    let signed_in = session::begin_vouched(engine, &profile, (door, is_strong)).await?;
    Ok(Ok(Entered::In(Box::new(signed_in))))
}

/// Who it is, and whether the word is enough.
struct Settled {
    profile: Profile,
    is_asked: bool,
    is_strong: bool,
}

/// Finds or takes in whom the word is about, and writes down that they come.
async fn settle_in(
    engine: &Arc<Engine>,
    vouched: Vouched,
    door: &Door,
) -> Result<Result<Settled, Refusal>> {
    let (now, door) = (engine.clock().now(), door.clone());
    let write = engine.store().write(move |tx| {
        let user = match settle(tx, &vouched, (now, Coming::In))? {
            Ok(user) => user,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let standing = factor::standing(tx, user.id)?;
        // The word of another system stands for a second factor, never for a passkey of ours.
        let is_strong = vouched.is_strong && standing.demanded != "passkey";
        let is_asked = is_second_half(&standing) && !is_strong;
        let event = if is_asked { "sign_in.asked" } else { "sign_in.done" };
        let outcome = if is_asked { "asked" } else { "done" };
        let way = format!("with:{}", vouched.provider_name);
        trail::note(tx, (&way, outcome), (Some(&user), ""), (&door, now))?;
        let detail = format!("{} · {}", user.login, vouched.provider_name);
        let actor = Some(user.id);
        let address = door.address.clone();
        log::add(tx, &LogEntry { at: now, event: event.into(), actor, detail, address })?;
        Ok(Ok(Settled { profile: Profile::of(&user), is_asked, is_strong }))
    });
    write.await
}

/// Signs somebody out everywhere whom another system has no more; tells whether they were in.
///
/// # Errors
/// When the database fails.
pub async fn vanish(engine: &Arc<Engine>, id: PrincipalId) -> Result<bool> {
    let now = engine.clock().now();
    let write = engine.store().write(move |tx| {
        let Some(user) = user::get(tx, id)? else { return Ok(false) };
        let has_key = access_key::get(tx, id)?.is_some();
        let has_tokens = has_key || !token::of_user(tx, id)?.is_empty();
        if !has_tokens && sessions::of_user(tx, id)?.is_empty() {
            return Ok(false);
        }
        shut_out(tx, id)?;
        step::end_all(tx, id)?;
        let (event, detail, address) = ("directory.gone".into(), user.login, String::new());
        log::add(tx, &LogEntry { at: now, event, actor: Some(id), detail, address })?;
        Ok(true)
    });
    write.await
}

/// Takes somebody in, or links them, without a sign-in: an administrator chose them.
///
/// # Errors
/// When the database fails.
pub async fn adopt(engine: &Arc<Engine>, vouched: Vouched) -> Result<Result<PrincipalId, Refusal>> {
    let now = engine.clock().now();
    let write = engine.store().write(move |tx| {
        let settled = settle(tx, &vouched, (now, Coming::Later))?;
        Ok(settled.map(|user| user.id))
    });
    write.await
}

/// Whether somebody signs in, or is only made ready for it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Coming {
    In,
    Later,
}

fn settle(
    tx: &mut Tx<'_>,
    vouched: &Vouched,
    (now, coming): (Instant, Coming),
) -> Result<Result<User, Refusal>> {
    let known = identity::get(tx, &vouched.issuer, &vouched.subject)?;
    let found = match &known {
        Some(known) => user::get(tx, known.user)?,
        None => linked(tx, vouched)?,
    };
    let (mut user, is_new) = match found {
        Some(user) if !user.is_active => return Ok(Err("disabled")),
        Some(user) if user::is_machine(tx, user.id)? => return Ok(Err("no_person")),
        Some(user) => (user, false),
        None if vouched.adopts => match newcomer(tx, vouched, now)? {
            Ok(user) => (user, true),
            Err(refusal) => return Ok(Err(refusal)),
        },
        None => return Ok(Err("unknown")),
    };
    let before = known.as_ref().map(|known| granted(&known.granted)).unwrap_or_default();
    let had = user.role;
    let role = bring_role(tx, (&mut user, is_new), (&vouched.brings, before.0))?;
    if is_new {
        user::put(tx, &user)?;
        note(tx, (now, "user.adopted"), (&user, &vouched.provider_name))?;
    } else if known.is_none() {
        note(tx, (now, "user.linked"), (&user, &vouched.provider_name))?;
    }
    let groups = bring_groups(tx, user.id, (&vouched.brings.groups, &before.1))?;
    let is_other = had != user.role || groups.iter().copied().collect::<BTreeSet<_>>() != before.1;
    if is_other && !is_new {
        note(tx, (now, "user.brought"), (&user, &vouched.provider_name))?;
    }
    let kept = Identity {
        issuer: vouched.issuer.clone(),
        subject: vouched.subject.clone(),
        user: user.id,
        provider: vouched.provider,
        granted: json!({"role": role, "groups": groups}).to_string(),
        created_at: known.map_or(now, |known| known.created_at),
        seen_at: (coming == Coming::In).then_some(now),
    };
    identity::put(tx, &kept)?;
    Ok(Ok(user))
}

/// Whom the word is about, when they are here and were never linked.
fn linked(tx: &mut Tx<'_>, vouched: &Vouched) -> Result<Option<User>> {
    let found = match &vouched.linking {
        Linking::Never => None,
        Linking::Chosen(id) => user::get(tx, *id)?,
        Linking::Mail(mail) => {
            let wanted = mail.to_lowercase();
            let has_it = |user: &User| {
                let email = user.email.as_ref();
                email.is_some_and(|email| email.to_lowercase() == wanted)
            };
            let mut all: Vec<User> = user::all(tx)?.into_iter().filter(has_it).collect();
            if all.len() == 1 { all.pop() } else { None }
        }
    };
    let Some(user) = found else { return Ok(None) };
    // Somebody whom the same issuer knows as another one is not the one it means.
    let others = identity::of_user(tx, user.id)?;
    Ok((!others.iter().any(|other| other.issuer == vouched.issuer)).then_some(user))
}

/// Somebody new as they would be kept; they have no password of ours.
fn newcomer(tx: &mut Tx<'_>, vouched: &Vouched, now: Instant) -> Result<Result<User, Refusal>> {
    let email = vouched.email.clone();
    let name: String = vouched.name.chars().filter(|c| !c.is_control()).take(120).collect();
    let (login, name, email, problems) = judge_identity(&vouched.login, &name, email);
    if problems.iter().any(|problem| problem.field == "login") {
        return Ok(Err("no_login"));
    }
    if user::by_login(tx, &login)?.is_some() {
        return Ok(Err("login_taken"));
    }
    let is_mail = !problems.iter().any(|problem| problem.field == "email");
    let preferences = Preferences::default();
    let phone = vouched.phone.as_ref().map(|phone| phone.chars().filter(|c| !c.is_control()));
    let phone = phone.map(|phone| phone.take(60).collect::<String>());
    Ok(Ok(User {
        id: PrincipalId::new(),
        login,
        name,
        email: email.filter(|_| is_mail),
        password_hash: None,
        is_admin: false,
        is_active: true,
        sees: Sees::default().word().into(),
        language: preferences.language.code().into(),
        theme: preferences.theme,
        density: preferences.density,
        created_at: now,
        version: 1,
        role: None,
        details: Details { phone: phone.filter(|phone| !phone.is_empty()), ..Details::default() },
        formats: kernel::FormatChoice::default(),
    }))
}

/// Role and groups that were brought the last time.
fn granted(text: &str) -> (Option<Uuid>, BTreeSet<PrincipalId>) {
    let read: Json = serde_json::from_str(text).unwrap_or_default();
    let id = |value: &Json| value.as_str().and_then(|text| Uuid::try_parse(text).ok());
    let groups = read["groups"].as_array().into_iter().flatten();
    (id(&read["role"]), groups.filter_map(id).map(PrincipalId).collect())
}

/// Gives the role that a group brings; one that a group brought and brings no more is taken back.
fn bring_role(
    tx: &mut Tx<'_>,
    (user, is_new): (&mut User, bool),
    (brings, before): (&Brings, Option<Uuid>),
) -> Result<Option<Uuid>> {
    let all = role::all(tx)?;
    let there = |id: Option<Uuid>| id.filter(|id| all.iter().any(|role| role.id == *id));
    let brought = there(brings.role);
    let wanted = match brought {
        Some(role) => Some(role),
        None if is_new || before.is_some() && before == user.role => there(brings.otherwise),
        None => user.role,
    };
    if wanted != user.role {
        user.role = wanted;
        if !is_new {
            user.version += 1;
            user::put(tx, user)?;
        }
    }
    Ok(brought)
}

/// Puts somebody into the groups of ours that theirs bring, and out of those they brought before.
fn bring_groups(
    tx: &mut Tx<'_>,
    id: PrincipalId,
    (wanted, before): (&BTreeSet<PrincipalId>, &BTreeSet<PrincipalId>),
) -> Result<Vec<PrincipalId>> {
    let me = Party::User(id);
    let mut brought = Vec::new();
    for mut group in group::all(tx)? {
        let (is_wanted, is_in) = (wanted.contains(&group.id), group.members.contains(&me));
        if is_wanted && !is_in {
            group.members.insert(me);
        } else if !is_wanted && is_in && before.contains(&group.id) {
            group.members.remove(&me);
        }
        // Whoever was put there by hand stays there when the other system lets them go.
        if is_wanted && (!is_in || before.contains(&group.id)) {
            brought.push(group.id);
        }
        if group.members.contains(&me) != is_in {
            group.version += 1;
            group::put(tx, &group)?;
        }
    }
    Ok(brought)
}

fn note(
    tx: &mut Tx<'_>,
    (at, event): (Instant, &str),
    (user, provider): (&User, &str),
) -> Result<()> {
    let (detail, address) = (format!("{} · {provider}", user.login), String::new());
    log::add(tx, &LogEntry { at, event: event.into(), actor: Some(user.id), detail, address })
}
