//! The very first user: made through an address that works once.

use std::sync::Arc;

use kernel::{Error, Result, random_token};
use records::Engine;
use store::queries::{setting, user};

use crate::session::{self, SignedIn, hash};
use crate::sign_in::Door;
use crate::user::{NewUser, add_user};

const KEY: &str = "setup_token";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Makes the secret of the set-up address, when there is nobody yet; an earlier one ends.
///
/// # Errors
/// When the database fails.
pub async fn begin(engine: &Arc<Engine>) -> Result<Option<String>> {
    let secret = random_token();
    let stored = hex(&hash(&secret));
    let begun = engine
        .store()
        .write(move |tx| {
            if !user::all(tx)?.is_empty() {
                return Ok(false);
            }
            setting::set(tx, KEY, &stored).map(|()| true)
        })
        .await?;
    Ok(begun.then_some(secret))
}

/// Tells whether a secret opens the set-up.
///
/// # Errors
/// When the database fails.
pub async fn is_pending(engine: &Arc<Engine>, secret: &str) -> Result<bool> {
    let hashed = hex(&hash(secret));
    engine
        .store()
        .read(move |reader| {
            let fits = setting::get(reader, KEY)?.is_some_and(|stored| stored == hashed);
            Ok(fits && user::all(reader)?.is_empty())
        })
        .await
}

/// Makes the first administrator and signs them in; the address does not work again.
///
/// # Errors
/// `NotFound` when the secret does not open the set-up; `Invalid` as `add_user`.
pub async fn finish(
    engine: &Arc<Engine>,
    secret: &str,
    new: NewUser,
    door: &Door,
) -> Result<SignedIn> {
    if !is_pending(engine, secret).await? {
        return Err(Error::NotFound);
    }
    // The key is taken first, so that of two who come at once only one passes.
    if !engine.store().write(|tx| setting::remove(tx, KEY)).await? {
        return Err(Error::NotFound);
    }
    match add_user(engine, NewUser { is_admin: true, ..new }).await {
        Ok(profile) => session::begin(engine, &profile, door).await,
        Err(refused) => {
            let stored = hex(&hash(secret));
            engine.store().write(move |tx| setting::set(tx, KEY, &stored)).await?;
            Err(refused)
        }
    }
}
