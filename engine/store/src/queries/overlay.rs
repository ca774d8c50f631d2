//! Changes of administrators to the catalog, in their order.

use kernel::{Instant, PrincipalId, Result};
use sql::Row;
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

/// A change as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The change as JSON.
    pub change: String,
    /// The act it belongs to.
    pub act: Uuid,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: Option<PrincipalId>,
    /// When its act was taken back.
    pub undone_at: Option<Instant>,
    /// When it came to an end that nothing takes back.
    pub settled_at: Option<Instant>,
}

/// All changes, those that were taken back too.
///
/// # Errors
/// When the database fails.
pub fn all(reader: &mut Reader<'_>) -> Result<Vec<Stored>> {
    let columns = "seq, change, at, actor_id, act_id, undone_at, settled_at";
    let mut rows = plain::select(reader, "overlay", columns, &[], " ORDER BY seq")?;
    let stored = |row: &mut Row| {
        let seq = row.int()?;
        let (change, at) = (row.text()?, row.instant()?);
        let actor = row.maybe_uuid()?.map(PrincipalId);
        // A change from before there were acts is one of its own.
        let alone = Uuid::from_u64_pair(0, u64::try_from(seq).unwrap_or_default());
        let act = row.maybe_uuid()?.unwrap_or(alone);
        let (undone_at, settled_at) = (row.maybe_instant()?, row.maybe_instant()?);
        Ok(Stored { change, act, at, actor, undone_at, settled_at })
    };
    rows.iter_mut().map(stored).collect()
}

/// Adds the changes of an act.
///
/// # Errors
/// When the database fails.
pub fn add(
    tx: &mut Tx<'_>,
    changes: &[String],
    (act, at, actor): (Uuid, Instant, Option<PrincipalId>),
) -> Result<()> {
    for change in changes {
        let values = [
            ("change", change.as_str().into()),
            ("at", at.into()),
            ("actor_id", actor.into()),
            ("act_id", act.into()),
        ];
        plain::insert(tx, "overlay", &values)?;
    }
    Ok(())
}

/// Says when an act was taken back, or that it holds.
///
/// # Errors
/// When the database fails.
pub fn set_undone(tx: &mut Tx<'_>, act: Uuid, at: Option<Instant>) -> Result<()> {
    let set = [("undone_at", at.into())];
    match act.as_u64_pair() {
        (0, seq) => {
            let seq = i64::try_from(seq).unwrap_or_default();
            plain::update(tx, "overlay", &set, &[("seq", seq.into())])?;
        }
        _ => drop(plain::update(tx, "overlay", &set, &[("act_id", act.into())])?),
    }
    Ok(())
}

/// Says that nothing takes an act back any more.
///
/// # Errors
/// When the database fails.
pub fn settle(tx: &mut Tx<'_>, act: Uuid, at: Instant) -> Result<()> {
    plain::update(tx, "overlay", &[("settled_at", at.into())], &[("act_id", act.into())]).map(drop)
}
