//! People that records can belong to.

use access::Via;
use kernel::{Language, PrincipalId, Result};
use store::queries::{group, user};

use crate::cx::Cx;

/// Somebody who can own records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PrincipalId,
    /// Name as shown.
    pub name: String,
    /// Name to sign in with; a group has none.
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

/// Everybody who can own records: people who can sign in, and groups after them.
///
/// # Errors
/// When the database fails.
pub async fn owners(cx: &Cx) -> Result<Vec<Person>> {
    let mut all = people(cx).await?;
    let groups = cx.store().read(group::names).await?;
    all.extend(groups.into_iter().map(|(id, name)| Person {
        id,
        name,
        login: String::new(),
        email: None,
    }));
    Ok(all)
}

/// The context in which somebody else reads, to ask what they would see; none for somebody who
/// cannot sign in.
///
/// # Errors
/// When the database fails.
pub async fn reading_as(cx: &Cx, person: PrincipalId) -> Result<Option<Cx>> {
    let found = cx.store().read(move |reader| user::get(reader, person)).await?;
    let Some(user) = found.filter(|user| user.is_active) else { return Ok(None) };
    let language = Language::from_code(&user.language).unwrap_or_default();
    let house = cx.engine.house().await?;
    let locale = house.locale(language, &user.formats);
    Ok(Some(cx.engine.cx(house.actor(user.id, Via::Job), locale)))
}
