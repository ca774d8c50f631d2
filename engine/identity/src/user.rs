//! Who there is.

use std::sync::Arc;

use access::{Actor, Sees, Via};
use kernel::{Error, FieldProblem, FormatChoice, Language, PrincipalId, Result};
use records::{Cx, Engine};
use store::Tx;
use store::queries::log::{self, LogEntry};
use store::queries::session;
use store::queries::user::{self, Details, User};
use uuid::Uuid;

use crate::house::shut_out;
use crate::machine::demand_person;
use crate::password;
use crate::prove;
use crate::session::SignedIn;

/// A user as shown; never the hash of the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Id.
    pub id: PrincipalId,
    /// Name to sign in with.
    pub login: String,
    /// Name as shown.
    pub name: String,
    /// Mail address.
    pub email: Option<String>,
    /// Whether administration is open.
    pub is_admin: bool,
    /// Whether they can sign in.
    pub is_active: bool,
    /// Which records they see.
    pub sees: Sees,
    /// How they like to work.
    pub preferences: Preferences,
    /// Their place in the tree of roles.
    pub role: Option<Uuid>,
}

/// How a person likes to work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// Language of the interface.
    pub language: Language,
    /// `light`, `dark` or `system`.
    pub theme: String,
    /// `compact`, `standard` or `comfort`.
    pub density: String,
    /// How they write days, numbers and times, and where they are.
    pub formats: FormatChoice,
}

impl Default for Preferences {
    fn default() -> Self {
        let (theme, density) = ("system".into(), "standard".into());
        Preferences { language: Language::De, theme, density, formats: FormatChoice::default() }
    }
}

/// What is needed for a new user.
#[derive(Clone, Debug, Default)]
pub struct NewUser {
    /// Name to sign in with.
    pub login: String,
    /// Name as shown; the login when empty.
    pub name: String,
    /// Mail address.
    pub email: Option<String>,
    /// Password as typed.
    pub password: String,
    /// Whether administration is open.
    pub is_admin: bool,
    /// Which records they see.
    pub sees: Sees,
    /// How they like to work.
    pub preferences: Preferences,
    /// Their place in the tree of roles.
    pub role: Option<Uuid>,
}

impl Profile {
    pub(crate) fn of(user: &User) -> Self {
        Profile {
            id: user.id,
            login: user.login.clone(),
            name: user.name.clone(),
            email: user.email.clone(),
            is_admin: user.is_admin,
            is_active: user.is_active,
            sees: Sees::from_word(&user.sees),
            preferences: Preferences {
                language: Language::from_code(&user.language).unwrap_or_default(),
                theme: user.theme.clone(),
                density: user.density.clone(),
                formats: user.formats.clone(),
            },
            role: user.role,
        }
    }

    /// This person as one who acts, with the rights and the reach of this moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn actor(&self, engine: &Arc<Engine>, via: Via) -> Result<Actor> {
        Ok(engine.house().await?.actor(self.id, via))
    }
}

/// Folds a login name: people do not remember how they wrote it.
pub(crate) fn fold_login(login: &str) -> String {
    login.trim().to_lowercase()
}

/// Tells whether anybody can sign in at all.
///
/// # Errors
/// When the database fails.
pub async fn has_users(engine: &Arc<Engine>) -> Result<bool> {
    Ok(!engine.store().read(user::all).await?.is_empty())
}

