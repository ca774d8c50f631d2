//! One's own passkeys.

use std::sync::Arc;

use kernel::{Error, Instant, PrincipalId, Result};
use passkey::{Newcomer, Passkeys};
use records::Engine;
use serde_json::Value as Json;
use store::Tx;
use store::queries::log::{self, LogEntry};
use store::queries::passkey::{self as stored, StoredPasskey};
use store::queries::{factor, identity, session, step, user};
use uuid::Uuid;

use super::judge::{Asked, keep, take};
use super::proof::demand_proof;
use crate::session::SignedIn;

/// Passkeys that somebody may have.
const MOST: usize = 20;
/// Characters of the name of a passkey.
const LONGEST: usize = 60;

/// A passkey in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyLine {
    /// Id.
    pub id: Uuid,
    /// What the person calls it.
    pub name: String,
    /// Whether the device keeps a copy elsewhere.
    pub is_backed_up: bool,
    /// Since when.
    pub added_at: Instant,
    /// Last use.
    pub used_at: Option<Instant>,
}

/// Passkeys of a person, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn passkeys(signed_in: &SignedIn) -> Result<Vec<PasskeyLine>> {
    let id = signed_in.profile.id;
    let all = signed_in.cx.store().read(move |reader| stored::of_user(reader, id)).await?;
    let line = |one: StoredPasskey| PasskeyLine {
        id: one.id,
        name: one.name,
        is_backed_up: one.is_backed_up,
        added_at: one.added_at,
        used_at: one.used_at,
    };
    Ok(all.into_iter().map(line).collect())
}

fn asked(signed_in: &SignedIn) -> Asked {
    Asked { id_hash: signed_in.id_hash.clone(), purpose: "add" }
}

/// Asks the browser for a new passkey.
///
/// # Errors
/// `Conflict` `prove_again` when the person has to prove who they are; `Conflict`
/// `many_passkeys`.
pub async fn ask_to_add(passkeys: &Passkeys, signed_in: &SignedIn, firm: &str) -> Result<Json> {
    demand_proof(signed_in).await?;
    let (who, id) = (&signed_in.profile, signed_in.profile.id);
    let all = signed_in.cx.store().read(move |reader| stored::of_user(reader, id)).await?;
    if all.len() >= MOST {
        return Err(Error::conflict("many_passkeys"));
    }
    let known = all.into_iter().map(|one| one.credential).collect();
    let newcomer = Newcomer { id: id.0, login: &who.login, name: &who.name, firm, known };
    let ask = passkeys.ask_for_new(newcomer)?;
    keep(&signed_in.cx.engine, asked(signed_in), ask).await
}

/// Adds the passkey that the browser made.
///
/// # Errors
/// `Conflict` `prove_again`; `Invalid` at `name`, or at `answer` when it does not hold;
/// `Conflict` `many_passkeys`.
pub async fn add_passkey(
    passkeys: &Passkeys,
    signed_in: &SignedIn,
    (name, answer): (&str, &str),
) -> Result<()> {
    demand_proof(signed_in).await?;
    let name = judged_name(name)?;
    let (passkeys, answer, asked) = (passkeys.clone(), answer.to_owned(), asked(signed_in));
    let (who, now) = (signed_in.profile.clone(), signed_in.cx.now());
    let write = signed_in.cx.store().write(move |tx| {
        let Some(state) = take(tx, &asked, now)? else { return Ok(false) };
        let Ok(added) = passkeys.add(&answer, &state) else { return Ok(false) };
        if stored::of_user(tx, who.id)?.len() >= MOST {
            return Err(Error::conflict("many_passkeys"));
        }
        if stored::by_credential(tx, &added.credential)?.is_some() {
            return Ok(false);
        }
        let passkey = StoredPasskey {
            id: PrincipalId::new().0,
            user: who.id,
            credential: added.credential,
            name: name.clone(),
            body: added.body,
            is_backed_up: added.is_backed_up,
            added_at: now,
            used_at: None,
        };
        stored::put(tx, &passkey)?;
        note(tx, (now, "passkey.added"), Some(who.id), &who.login)?;
        Ok(true)
    });
    if write.await? { Ok(()) } else { Err(Error::invalid("answer", "passkey_refused")) }
}

fn judged_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid("name", "required"));
    }
    if name.chars().count() > LONGEST || name.contains(char::is_control) {
        let problem = kernel::FieldProblem::new("name", "too_long").with("max", LONGEST);
        return Err(Error::Invalid(vec![problem]));
    }
    Ok(name.to_owned())
}

/// Calls a passkey something else.
///
/// # Errors
/// `NotFound`; `Invalid` at `name`.
pub async fn rename_passkey(signed_in: &SignedIn, id: Uuid, name: &str) -> Result<()> {
    let (name, user) = (judged_name(name)?, signed_in.profile.id);
    let write = signed_in.cx.store().write(move |tx| {
        let all = stored::of_user(tx, user)?;
        let found = all.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
        stored::put(tx, &StoredPasskey { name: name.clone(), ..found })
    });
    write.await
}

/// Takes one's own passkey away; all other sessions end, as they may have been opened with it.
///
/// # Errors
/// `Conflict` `prove_again`; `NotFound`; `Conflict` `passkey_demanded` or `last_way_in` when it
/// is the last one and something has to be left.
pub async fn remove_passkey(signed_in: &SignedIn, id: Uuid) -> Result<()> {
    demand_proof(signed_in).await?;
    let (who, now) = (signed_in.profile.clone(), signed_in.cx.now());
    let keep = signed_in.id_hash.clone();
    let write = signed_in.cx.store().write(move |tx| {
        if !stored::remove(tx, who.id, id)? {
            return Err(Error::NotFound);
        }
        let (left, person) = (factor::standing(tx, who.id)?, user::get(tx, who.id)?);
        if crate::factor::lack(&left).is_some() {
            return Err(Error::conflict("passkey_demanded"));
        }
        let has_password = person.is_some_and(|person| person.password_hash.is_some());
        let is_known_elsewhere = !identity::of_user(tx, who.id)?.is_empty();
        if left.n_passkeys == 0 && !has_password && !is_known_elsewhere {
            return Err(Error::conflict("last_way_in"));
        }
        session::end_others(tx, who.id, &keep)?;
        note(tx, (now, "passkey.removed"), Some(who.id), &who.login)
    });
    write.await
}

/// Takes all passkeys of somebody away: administration, command line.
///
/// Their sessions end, so that they prove anew who they are.
///
/// # Errors
/// `NotFound` when they have none.
pub async fn remove_passkeys_of(
    engine: &Arc<Engine>,
    by: Option<PrincipalId>,
    id: PrincipalId,
) -> Result<()> {
    let now = engine.clock().now();
    let write = engine.store().write(move |tx| {
        let user = user::get(tx, id)?.ok_or(Error::NotFound)?;
        if stored::remove_all(tx, id)? == 0 {
            return Err(Error::NotFound);
        }
        session::end_others(tx, id, &[])?;
        step::end_all(tx, id)?;
        note(tx, (now, "passkeys.removed"), by, &user.login)
    });
    write.await
}

fn note(
    tx: &mut Tx<'_>,
    (at, event): (Instant, &str),
    actor: Option<PrincipalId>,
    login: &str,
) -> Result<()> {
    let (event, detail) = (event.into(), login.into());
    log::add(tx, &LogEntry { at, event, actor, detail, address: String::new() })
}
