//! People as administrators see and change them.

use access::Sees;
use kernel::{Error, FieldProblem, FormatChoice, Language, PrincipalId, Result, Value};
use records::Cx;
use store::Tx;
use store::queries::user::{self, Details, User};
use store::queries::{access_key, role, session, token};
use uuid::Uuid;

use super::naming::note;
use crate::user::{Profile, judge_identity};

/// A person with everything administrators see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who it is.
    pub profile: Profile,
    /// What else is known.
    pub details: Details,
    /// Counts changes.
    pub version: i64,
}

/// What an administrator changes about a person.
#[derive(Clone, Debug)]
pub struct MemberChange {
    /// Version that was read.
    pub version: i64,
    /// Name to sign in with.
    pub login: String,
    /// Name as shown.
    pub name: String,
    /// Mail address.
    pub email: Option<String>,
    /// Whether administration is open.
    pub is_admin: bool,
    /// Whether they are held to their own records.
    pub sees: Sees,
    /// Their place in the tree of roles.
    pub role: Option<Uuid>,
    /// Language of the interface.
    pub language: Language,
    /// How they write days, numbers and times, and where they are.
    pub formats: FormatChoice,
    /// What else is known.
    pub details: Details,
}

impl Member {
    pub(crate) fn of(user: &User) -> Self {
        let (profile, details) = (Profile::of(user), user.details.clone());
        Member { profile, details, version: user.version }
    }

    /// A change that leaves everything as it is, to change a part of.
    #[must_use]
    pub fn unchanged(&self) -> MemberChange {
        let profile = self.profile.clone();
        MemberChange {
            version: self.version,
            login: profile.login,
            name: profile.name,
            email: profile.email,
            is_admin: profile.is_admin,
            sees: profile.sees,
            role: profile.role,
            language: profile.preferences.language,
            formats: profile.preferences.formats,
            details: self.details.clone(),
        }
    }
}

/// Everybody by name.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn members(cx: &Cx) -> Result<Vec<Member>> {
    cx.actor.rights.demand_administrator()?;
    Ok(cx.store().read(user::all).await?.iter().map(Member::of).collect())
}

/// One person.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn member(cx: &Cx, id: PrincipalId) -> Result<Member> {
    cx.actor.rights.demand_administrator()?;
    let found = cx.store().read(move |reader| user::get(reader, id)).await?;
    found.map(|user| Member::of(&user)).ok_or(Error::NotFound)
}

/// Changes a person.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` at the fields; `Conflict` `stale` or `last_administrator`.
pub async fn change_member(cx: &Cx, id: PrincipalId, change: MemberChange) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let cx = cx.clone();
    cx.store().clone().write(move |tx| apply(tx, &cx, id, change.clone())).await
}

fn apply(tx: &mut Tx<'_>, cx: &Cx, id: PrincipalId, change: MemberChange) -> Result<()> {
    let mut user = user::get(tx, id)?.ok_or(Error::NotFound)?;
    if user.version != change.version {
        return Err(Error::conflict("stale"));
    }
    let (login, name, email, mut problems) =
        judge_identity(&change.login, &change.name, change.email);
    if user::by_login(tx, &login)?.is_some_and(|other| other.id != id) {
        problems.push(FieldProblem::new("login", "taken"));
    }
    if let Some(wanted) = change.role
        && !role::all(tx)?.iter().any(|role| role.id == wanted)
    {
        problems.push(FieldProblem::new("role", "target_not_found"));
    }
    problems.extend(judge_details(tx, id, &change.details)?);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let others = user::all(tx)?;
    let remains = others.iter().any(|other| other.id != id && other.is_admin && other.is_active);
    if user.is_admin && !change.is_admin && !remains {
        return Err(Error::conflict("last_administrator"));
    }
    (user.login, user.name, user.email) = (login, name, email);
    (user.is_admin, user.role) = (change.is_admin, change.role);
    user.sees = change.sees.word().into();
    user.language = change.language.code().into();
    user.details = change.details;
    user.formats = change.formats;
    user.version += 1;
    user::put(tx, &user)?;
    note(tx, cx, "user.changed", &user.login)
}

/// What is wrong with what else is known about a person.
pub(crate) fn judge_details(
    tx: &mut Tx<'_>,
    id: PrincipalId,
    details: &Details,
) -> Result<Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let texts = [
        ("phone", &details.phone, 60),
        ("position", &details.position, 120),
        ("working_hours", &details.working_hours, 200),
        ("signature", &details.signature, 2000),
    ];
    for (field, text, max) in texts {
        let Some(text) = text else { continue };
        if text.chars().count() > max {
            problems.push(FieldProblem::new(field, "too_long").with("max", max));
        } else if text.contains(|c: char| c.is_control() && c != '\n' && c != '\r') {
            problems.push(FieldProblem::new(field, "control_character"));
        }
    }
    if let Some(deputy) = details.deputy
        && (deputy == id || user::get(tx, deputy)?.is_none_or(|user| !user.is_active))
    {
        problems.push(FieldProblem::new("deputy", "target_not_found"));
    }
    Ok(problems)
}

/// What has to be done so that everything a person owns belongs to another one: the module, and
/// the value its owner gets.
///
/// # Errors
/// `Forbidden`; `Invalid` at `heir` when that is the person, or somebody who cannot own records.
pub async fn hand_over_to(
    cx: &Cx,
    from: PrincipalId,
    heir: PrincipalId,
) -> Result<Vec<(String, String, Value)>> {
    cx.actor.rights.demand_administrator()?;
    let owners = records::owners(cx).await?;
    if heir == from || !owners.iter().any(|owner| owner.id == heir) {
        return Err(Error::invalid("heir", "target_not_found"));
    }
    let mut parts = Vec::new();
    for module in cx.catalog.modules() {
        let Some(field) = module.owner_field() else { continue };
        let (of, code) = (module.clone(), module.code.clone());
        let owns = cx.store().read(move |reader| store::records::is_owner(reader, &of, from));
        if owns.await? {
            parts.push((code, field.name.clone(), Value::Principal(heir)));
        }
    }
    Ok(parts)
}

/// Removes a person for good, who owns nothing any more: everything by which they came in is gone,
/// and what was theirs alone; the history keeps their name.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` at `sure` without the login name typed once more; `Conflict`
/// `own_person`, `last_administrator`, or `owns_records` as long as they own any.
pub async fn remove_member(cx: &Cx, id: PrincipalId, sure: &str) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    if cx.actor.user == Some(id) {
        return Err(Error::conflict("own_person"));
    }
    let (cx, sure) = (cx.clone(), crate::user::fold_login(sure));
    let store = cx.store().clone();
    let write = store.write(move |tx| {
        let gone = user::get(tx, id)?.ok_or(Error::NotFound)?;
        if gone.login != sure {
            return Err(Error::invalid("sure", "not_the_login"));
        }
        let others = user::all(tx)?;
        let remains =
            others.iter().any(|other| other.id != id && other.is_admin && other.is_active);
        if gone.is_admin && !remains {
            return Err(Error::conflict("last_administrator"));
        }
        for module in cx.catalog.modules() {
            if store::records::is_owner(tx, module, id)? {
                return Err(Error::conflict("owns_records"));
            }
        }
        user::remove(tx, &gone, cx.now())?;
        note(tx, &cx, "user.removed", &gone.login)
    });
    write.await
}

/// Ends everything by which a person is signed in.
pub(crate) fn shut_out(tx: &mut Tx<'_>, id: PrincipalId) -> Result<()> {
    token::remove_all(tx, id)?;
    access_key::remove(tx, id)?;
    session::end_others(tx, id, &[])
}