/// Adds a user.
///
/// # Errors
/// `Invalid` at `login`, `name`, `email` or `password`.
pub async fn add_user(engine: &Arc<Engine>, new: NewUser) -> Result<Profile> {
    let (login, name, _, mut problems) = judge_identity(&new.login, &new.name, new.email.clone());
    if let Err(Error::Invalid(more)) = password::judge("password", &new.password, &login, &name) {
        problems.extend(more);
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let hash = password::hash(new.password.clone()).await?;
    add(engine, new, Some(hash)).await
}

/// Adds a user with the hash of a password, or one for a program, which has none.
pub(crate) async fn add(
    engine: &Arc<Engine>,
    new: NewUser,
    password_hash: Option<String>,
) -> Result<Profile> {
    let (login, name, email, problems) = judge_identity(&new.login, &new.name, new.email);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let user = User {
        id: PrincipalId::new(),
        login,
        name,
        email,
        password_hash,
        is_admin: new.is_admin,
        is_active: true,
        sees: new.sees.word().into(),
        language: new.preferences.language.code().into(),
        theme: new.preferences.theme,
        density: new.preferences.density,
        created_at: engine.clock().now(),
        version: 1,
        role: new.role,
        details: Details::default(),
        formats: new.preferences.formats,
    };
    let stored = user.clone();
    let at = engine.clock().now();
    engine
        .store()
        .write(move |tx| {
            if user::by_login(tx, &stored.login)?.is_some() {
                return Err(Error::invalid("login", "taken"));
            }
            user::put(tx, &stored)?;
            if stored.password_hash.is_none() {
                user::make_machine(tx, stored.id)?;
            }
            note(tx, at, "user.added", stored.id, &stored.login)
        })
        .await?;
    Ok(Profile::of(&user))
}

type Judged = (String, String, Option<String>, Vec<FieldProblem>);

/// Login folded, name and mail address as they are kept, and what is wrong with them.
pub(crate) fn judge_identity(login: &str, name: &str, email: Option<String>) -> Judged {
    let name = if name.trim().is_empty() { login.trim() } else { name.trim() }.to_owned();
    let login = fold_login(login);
    let mut problems = Vec::new();
    let plain = |c: char| c.is_alphanumeric() || ".-_@+".contains(c);
    if login.is_empty() || login.chars().count() > 80 || !login.chars().all(plain) {
        problems.push(FieldProblem::new("login", "not_login"));
    }
    if name.chars().count() > 120 || name.contains(char::is_control) {
        problems.push(FieldProblem::new("name", "too_long").with("max", 120));
    }
    let email = email.map(|email| email.trim().to_owned()).filter(|email| !email.is_empty());
    let is_address = |email: &String| {
        email.contains('@') && email.len() <= 254 && !email.contains(char::is_control)
    };
    if email.as_ref().is_some_and(|email| !is_address(email)) {
        problems.push(FieldProblem::new("email", "not_email"));
    }
    (login, name, email, problems)
}

pub(crate) fn note(
    tx: &mut Tx<'_>,
    at: kernel::Instant,
    event: &str,
    actor: PrincipalId,
    detail: &str,
) -> Result<()> {
    let (event, detail) = (event.into(), detail.into());
    log::add(tx, &LogEntry { at, event, actor: Some(actor), detail, address: String::new() })
}

/// All users by name.
///
/// # Errors
/// When the database fails.
pub async fn users(engine: &Arc<Engine>) -> Result<Vec<Profile>> {
    Ok(engine.store().read(user::all).await?.iter().map(Profile::of).collect())
}

/// Finds a user by login name.
///
/// # Errors
/// `NotFound`.
pub async fn find_user(engine: &Arc<Engine>, login: &str) -> Result<Profile> {
    let login = fold_login(login);
    let found = engine.store().read(move |reader| user::by_login(reader, &login)).await?;
    found.map(|user| Profile::of(&user)).ok_or(Error::NotFound)
}

/// One user.
///
/// # Errors
/// `NotFound`.
pub async fn profile(engine: &Arc<Engine>, id: PrincipalId) -> Result<Profile> {
    let found = engine.store().read(move |reader| user::get(reader, id)).await?;
    found.map(|user| Profile::of(&user)).ok_or(Error::NotFound)
}

/// Tells whether somebody has a password that is kept here.
///
/// # Errors
/// When the database fails.
pub async fn has_password(engine: &Arc<Engine>, id: PrincipalId) -> Result<bool> {
    let found = engine.store().read(move |reader| user::get(reader, id)).await?;
    Ok(found.is_some_and(|user| user.password_hash.is_some()))
}

async fn change(
    engine: &Arc<Engine>,
    id: PrincipalId,
    event: &'static str,
    change: impl Fn(&mut Tx<'_>, &mut User) -> Result<()> + Send + 'static,
) -> Result<()> {
    let at = engine.clock().now();
    engine
        .store()
        .write(move |tx| {
            let mut user = user::get(tx, id)?.ok_or(Error::NotFound)?;
            change(tx, &mut user)?;
            user.version += 1;
            user::put(tx, &user)?;
            note(tx, at, event, user.id, &user.login)
        })
        .await
}

/// Sets a password without asking for the old one: administration, command line.
///
/// All sessions of the user end (ASVS 7.4.3).
///
/// # Errors
/// `NotFound`; `Invalid` at `password`.
pub async fn set_password(engine: &Arc<Engine>, id: PrincipalId, new: String) -> Result<()> {
    demand_person(engine, id).await?;
    let user = profile(engine, id).await?;
    password::judge("password", &new, &user.login, &user.name)?;
    let hash = password::hash(new).await?;
    change(engine, id, "password.set", move |tx, user| {
        user.password_hash = Some(hash.clone());
        session::end_others(tx, user.id, &[])
    })
    .await
}

/// Changes one's own password, for which the present one is asked; all other sessions end.
///
/// Whoever signs in by the word of others makes no way in of their own.
///
/// # Errors
/// `Invalid` at `old_password` or `password`; `TooMany` after many guesses of this session;
/// `Conflict` `password_elsewhere`.
pub async fn change_password(signed_in: &SignedIn, (old, new): (String, String)) -> Result<()> {
    let (engine, who) = (&signed_in.cx.engine, &signed_in.profile);
    if !has_password(engine, who.id).await? {
        return Err(Error::conflict("password_elsewhere"));
    }
    prove::by_password(signed_in, old).await.map_err(|error| match error {
        Error::Invalid(_) => Error::invalid("old_password", "password_wrong"),
        other => other,
    })?;
    password::judge("password", &new, &who.login, &who.name)?;
    let hash = password::hash(new).await?;
    let keep_session = signed_in.id_hash.clone();
    change(engine, who.id, "password.changed", move |tx, user| {
        user.password_hash = Some(hash.clone());
        session::end_others(tx, user.id, &keep_session)
    })
    .await
}

/// Keeps a user from signing in; sessions and tokens end at once (ASVS 7.4.2).
///
/// # Errors
/// `NotFound`; `Conflict` `last_administrator`.
pub async fn disable_user(engine: &Arc<Engine>, id: PrincipalId) -> Result<()> {
    change(engine, id, "user.disabled", |tx, user| {
        let others = user::all(tx)?;
        let remains = others.iter().any(|o| o.id != user.id && o.is_admin && o.is_active);
        if user.is_admin && !remains {
            return Err(Error::conflict("last_administrator"));
        }
        user.is_active = false;
        shut_out(tx, user.id)
    })
    .await
}

/// Lets a user sign in again.
///
/// # Errors
/// `NotFound`.
pub async fn enable_user(engine: &Arc<Engine>, id: PrincipalId) -> Result<()> {
    change(engine, id, "user.enabled", |_, user| {
        user.is_active = true;
        Ok(())
    })
    .await
}

/// The context of a person, as they read.
///
/// # Errors
/// When the database fails.
pub async fn cx_of(engine: &Arc<Engine>, user: &Profile, via: Via) -> Result<Cx> {
    let house = engine.house().await?;
    let (language, own) = (user.preferences.language, &user.preferences.formats);
    Ok(engine.cx(house.actor(user.id, via), house.locale(language, own)))
}
