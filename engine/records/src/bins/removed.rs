//! What modules held that were taken away: it goes for good once nobody wanted it back for long.

use std::sync::Arc;

use catalog::{Catalog, Change, Module};
use kernel::{Instant, Result};
use store::queries::overlay::{self, Stored};
use uuid::Uuid;

use super::empty::DAYS_IN_BIN;
use crate::cx::Cx;
use crate::shaping::{read, refused};
use crate::trash::purge_in;
use crate::work::Work;

/// Records of a portion; few enough that others who save hardly wait.
const PORTION: usize = 50;

const DAY: i64 = 86_400_000;

/// Deletes for good what modules held that were taken away longer than `DAYS_IN_BIN` ago: records
/// with all that hangs on them, and the table. Tells how many modules went.
///
/// # Errors
/// `Forbidden` for everybody but administrators; when the database fails.
pub async fn forget_removed(cx: &Cx) -> Result<u64> {
    cx.actor.rights.demand_administrator()?;
    let before = cx.now().plus_millis(-i64::from(DAYS_IN_BIN) * DAY);
    let mut n_gone = 0;
    while let Some((act, catalog, module)) = next(cx, before).await? {
        // The module is known once more to whom takes away what it held, and to nobody else.
        let cx = &Cx { catalog: Arc::new(catalog), ..cx.clone() };
        while purge_some(cx, &module).await? {}
        let at = cx.now();
        let write = move |tx: &mut store::Tx<'_>| {
            store::records::drop_table(tx, &module)?;
            overlay::settle(tx, act, at)
        };
        cx.store().write(write).await?;
        n_gone += 1;
    }
    Ok(n_gone)
}

/// The next module to go, with the catalog as it was before it was taken away.
async fn next(cx: &Cx, before: Instant) -> Result<Option<(Uuid, Catalog, Arc<Module>)>> {
    let mut earlier = Vec::new();
    for row in cx.store().read(overlay::all).await? {
        if row.undone_at.is_some() {
            continue;
        }
        let change = read(&row)?;
        if let (Some(code), true) = (removed(&change), is_due(&row, before)) {
            let catalog = cx.engine.shipped.with(&earlier).map_err(refused)?;
            let module = catalog.module(code).cloned();
            return Ok(module.map(|module| (row.act, catalog, module)));
        }
        earlier.push(change);
    }
    Ok(None)
}

fn removed(change: &Change) -> Option<&str> {
    if let Change::RemoveModule { module } = change { Some(module) } else { None }
}

fn is_due(row: &Stored, before: Instant) -> bool {
    row.settled_at.is_none() && row.at < before
}

/// Takes some records away for good; tells whether there were any.
async fn purge_some(cx: &Cx, module: &Arc<Module>) -> Result<bool> {
    let (cx, module) = (cx.clone(), module.clone());
    cx.store()
        .clone()
        .write(move |tx| {
            let some = store::records::some_of(tx, &module, PORTION)?;
            some.iter().try_for_each(|id| purge_in(&mut Work::new(tx, &cx), &module, *id))?;
            Ok(!some.is_empty())
        })
        .await
}
