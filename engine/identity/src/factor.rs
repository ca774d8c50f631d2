//! The second factor: codes of an app that change every half minute (RFC 6238), and recovery
//! codes for the day on which the telephone is lost.
//!
//! **Invariant:** the secret is sealed with the key of the installation, recovery codes are hashes
//! of 120 random bits, and every code works once.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Error, Instant, PrincipalId, Result};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use records::Engine;
use sha2::{Digest, Sha256};
use store::Tx;
use store::queries::factor::{self as stored, Factor, Standing};
use store::queries::log::{self, LogEntry};
use store::queries::{session, step, user};
use totp_rs::{Builder, Secret, Totp};
use vault::Vault;

use crate::prove;
use crate::session::SignedIn;

/// What is escaped in the address of a secret: all but unreserved characters (RFC 3986, 2.3) and
/// the sign in mail addresses.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

/// Recovery codes that somebody gets at once.
const N_CODES: usize = 10;
/// Signs between the hyphens of a recovery code.
const GROUP: usize = 6;

/// A second factor that is offered and not yet in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorOffer {
    /// The secret, sealed for the person and the session; a form carries it.
    pub sealed: String,
    /// The secret as people type it, in base 32.
    pub key: String,
    /// The secret as an address that apps read from a square.
    pub address: String,
}

/// Whether somebody has a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactorState {
    /// Since when.
    pub added_at: Instant,
    /// Recovery codes that are left.
    pub n_codes: i64,
}

/// Offers a new secret; it counts when a code of it was typed.
///
/// # Errors
/// When it cannot be sealed.
pub fn offer_factor(vault: &Vault, signed_in: &SignedIn, issuer: &str) -> Result<FactorOffer> {
    let secret = kernel::random::<20>();
    let sealed = URL_SAFE_NO_PAD.encode(vault.seal(&purpose_of_offer(signed_in), &secret)?);
    shown(&secret, sealed, (issuer, &signed_in.profile.login))
}

/// Shows an offer once more that a form carried.
///
/// # Errors
/// `Conflict` `factor_offer_over` when it was not made for this session.
pub fn offer_again(
    vault: &Vault,
    signed_in: &SignedIn,
    (sealed, issuer): (&str, &str),
) -> Result<FactorOffer> {
    let secret = opened(vault, signed_in, sealed)?;
    shown(&secret, sealed.to_owned(), (issuer, &signed_in.profile.login))
}

fn shown(secret: &[u8], sealed: String, (issuer, login): (&str, &str)) -> Result<FactorOffer> {
    let key = Secret::from(secret).to_base32();
    let plain = |text: &str| utf8_percent_encode(&text.replace(':', " "), ESCAPED).to_string();
    let (issuer, login) = (plain(issuer), plain(login));
    let address = format!("otpauth://totp/{issuer}:{login}?secret={key}&issuer={issuer}");
    Ok(FactorOffer { sealed, key, address })
}

fn purpose_of_offer(signed_in: &SignedIn) -> String {
    let session: String = signed_in.id_hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("factor-offer/{}/{session}", signed_in.profile.id)
}

fn opened(vault: &Vault, signed_in: &SignedIn, sealed: &str) -> Result<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(sealed).ok();
    let secret = bytes.and_then(|bytes| vault.open(&purpose_of_offer(signed_in), &bytes));
    secret.ok_or_else(|| Error::conflict("factor_offer_over"))
}

/// Whether a person has a second factor.
///
/// # Errors
/// When the database fails.
pub async fn factor_state(engine: &Arc<Engine>, user: PrincipalId) -> Result<Option<FactorState>> {
    let read = engine.store().read(move |reader| {
        let Some(factor) = stored::get(reader, user)? else { return Ok(None) };
        let n_codes = stored::n_codes(reader, user)?;
        Ok(Some(FactorState { added_at: factor.added_at, n_codes }))
    });
    read.await
}

