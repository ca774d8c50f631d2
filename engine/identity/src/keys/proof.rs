//! Proving once more who one is, for some minutes, before passkeys are changed (ASVS 7.5.1).

use kernel::{Error, Result};
use passkey::{Passkeys, Refusal};
use serde_json::Value as Json;
use store::queries::passkey as stored;
use vault::Vault;

use super::judge::{Asked, Outcome, judge, keep};
use crate::factor::factor_state;
use crate::prove;
use crate::session::SignedIn;

/// How long a proof is good for.
const LIFE: i64 = 10 * 60_000;

/// Whether the person of a session proved just now who they are.
///
/// # Errors
/// When the database fails.
pub async fn is_proved(signed_in: &SignedIn) -> Result<bool> {
    let (id_hash, now) = (signed_in.id_hash.clone(), signed_in.cx.now());
    let at = signed_in.cx.store().read(move |reader| stored::proved_at(reader, &id_hash)).await?;
    Ok(at.is_some_and(|at| now.millis() - at.millis() < LIFE))
}

pub(super) async fn demand_proof(signed_in: &SignedIn) -> Result<()> {
    match is_proved(signed_in).await? {
        true => Ok(()),
        false => Err(Error::conflict("prove_again")),
    }
}

/// Proves it by the password, and by the second factor of whoever has one.
///
/// # Errors
/// `Invalid` at `password` or `code`; `TooMany`.
pub async fn prove_by_password(
    vault: &Vault,
    signed_in: &SignedIn,
    (password, typed): (String, &str),
) -> Result<()> {
    let factor = factor_state(&signed_in.cx.engine, signed_in.profile.id).await?;
    match factor {
        Some(_) => prove::by_both(vault, signed_in, password, typed).await?,
        None => prove::by_password(signed_in, password).await?,
    }
    let (id_hash, now) = (signed_in.id_hash.clone(), signed_in.cx.now());
    let forgotten = now.plus_millis(-LIFE);
    let write = signed_in.cx.store().write(move |tx| stored::prove(tx, &id_hash, (now, forgotten)));
    write.await
}

fn asked(signed_in: &SignedIn) -> Asked {
    Asked { id_hash: signed_in.id_hash.clone(), purpose: "prove" }
}

/// Asks the browser for one of the person's passkeys.
///
/// # Errors
/// `NotFound` when they have none.
pub async fn ask_to_prove(passkeys: &Passkeys, signed_in: &SignedIn) -> Result<Json> {
    let id = signed_in.profile.id;
    let all = signed_in.cx.store().read(move |reader| stored::of_user(reader, id)).await?;
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    let known: Vec<_> = all.into_iter().map(|one| one.credential).collect();
    keep(&signed_in.cx.engine, asked(signed_in), passkeys.ask(&known)?).await
}

/// Proves it by a passkey.
///
/// # Errors
/// `Invalid` at `answer` when it does not hold.
pub async fn prove_by_passkey(
    passkeys: &Passkeys,
    signed_in: &SignedIn,
    answer: &str,
) -> Result<()> {
    let (passkeys, answer, asked) = (passkeys.clone(), answer.to_owned(), asked(signed_in));
    let (id, now) = (signed_in.profile.id, signed_in.cx.now());
    let forgotten = now.plus_millis(-LIFE);
    let write = signed_in.cx.store().write(move |tx| {
        match judge(tx, &passkeys, (&asked, &answer), (Some(id), now))? {
            Outcome::Held(_) => {
                stored::prove(tx, &asked.id_hash, (now, forgotten))?;
                Ok(None)
            }
            Outcome::Refused(refusal, _) => Ok(Some(refusal)),
            Outcome::Over => Ok(Some(Refusal::Wrong)),
        }
    });
    match write.await? {
        None => Ok(()),
        Some(refusal) => {
            tracing::warn!(user.id = %id, why = ?refusal, "a passkey was refused");
            Err(Error::invalid("answer", "passkey_refused"))
        }
    }
}
