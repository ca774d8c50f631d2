//! The picture of a person.

use kernel::{Error, PrincipalId, Result, random_hex};
use records::Cx;
use store::queries::picture as stored;
use store::queries::user;

use crate::own;
use crate::session::SignedIn;
use crate::user::note;

/// What kind of picture is kept.
pub use portrait::MEDIA_TYPE;

/// Keeps a picture of oneself, or of somebody else as an administrator.
///
/// # Errors
/// `Invalid` at `picture` for what is none or is too large, and when only administrators change
/// it; `Forbidden`; `NotFound`.
pub async fn set(signed_in: &SignedIn, of: PrincipalId, sent: Vec<u8>) -> Result<()> {
    demand(signed_in, of).await?;
    let work = tokio::task::spawn_blocking(move || portrait::square(&sent));
    let body = work.await.map_err(Error::internal)??;
    let (cx, mark) = (signed_in.cx.clone(), random_hex());
    let store = cx.store().clone();
    let write = store.write(move |tx| {
        let user = user::get(tx, of)?.ok_or(Error::NotFound)?;
        stored::put(tx, of, (&mark, &body))?;
        note(tx, cx.now(), "user.picture", by(&cx)?, &user.login)
    });
    write.await
}

/// Takes a picture away.
///
/// # Errors
/// As for `set`.
pub async fn remove(signed_in: &SignedIn, of: PrincipalId) -> Result<()> {
    demand(signed_in, of).await?;
    let cx = signed_in.cx.clone();
    let store = cx.store().clone();
    let write = store.write(move |tx| {
        let user = user::get(tx, of)?.ok_or(Error::NotFound)?;
        match stored::remove(tx, of)? {
            true => note(tx, cx.now(), "user.picture_removed", by(&cx)?, &user.login),
            false => Ok(()),
        }
    });
    write.await
}

/// The picture of somebody, for everybody who is signed in.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn of(cx: &Cx, of: PrincipalId) -> Result<Vec<u8>> {
    cx.store().read(move |reader| stored::get(reader, of)).await?.ok_or(Error::NotFound)
}

fn by(cx: &Cx) -> Result<PrincipalId> {
    cx.actor.user.ok_or(Error::Unauthenticated)
}

async fn demand(signed_in: &SignedIn, of: PrincipalId) -> Result<()> {
    let cx = &signed_in.cx;
    if of != signed_in.profile.id {
        return cx.actor.rights.demand_administrator();
    }
    match own::policy(&cx.engine).await?.of(&cx.actor).is_open("picture") {
        true => Ok(()),
        false => Err(Error::invalid("picture", "only_administrators")),
    }
}