/// Switches the second factor on with the first code of an offer; gives the recovery codes.
///
/// All other sessions end: they were opened with less (ASVS 7.4.3).
///
/// # Errors
/// `Invalid` at `password` or `code`; `Conflict` `factor_offer_over`, `factor_there`; `TooMany`.
pub async fn switch_factor_on(
    vault: &Vault,
    signed_in: &SignedIn,
    sealed: &str,
    (password, typed): (String, &str),
) -> Result<Vec<String>> {
    let secret = opened(vault, signed_in, sealed)?;
    prove::by_password(signed_in, password).await?;
    let now = signed_in.cx.engine.clock().now();
    let digits = Proof::typed(typed);
    let Proof::Digits(digits) = digits else { return Err(Error::invalid("code", "code_wrong")) };
    let step = matched(&secret, &digits, now);
    let step = step.ok_or_else(|| Error::invalid("code", "code_wrong"))?;
    let id = signed_in.profile.id;
    let factor =
        Factor { secret: vault.seal(&purpose(id), &secret)?, last_step: step, added_at: now };
    let (codes, hashes) = fresh_codes(id);
    let (keep, login) = (signed_in.id_hash.clone(), signed_in.profile.login.clone());
    let write = signed_in.cx.store().write(move |tx| {
        if stored::get(tx, id)?.is_some() {
            return Err(Error::conflict("factor_there"));
        }
        stored::put(tx, id, &factor)?;
        stored::set_codes(tx, id, &hashes)?;
        session::end_others(tx, id, &keep)?;
        step::end_all(tx, id)?;
        note(tx, (now, "factor.on"), id, &login)
    });
    write.await?;
    Ok(codes)
}

/// Switches one's own second factor off.
///
/// # Errors
/// `Invalid` at `password` or `code`; `Conflict` `factor_demanded`; `TooMany`.
pub async fn switch_factor_off(
    vault: &Vault,
    signed_in: &SignedIn,
    (password, typed): (String, &str),
) -> Result<()> {
    let id = signed_in.profile.id;
    let standing = signed_in.cx.store().read(move |reader| stored::standing(reader, id)).await?;
    if lack(&Standing { factor_since: None, ..standing }).is_some() {
        return Err(Error::conflict("factor_demanded"));
    }
    prove::by_both(vault, signed_in, password, typed).await?;
    let (now, login) = (signed_in.cx.now(), signed_in.profile.login.clone());
    let keep = signed_in.id_hash.clone();
    let write = signed_in.cx.store().write(move |tx| {
        stored::remove(tx, id)?;
        session::end_others(tx, id, &keep)?;
        note(tx, (now, "factor.off"), id, &login)
    });
    write.await
}

/// Makes new recovery codes; the old ones end.
///
/// # Errors
/// `Invalid` at `password` or `code`; `TooMany`.
pub async fn renew_codes(
    vault: &Vault,
    signed_in: &SignedIn,
    (password, typed): (String, &str),
) -> Result<Vec<String>> {
    prove::by_both(vault, signed_in, password, typed).await?;
    let (id, now) = (signed_in.profile.id, signed_in.cx.now());
    let (codes, hashes) = fresh_codes(id);
    let login = signed_in.profile.login.clone();
    let write = signed_in.cx.store().write(move |tx| {
        stored::set_codes(tx, id, &hashes)?;
        note(tx, (now, "factor.codes"), id, &login)
    });
    write.await?;
    Ok(codes)
}

/// Takes the second factor of somebody away: administration, command line.
///
/// Their sessions end, so that they prove anew who they are.
///
/// # Errors
/// `NotFound` when they have none.
pub async fn remove_factor(
    engine: &Arc<Engine>,
    by: Option<PrincipalId>,
    id: PrincipalId,
) -> Result<()> {
    let now = engine.clock().now();
    let write = engine.store().write(move |tx| {
        let user = user::get(tx, id)?.ok_or(Error::NotFound)?;
        if !stored::remove(tx, id)? {
            return Err(Error::NotFound);
        }
        session::end_others(tx, id, &[])?;
        step::end_all(tx, id)?;
        let (event, address) = ("factor.removed".into(), String::new());
        log::add(tx, &LogEntry { at: now, event, actor: by, detail: user.login, address })
    });
    write.await
}

fn note(tx: &mut Tx<'_>, (at, event): (Instant, &str), id: PrincipalId, login: &str) -> Result<()> {
    let (event, detail) = (event.into(), login.into());
    log::add(tx, &LogEntry { at, event, actor: Some(id), detail, address: String::new() })
}

/// What is demanded of somebody and not set up yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A second factor; a passkey is one.
    SecondFactor,
    /// A passkey, though there is another second factor.
    Passkey,
    /// A passkey, and there is no second factor at all.
    PasskeyAlone,
}

