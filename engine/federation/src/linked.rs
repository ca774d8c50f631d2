//! Whom a provider knows, as administrators see it, and undoing a link.

use kernel::{Error, Instant, PrincipalId, Result};
use records::Cx;
use store::queries::{identity as stored, log, session, user};
use uuid::Uuid;

use crate::provider;

/// Somebody whom a provider knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// Who it is here.
    pub user: PrincipalId,
    /// Name as shown.
    pub name: String,
    /// Name to sign in with.
    pub login: String,
    /// As whom the provider knows them.
    pub subject: String,
    /// Last sign-in by it.
    pub seen_at: Option<Instant>,
}

/// Everybody whom a provider knows, by name.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn linked(cx: &Cx, id: Uuid) -> Result<Vec<Linked>> {
    provider::provider(cx, id).await?;
    let read =
        cx.store().read(move |reader| Ok((stored::of_provider(reader, id)?, user::all(reader)?)));
    let (all, users) = read.await?;
    let one = |known: stored::Identity| {
        let user = users.iter().find(|user| user.id == known.user)?;
        Some(Linked {
            user: user.id,
            name: user.name.clone(),
            login: user.login.clone(),
            subject: known.subject,
            seen_at: known.seen_at,
        })
    };
    let mut all: Vec<Linked> = all.into_iter().filter_map(one).collect();
    all.sort_by_key(|one| one.name.to_lowercase());
    Ok(all)
}

/// Undoes a link; sessions end, because the provider may have opened them.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn unlink(cx: &Cx, (id, who): (Uuid, PrincipalId)) -> Result<()> {
    let provider = provider::provider(cx, id).await?;
    let (at, by) = (cx.now(), cx.actor.user);
    let write = cx.store().write(move |tx| {
        if !stored::remove(tx, id, who)? {
            return Err(Error::NotFound);
        }
        session::end_others(tx, who, &[])?;
        let login = user::get(tx, who)?.map(|user| user.login).unwrap_or_default();
        let detail = format!("{login} · {}", provider.name);
        let (event, address) = ("user.unlinked".into(), String::new());
        log::add(tx, &log::LogEntry { at, event, actor: by, detail, address })
    });
    write.await
}
