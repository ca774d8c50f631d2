//! What people change about themselves, as far as administrators leave it open.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::Actor;
use kernel::{Error, FieldProblem, FormatChoice, Result};
use records::{Cx, Engine};
use store::queries::setting;
use store::queries::user::{self, Details, User};
use store::{Reader, Tx};

use crate::house::{Member, judge_details};
use crate::session::SignedIn;
use crate::user::{Preferences, judge_identity, note};

/// What there is to know about a person that they may change themselves.
pub const FIELDS: [&str; 11] = [
    "name",
    "login",
    "email",
    "phone",
    "position",
    "picture",
    "signature",
    "language",
    "formats",
    "deputy",
    "working_hours",
];

/// What only administrators change as long as nobody decided otherwise: by it people sign in, get
/// letters that open the sign-in, and say what they are.
const CLOSED: &str = "login email position";

/// The setting that names what only administrators change.
const CLOSED_FIELDS: &str = "own_fields_closed";

/// What people may change about themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    closed: BTreeSet<String>,
}

impl Policy {
    /// Tells whether everybody changes it for themselves.
    #[must_use]
    pub fn is_open(&self, field: &str) -> bool {
        !self.closed.contains(field)
    }

    /// What is left open to somebody; an administrator changes everything elsewhere anyway.
    #[must_use]
    pub fn of(self, actor: &Actor) -> Self {
        if actor.is_administrator() { Policy { closed: BTreeSet::new() } } else { self }
    }
}

/// What a person says about themselves.
#[derive(Clone, Debug)]
pub struct Change {
    /// Version that was read.
    pub version: i64,
    /// Name as shown.
    pub name: String,
    /// Name to sign in with.
    pub login: String,
    /// Mail address.
    pub email: Option<String>,
    /// What else is known.
    pub details: Details,
}

/// What is left open to everybody.
///
/// # Errors
/// When the database fails.
pub async fn policy(engine: &Arc<Engine>) -> Result<Policy> {
    engine.store().read(stored).await
}

fn stored(reader: &mut Reader<'_>) -> Result<Policy> {
    let text = setting::get(reader, CLOSED_FIELDS)?.unwrap_or_else(|| CLOSED.to_owned());
    Ok(Policy { closed: text.split_whitespace().map(str::to_owned).collect() })
}

/// Leaves open what is named, and nothing else.
///
/// # Errors
/// `Forbidden` for everybody but administrators.
pub async fn set_policy(cx: &Cx, open: BTreeSet<String>) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let closed: Vec<&str> = FIELDS.into_iter().filter(|field| !open.contains(*field)).collect();
    let (closed, cx) = (closed.join(" "), cx.clone());
    let store = cx.store().clone();
    let write = store.write(move |tx| {
        setting::set(tx, CLOSED_FIELDS, &closed)?;
        let actor = cx.actor.user.ok_or(Error::Unauthenticated)?;
        note(tx, cx.now(), "own_fields.set", actor, &closed)
    });
    write.await
}

/// What is known about oneself.
///
/// # Errors
/// `NotFound` when one was removed meanwhile.
pub async fn read(signed_in: &SignedIn) -> Result<Member> {
    let id = signed_in.profile.id;
    let found = signed_in.cx.store().read(move |reader| user::get(reader, id)).await?;
    found.map(|user| Member::of(&user)).ok_or(Error::NotFound)
}

/// Changes what is known about oneself.
///
/// # Errors
/// `Invalid` at the fields, with `only_administrators` where one may not; `Conflict` `stale`.
pub async fn change(signed_in: &SignedIn, change: Change) -> Result<()> {
    let (cx, id) = (signed_in.cx.clone(), signed_in.profile.id);
    let store = cx.store().clone();
    let write = store.write(move |tx| {
        let mut user = user::get(tx, id)?.ok_or(Error::NotFound)?;
        if user.version != change.version {
            return Err(Error::conflict("stale"));
        }
        let policy = stored(tx)?.of(&cx.actor);
        apply(tx, &mut user, (change.clone(), &policy))?;
        user.version += 1;
        user::put(tx, &user)?;
        note(tx, cx.now(), "user.own", user.id, &user.login)
    });
    write.await
}

fn apply(tx: &mut Tx<'_>, user: &mut User, (change, policy): (Change, &Policy)) -> Result<()> {
    let (login, name, email, mut problems) =
        judge_identity(&change.login, &change.name, change.email);
    if user::by_login(tx, &login)?.is_some_and(|other| other.id != user.id) {
        problems.push(FieldProblem::new("login", "taken"));
    }
    problems.extend(judge_details(tx, user.id, &change.details)?);
    let (new, old) = (&change.details, &user.details);
    let changed = [
        ("name", name != user.name),
        ("login", login != user.login),
        ("email", email != user.email),
        ("phone", new.phone != old.phone),
        ("position", new.position != old.position),
        ("signature", new.signature != old.signature),
        ("deputy", new.deputy != old.deputy),
        ("working_hours", new.working_hours != old.working_hours),
    ];
    let closed = changed.iter().filter(|(field, is)| *is && !policy.is_open(field));
    problems.extend(closed.map(|(field, _)| FieldProblem::new(field, "only_administrators")));
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    (user.login, user.name, user.email) = (login, name, email);
    user.details = change.details;
    Ok(())
}

/// Sets language, colours and height of rows.
///
/// # Errors
/// `Invalid` for what does not exist, and for a language that only administrators change.
pub async fn set_looks(signed_in: &SignedIn, looks: Preferences) -> Result<()> {
    if !["light", "dark", "system"].contains(&looks.theme.as_str()) {
        return Err(Error::invalid("theme", "not_in_list"));
    }
    if !["compact", "standard", "comfort"].contains(&looks.density.as_str()) {
        return Err(Error::invalid("density", "not_in_list"));
    }
    set(signed_in, move |user, policy| {
        demand(policy, ("language", "language"), user.language != looks.language.code())?;
        user.language = looks.language.code().into();
        user.theme.clone_from(&looks.theme);
        user.density.clone_from(&looks.density);
        Ok(())
    })
    .await
}

/// Sets how one writes days, numbers and times.
///
/// # Errors
/// `Invalid` when only administrators change it.
pub async fn set_formats(signed_in: &SignedIn, formats: FormatChoice) -> Result<()> {
    set(signed_in, move |user, policy| {
        demand(policy, ("formats", "date_format"), user.formats != formats)?;
        user.formats = formats.clone();
        Ok(())
    })
    .await
}

fn demand(policy: &Policy, (field, at): (&str, &str), is_changed: bool) -> Result<()> {
    match is_changed && !policy.is_open(field) {
        true => Err(Error::invalid(at, "only_administrators")),
        false => Ok(()),
    }
}

async fn set(
    signed_in: &SignedIn,
    change: impl Fn(&mut User, &Policy) -> Result<()> + Send + 'static,
) -> Result<()> {
    let (cx, id) = (signed_in.cx.clone(), signed_in.profile.id);
    let store = cx.store().clone();
    let write = store.write(move |tx| {
        let mut user = user::get(tx, id)?.ok_or(Error::NotFound)?;
        let policy = stored(tx)?.of(&cx.actor);
        change(&mut user, &policy)?;
        user.version += 1;
        user::put(tx, &user)?;
        note(tx, cx.now(), "user.preferences", user.id, &user.login)
    });
    write.await
}
