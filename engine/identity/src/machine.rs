//! Users for programs: rights of their own, and never at a browser.

use std::sync::Arc;

use kernel::{Error, PrincipalId, Result};
use records::Engine;
use store::queries::user;

use crate::user::{NewUser, Profile, add};

/// Adds a user for a program: no password, no session, it acts by its tokens only.
///
/// # Errors
/// `Invalid` at `login`, `name` or `email`.
pub async fn add_machine(engine: &Arc<Engine>, new: NewUser) -> Result<Profile> {
    add(engine, new, None).await
}

/// Tells whether a user is there for a program.
///
/// # Errors
/// When the database fails.
pub async fn is_machine(engine: &Arc<Engine>, id: PrincipalId) -> Result<bool> {
    engine.store().read(move |reader| user::is_machine(reader, id)).await
}

/// Refuses what only a person may get: a program never comes to a browser.
pub(crate) async fn demand_person(engine: &Arc<Engine>, id: PrincipalId) -> Result<()> {
    if is_machine(engine, id).await? { Err(Error::conflict("no_person")) } else { Ok(()) }
}
