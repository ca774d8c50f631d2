//! People that records can belong to.

use kernel::{PrincipalId, Result};
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
