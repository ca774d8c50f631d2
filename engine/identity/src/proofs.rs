//! How people of the house prove who they are, for administrators.

use std::collections::BTreeMap;

use kernel::{Error, Instant, PrincipalId, Result};
use records::Cx;
use store::queries::log::{self, LogEntry};
use store::queries::{factor, session, setting, step, user};

use crate::factor::lack;
use crate::session::session_limits;
use crate::trail;
use crate::user::Profile;

/// What can be demanded of everybody.
const CHOICES: [&str; 3] = ["password", "second_factor", "passkey"];

/// How somebody signs in, as administrators see it.
#[derive(Clone, Debug)]
pub struct ProofLine {
    /// Who.
    pub profile: Profile,
    /// Word of what their role demands: `password`, `second_factor` or `passkey`.
    pub demanded: String,
    /// Since when they have a second factor.
    pub factor_since: Option<Instant>,
    /// How many passkeys they have.
    pub n_passkeys: i64,
    /// Whether they lack what is demanded.
    pub is_lacking: bool,
    /// Browsers in which they are signed in.
    pub n_sessions: u64,
}

/// How everybody signs in who may.
///
/// # Errors
/// `Forbidden`.
pub async fn proofs(cx: &Cx) -> Result<Vec<ProofLine>> {
    cx.actor.rights.demand_administrator()?;
    let (opened, used) = session_limits(cx.now());
    let read = cx.store().read(move |reader| {
        let (users, standings) = (user::all(reader)?, factor::standings(reader)?);
        Ok((users, standings, session::owners(reader, opened, used)?))
    });
    let (users, standings, sessions) = read.await?;
    let standings: BTreeMap<_, _> = standings.into_iter().collect();
    let line = |user: user::User| {
        let standing = standings.get(&user.id).cloned().unwrap_or_default();
        let demanded = match standing.demanded.as_str() {
            "" => "password".to_owned(),
            word => word.to_owned(),
        };
        ProofLine {
            profile: Profile::of(&user),
            is_lacking: lack(&standing).is_some(),
            demanded,
            n_passkeys: standing.n_passkeys,
            factor_since: standing.factor_since,
            n_sessions: sessions.iter().filter(|owner| **owner == user.id).count() as u64,
        }
    };
    Ok(users.into_iter().filter(|user| user.is_active).map(line).collect())
}

/// What is demanded of everybody, whatever their role: `password`, `second_factor` or `passkey`.
///
/// # Errors
/// When the database fails.
pub async fn demanded_of_all(cx: &Cx) -> Result<String> {
    let found = cx.store().read(|reader| setting::get(reader, factor::STRENGTH)).await?;
    Ok(found.unwrap_or_else(|| CHOICES[0].to_owned()))
}

/// Demands something of everybody; whoever lacks it is led to set it up with their next request.
///
/// # Errors
/// `Forbidden`; `Invalid` at `strength`.
pub async fn demand_of_all(cx: &Cx, word: &str) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    if !CHOICES.contains(&word) {
        return Err(Error::invalid("strength", "not_in_list"));
    }
    let (now, by, word) = (cx.now(), cx.actor.user, word.to_owned());
    let write = cx.store().write(move |tx| {
        setting::set(tx, factor::STRENGTH, &word)?;
        let (event, address, detail) = ("strength.set".into(), String::new(), word.clone());
        log::add(tx, &LogEntry { at: now, event, actor: by, detail, address })
    });
    write.await
}

/// Ends all sessions of somebody: administration.
///
/// # Errors
/// `NotFound`.
pub async fn end_sessions_of(cx: &Cx, user: PrincipalId) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let (now, by) = (cx.now(), cx.actor.user);
    let write = cx.store().write(move |tx| {
        let user = user::get(tx, user)?.ok_or(Error::NotFound)?;
        trail::end_all(tx, (user.id, &user.login), &[], ("ended_for", now))?;
        step::end_all(tx, user.id)?;
        let (event, address) = ("sessions.ended".into(), String::new());
        log::add(tx, &LogEntry { at: now, event, actor: by, detail: user.login, address })
    });
    write.await
}
