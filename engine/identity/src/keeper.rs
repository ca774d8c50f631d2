//! Whose password opens the house when people sign in by the word of others alone.
//!
//! **Invariant:** there is always somebody: when the one who was named cannot sign in any more,
//! the passwords of all administrators count.

use kernel::{Error, PrincipalId, Result};
use records::Cx;
use store::Tx;
use store::queries::log::{self, LogEntry};
use store::queries::setting;
use store::queries::user::{self, User};

/// The setting that names the keeper; without it everybody may use their password.
const KEEPER: &str = "password_keeper";

/// Who alone may sign in with a password that is kept here; nobody means that all may.
///
/// # Errors
/// When the database fails.
pub async fn password_keeper(engine: &records::Engine) -> Result<Option<PrincipalId>> {
    let found = engine.store().read(|reader| setting::get(reader, KEEPER)).await?;
    Ok(found.and_then(|id| id.parse().ok()))
}

/// Lets one administrator alone sign in with a password that is kept here, or everybody again.
///
/// # Errors
/// `Forbidden`; `Invalid` at `keeper` for who is no administrator with a password.
pub async fn set_password_keeper(cx: &Cx, keeper: Option<PrincipalId>) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let (now, by) = (cx.now(), cx.actor.user);
    let write = cx.store().write(move |tx| {
        let named = match keeper {
            None => {
                setting::remove(tx, KEEPER)?;
                String::new()
            }
            Some(id) => {
                let found = user::get(tx, id)?.filter(can_keep);
                let found = found.ok_or_else(|| Error::invalid("keeper", "target_not_found"))?;
                setting::set(tx, KEEPER, &id.to_string())?;
                found.login
            }
        };
        let (event, address) = ("passwords.set".into(), String::new());
        log::add(tx, &LogEntry { at: now, event, actor: by, detail: named, address })
    });
    write.await
}

fn can_keep(user: &User) -> bool {
    user.is_active && user.is_admin && user.password_hash.is_some()
}

/// Whether the password of somebody counts.
pub(crate) fn may_use_password(tx: &mut Tx<'_>, user: &User) -> Result<bool> {
    let Some(named) = setting::get(tx, KEEPER)? else { return Ok(true) };
    let Ok(id) = named.parse::<PrincipalId>() else { return Ok(true) };
    if id == user.id {
        return Ok(true);
    }
    let is_kept = user::get(tx, id)?.is_some_and(|keeper| can_keep(&keeper));
    Ok(!is_kept && user.is_admin)
}
