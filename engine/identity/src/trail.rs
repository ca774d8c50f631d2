//! Who came in or tried to: kept for as many days as the house says, read by whoever may and by
//! each of oneself.

use access::Area;
use kernel::{Error, FieldProblem, Instant, PrincipalId, Result};
use records::{Cx, Engine};
use sha2::{Digest, Sha256};
use store::Tx;
use store::queries::log::{self, LogEntry};
use store::queries::session::{self, Session};
use store::queries::sign_in as stored;
use store::queries::user::User;

pub use store::queries::sign_in::{SignIn, Wanted};

use crate::browser;
use crate::session::SignedIn;
use crate::sign_in::Door;

/// Entries of a page.
pub const PAGE: i64 = 50;
/// One's own that are shown.
const OWN: i64 = 10;
/// Words of what can come of a sign-in.
pub const OUTCOMES: [&str; 11] = [
    "done",
    "asked",
    "wrong",
    "code_wrong",
    "passkey_wrong",
    "passkey_copied",
    "link_sent",
    "password_set",
    "signed_out",
    "ended",
    "ended_for",
];
/// Days that a house may say.
const BOUNDS: std::ops::RangeInclusive<i64> = 7..=730;

/// Writes down what came of somebody at the door.
pub(crate) fn note(
    tx: &mut Tx<'_>,
    (way, outcome): (&str, &str),
    (user, named): (Option<&User>, &str),
    (door, at): (&Door, Instant),
) -> Result<()> {
    let named = match user {
        Some(user) => user.login.clone(),
        None => masked(tx, named)?,
    };
    let device = door.device.chars().filter(|c| !c.is_control()).take(200).collect();
    let (way, outcome, address) = (way.into(), outcome.into(), door.address.clone());
    let user = user.map(|user| user.id);
    stored::add(tx, &SignIn { at, way, outcome, user, named, address, device })
}

/// What tells a name that nobody has from others, and not more: people type passwords there.
pub(crate) fn masked(tx: &mut Tx<'_>, named: &str) -> Result<String> {
    let Some(first) = named.chars().find(|c| !c.is_control()) else { return Ok(String::new()) };
    let key = browser::key(tx)?;
    let seal = Sha256::new().chain_update(key).chain_update([1]).chain_update(named).finalize();
    let seal: String = seal.iter().take(3).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{first}… ({seal})"))
}

/// Writes down that somebody signed out.
pub(crate) fn note_end(tx: &mut Tx<'_>, signed_in: (&[u8], &str), at: Instant) -> Result<()> {
    let (id_hash, login) = signed_in;
    let Some(session) = session::get(tx, id_hash)? else { return Ok(()) };
    stored::add(tx, &of_session(session, ("signed_out", login), at))
}

fn of_session(session: Session, (outcome, login): (&str, &str), at: Instant) -> SignIn {
    SignIn {
        at,
        way: "session".into(),
        outcome: outcome.into(),
        user: Some(session.user),
        named: login.into(),
        address: session.address,
        device: session.device,
    }
}

/// Ends one session of a person from elsewhere, and writes it down.
pub(crate) fn end_one(tx: &mut Tx<'_>, session: Session, login: &str, at: Instant) -> Result<()> {
    session::end(tx, &session.id_hash)?;
    stored::add(tx, &of_session(session, ("ended", login), at))
}

/// Ends the sessions of a person but one, and writes each down: `ended` by themselves or
/// `ended_for` them.
pub(crate) fn end_all(
    tx: &mut Tx<'_>,
    (user, login): (PrincipalId, &str),
    keep: &[u8],
    (outcome, at): (&str, Instant),
) -> Result<()> {
    for session in session::of_user(tx, user)? {
        if session.id_hash != keep {
            stored::add(tx, &of_session(session, (outcome, login), at))?;
        }
    }
    session::end_others(tx, user, keep)
}

/// The newest sign-ins of the house that are wanted, with their numbers.
///
/// # Errors
/// `Forbidden` for who may not read the log.
pub async fn sign_ins(cx: &Cx, wanted: Wanted) -> Result<Vec<(i64, SignIn)>> {
    cx.actor.rights.demand_area(Area::Log)?;
    cx.store().read(move |reader| stored::newest(reader, &wanted, PAGE)).await
}

/// One's own newest sign-ins.
///
/// # Errors
/// When the database fails.
pub async fn own_sign_ins(signed_in: &SignedIn) -> Result<Vec<SignIn>> {
    let user: Option<PrincipalId> = Some(signed_in.profile.id);
    let wanted = Wanted { user, ..Wanted::default() };
    let read = signed_in.cx.store().read(move |reader| stored::newest(reader, &wanted, OWN));
    Ok(read.await?.into_iter().map(|(_, one)| one).collect())
}

/// For how many days entries are kept.
///
/// # Errors
/// When the database fails.
pub async fn sign_in_days(engine: &Engine) -> Result<i64> {
    engine.store().read(stored::days).await
}

/// Says for how many days entries are kept; older ones go with the next cleaning.
///
/// # Errors
/// `Forbidden` for others than administrators; `Invalid` at `days`.
pub async fn keep_sign_ins(cx: &Cx, days: &str) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let days: i64 = days.trim().parse().map_err(|_| Error::invalid("days", "not_number"))?;
    if !BOUNDS.contains(&days) {
        let problem = FieldProblem::new("days", "not_between");
        let problem = problem.with("min", *BOUNDS.start()).with("max", *BOUNDS.end());
        return Err(Error::Invalid(vec![problem]));
    }
    let (now, by) = (cx.now(), cx.actor.user);
    let write = cx.store().write(move |tx| {
        stored::keep(tx, days)?;
        let (event, address) = ("sign_in_log.kept".into(), String::new());
        log::add(tx, &LogEntry { at: now, event, actor: by, detail: days.to_string(), address })
    });
    write.await
}
