//! Proving once more who one is, before what guards one's own access is changed (ASVS 7.5.1).

use kernel::{Error, Result};
use store::queries::{session, user};
use vault::Vault;

use crate::factor::{Proof, use_proof};
use crate::guess::{Counters, too_many};
use crate::password;
use crate::session::SignedIn;

/// How long the word of another system counts as proof, in milliseconds.
const FRESH: i64 = 10 * 60_000;

/// Asks for the password; guesses are counted for this session alone, so that whoever took one
/// over keeps nobody else out. Who has no password of ours proves it by having signed in just now.
pub(crate) async fn by_password(signed_in: &SignedIn, typed: String) -> Result<()> {
    let (id, id_hash) = (signed_in.profile.id, signed_in.id_hash.clone());
    let read = signed_in.cx.store().read(move |reader| {
        let hash = user::get(reader, id)?.and_then(|user| user.password_hash);
        Ok((hash, session::get(reader, &id_hash)?))
    });
    let (hash, session) = read.await?;
    if hash.is_none() {
        let now = signed_in.cx.now().millis();
        let is_fresh = session.is_some_and(|s| now - s.created_at.millis() < FRESH);
        return if is_fresh { Ok(()) } else { Err(Error::conflict("sign_in_anew")) };
    }
    let counters = counters(signed_in);
    begin(signed_in, &counters).await?;
    let fits = password::verify(typed, hash).await?;
    end(signed_in, counters, fits).await?;
    if fits { Ok(()) } else { Err(Error::invalid("password", "password_wrong")) }
}

/// Asks for the password and for the second factor.
pub(crate) async fn by_both(
    vault: &Vault,
    signed_in: &SignedIn,
    password: String,
    typed: &str,
) -> Result<()> {
    by_password(signed_in, password).await?;
    let counters = counters(signed_in);
    begin(signed_in, &counters).await?;
    let (id, now) = (signed_in.profile.id, signed_in.cx.now());
    let (vault, proof) = (vault.clone(), Proof::typed(typed));
    let used = signed_in.cx.store().write(move |tx| use_proof(tx, &vault, (id, &proof), now));
    let fits = used.await?;
    end(signed_in, counters, fits).await?;
    if fits { Ok(()) } else { Err(Error::invalid("code", "code_wrong")) }
}

fn counters(signed_in: &SignedIn) -> Counters {
    let session: String = signed_in.id_hash.iter().map(|byte| format!("{byte:02x}")).collect();
    Counters::alone(format!("own/{session}"))
}

async fn begin(signed_in: &SignedIn, counters: &Counters) -> Result<()> {
    let (counters, now) = (counters.clone(), signed_in.cx.now());
    let begun = signed_in.cx.store().write(move |tx| counters.begin(tx, now));
    begun.await?.map_err(too_many)
}

async fn end(signed_in: &SignedIn, counters: Counters, fits: bool) -> Result<()> {
    let now = signed_in.cx.now();
    let write = signed_in.cx.store().write(move |tx| match fits {
        true => counters.fitted(tx, now),
        false => counters.failed(tx, now),
    });
    write.await
}
