//! People that records can belong to.

use access::{Actor, Rights, Sees, Via};
use kernel::{Language, Locale, PrincipalId, Result};
use store::queries::user;

use crate::cx::Cx;

/// Somebody who can own records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PrincipalId,
    /// Name as shown.
    pub name: String,
    /// Name to sign in with.
    pub login: String,
    /// Mail address.
    pub email: Option<String>,
}

/// Everybody who can sign in.
///
/// # Errors
/// When the database fails.
pub async fn people(cx: &Cx) -> Result<Vec<Person>> {
    let all = cx.store().read(user::all).await?;
    let active = all.into_iter().filter(|user| user.is_active);
    let person = |user: user::User| Person {
        id: user.id,
        name: user.name,
        login: user.login,
        email: user.email,
    };
    Ok(active.map(person).collect())
}

/// A person as one who acts: what administration left open to them, and which records they see.
#[must_use]
pub fn actor(id: PrincipalId, (is_admin, sees): (bool, Sees), via: Via) -> Actor {
    let rights = if is_admin { Rights::administrator() } else { Rights::ordinary() };
    Actor::person(id, rights, sees, via)
}

/// The context in which somebody else reads, to ask what they would see; none for somebody who
/// cannot sign in.
///
/// # Errors
/// When the database fails.
pub async fn reading_as(cx: &Cx, person: PrincipalId) -> Result<Option<Cx>> {
    let found = cx.store().read(move |reader| user::get(reader, person)).await?;
    let reads = |user: user::User| {
        let language = Language::from_code(&user.language).unwrap_or_default();
        let may = (user.is_admin, Sees::from_word(&user.sees));
        cx.engine.cx(actor(user.id, may, Via::Job), Locale::new(language))
    };
    Ok(found.filter(|user| user.is_active).map(reads))
}
