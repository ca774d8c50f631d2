//! What lies in the bin for long goes for good.

use std::sync::Arc;

use catalog::Module;
use kernel::{Error, Instant, Result};
use store::records::{self, Gone};

use crate::cx::Cx;
use crate::trash::purge_in;
use crate::work::Work;

/// Days that a record lies in the bin before it goes for good.
pub const DAYS_IN_BIN: u32 = 30;

/// Records of a portion; few enough that others who save hardly wait.
const PORTION: usize = 50;

const DAY: i64 = 86_400_000;

/// Deletes for good what has lain in any bin for longer than `DAYS_IN_BIN`, and tells how many
/// records went and how many stay because others must not lose them or the law wants them kept.
///
/// # Errors
/// `Forbidden` for everybody but administrators; when the database fails.
pub async fn empty_bins(cx: &Cx) -> Result<(u64, u64)> {
    cx.actor.rights.demand_administrator()?;
    let before = cx.now().plus_millis(-i64::from(DAYS_IN_BIN) * DAY);
    let mut n_purged = 0;
    loop {
        let (mut purged, mut kept) = (0, 0);
        for module in cx.catalog.clone().modules() {
            let (went, stayed) = empty_bin(cx, module, before).await?;
            purged += went;
            kept += stayed;
        }
        n_purged += purged;
        // What went may have been all that kept another one.
        if purged == 0 || kept == 0 {
            return Ok((n_purged, kept));
        }
    }
}

async fn empty_bin(cx: &Cx, module: &Arc<Module>, before: Instant) -> Result<(u64, u64)> {
    let (mut purged, mut kept) = (0, 0);
    let mut after = None;
    loop {
        let (within, of) = (cx.clone(), module.clone());
        let portion = cx.store().write(move |tx| {
            let scope = &within.actor.scope;
            let old = records::trashed_before(tx, &of, scope, (before, after, PORTION))?;
            let mut count = (0, 0);
            for one in &old {
                match tx.attempt(|tx| purge_in(&mut Work::new(tx, &within), &of, one.id)) {
                    Ok(()) => count.0 += 1,
                    Err(error @ (Error::Internal(_) | Error::Unavailable { .. })) => {
                        return Err(error);
                    }
                    Err(_) => count.1 += 1,
                }
            }
            Ok((count, old.last().copied().filter(|_| old.len() == PORTION)))
        });
        let ((went, stayed), next): ((u64, u64), Option<Gone>) = portion.await?;
        purged += went;
        kept += stayed;
        if next.is_none() {
            return Ok((purged, kept));
        }
        after = next;
    }
}
