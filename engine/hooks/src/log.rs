//! What became of messages.

use access::Area;
use kernel::{Error, Result};
use records::Cx;
use serde_json::json;
pub use store::queries::dispatch::Dispatch;
use store::queries::{dispatch, queue};
use uuid::Uuid;

use crate::deliver::JOB;

/// Messages shown at most.
const SHOWN: i64 = 100;

/// Messages of a hook, the newest first.
///
/// # Errors
/// `Forbidden` unless interfaces are open to the actor.
pub async fn dispatches(cx: &Cx, hook: Uuid) -> Result<Vec<Dispatch>> {
    cx.actor.rights.demand_area(Area::Interfaces)?;
    cx.store().read(move |reader| dispatch::of_hook(reader, hook, SHOWN)).await
}

/// Sends a message of a hook once more, with all its tries.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn repeat(cx: &Cx, hook: Uuid, id: Uuid) -> Result<()> {
    cx.actor.rights.demand_area(Area::Interfaces)?;
    let now = cx.now();
    cx.store()
        .write(move |tx| {
            let found = dispatch::get(tx, id)?.filter(|message| message.hook == hook);
            let message = found.ok_or(Error::NotFound)?;
            let state = "waiting".into();
            dispatch::note(tx, &Dispatch { state, attempts: 0, changed_at: now, ..message })?;
            // Two who repeat at once ask for one job.
            let key = Some(format!("{JOB}:{id}"));
            let payload = json!({"dispatch": id.to_string()});
            queue::add(tx, &jobs::due(JOB, key, payload, now)).map(drop)
        })
        .await
}
