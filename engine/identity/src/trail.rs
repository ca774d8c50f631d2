//! Who came in or tried to: kept for ninety days, read by administrators and by each of oneself.

use kernel::{Instant, PrincipalId, Result};
use records::Cx;
use sha2::{Digest, Sha256};
use store::Tx;
use store::queries::session;
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
pub const OUTCOMES: [&str; 7] =
    ["done", "asked", "wrong", "code_wrong", "passkey_wrong", "passkey_copied", "signed_out"];

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
    stored::add(
        tx,
        &SignIn {
            at,
            way: "session".into(),
            outcome: "signed_out".into(),
            user: Some(session.user),
            named: login.into(),
            address: session.address,
            device: session.device,
        },
    )
}

/// The newest sign-ins of the house that are wanted, with their numbers.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn sign_ins(cx: &Cx, wanted: Wanted) -> Result<Vec<(i64, SignIn)>> {
    cx.actor.rights.demand_administrator()?;
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