/// What somebody lacks of what is demanded of them.
pub(crate) fn lack(standing: &Standing) -> Option<Lack> {
    let (has_factor, has_passkey) = (standing.factor_since.is_some(), standing.n_passkeys > 0);
    match standing.demanded.as_str() {
        "second_factor" if !has_factor && !has_passkey => Some(Lack::SecondFactor),
        "passkey" if !has_passkey && has_factor => Some(Lack::Passkey),
        "passkey" if !has_passkey => Some(Lack::PasskeyAlone),
        _ => None,
    }
}

/// What somebody typed to prove that they have their second factor.
#[derive(Clone)]
pub(crate) enum Proof {
    /// Six digits of the app.
    Digits(String),
    /// A recovery code without its hyphens.
    Code(String),
}

impl Proof {
    pub fn typed(text: &str) -> Proof {
        let plain = text.chars().filter(char::is_ascii_alphanumeric).take(40);
        let plain: String = plain.collect::<String>().to_ascii_uppercase();
        match plain.len() == 6 && plain.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Proof::Digits(plain),
            false => Proof::Code(plain),
        }
    }
}

/// Uses a proof up, when it fits; of two at once only one does.
pub(crate) fn use_proof(
    tx: &mut Tx<'_>,
    vault: &Vault,
    (id, proof): (PrincipalId, &Proof),
    now: Instant,
) -> Result<bool> {
    let digits = match proof {
        Proof::Code(code) => return stored::use_code(tx, id, &code_hash(id, code), now),
        Proof::Digits(digits) => digits,
    };
    let Some(factor) = stored::get(tx, id)? else { return Ok(false) };
    let Some(secret) = vault.open(&purpose(id), &factor.secret) else {
        // With another key no app helps; recovery codes and the administration still do.
        tracing::error!(user.id = %id, "a second factor was sealed with another key");
        return Ok(false);
    };
    match matched(&secret, digits, now) {
        Some(step) => stored::use_step(tx, id, step),
        None => Ok(false),
    }
}

fn purpose(id: PrincipalId) -> String {
    format!("factor/{id}")
}

/// The time step that a code is of, one before and after included.
fn matched(secret: &[u8], digits: &str, now: Instant) -> Option<i64> {
    let seconds = u64::try_from(now.millis() / 1000).ok()?;
    totp(secret).check(digits, seconds).and_then(|step| i64::try_from(step).ok())
}

fn totp(secret: &[u8]) -> Totp {
    Builder::new().with_secret(secret).build_noncompliant()
}

/// New recovery codes as people write them down, and their hashes.
fn fresh_codes(id: PrincipalId) -> (Vec<String>, Vec<Vec<u8>>) {
    let codes: Vec<String> =
        std::iter::repeat_with(|| Secret::from(kernel::random::<15>().to_vec()).to_base32())
            .take(N_CODES)
            .collect();
    let hashes = codes.iter().map(|code| code_hash(id, code)).collect();
    let shown = codes.iter().map(|code| {
        let signs: Vec<char> = code.to_ascii_lowercase().chars().collect();
        let groups = signs.chunks(GROUP).map(|group| group.iter().collect::<String>());
        groups.collect::<Vec<_>>().join("-")
    });
    (shown.collect(), hashes)
}

fn code_hash(id: PrincipalId, code: &str) -> Vec<u8> {
    Sha256::new().chain_update(id.bytes()).chain_update(code).finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, with six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")]
        {
            let at = |second: i64| Instant::from_millis(second * 1000);
            assert_eq!(matched(secret, code, at(second)), Some(second / 30), "{second}");
            assert_eq!(matched(secret, code, at(second + 30)), Some(second / 30), "a step late");
            assert_eq!(matched(secret, code, at(second + 61)), None, "two steps late");
            assert_eq!(matched(secret, code, at(second - 60)), None, "two steps early");
        }
        assert_eq!(matched(secret, "28708", Instant::from_millis(59_000)), None);
    }

    #[test]
    fn recovery_codes_are_long_and_read_however_they_are_typed() {
        let id = PrincipalId::new();
        let (codes, hashes) = fresh_codes(id);
        assert_eq!((codes.len(), hashes.len()), (10, 10));
        assert_eq!(codes[0].len(), 27, "{}", codes[0]);
        for typed in [codes[0].clone(), codes[0].to_uppercase().replace('-', " ")] {
            let Proof::Code(code) = Proof::typed(&typed) else { panic!("{typed} are no digits") };
            assert_eq!(code_hash(id, &code), hashes[0]);
            assert_ne!(code_hash(PrincipalId::new(), &code), hashes[0]);
        }
        assert!(matches!(Proof::typed(" 123 456 "), Proof::Digits(digits) if digits == "123456"));
    }
}
