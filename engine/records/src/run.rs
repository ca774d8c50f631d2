//! Runs: many acts that belong together, such as an import.

use access::Area;
use kernel::{Error, Result};
use serde_json::json;
use store::queries::run;
use uuid::Uuid;

pub use store::queries::run::Run;

use crate::cx::Cx;

/// Kind of the runs in which a file is made that a record gives out.
pub const OUTPUT_RUN: &str = "output";

/// Code of the conflict with which something ends that a person stopped.
pub const STOPPED: &str = "making_stopped";

fn visible(cx: &Cx, run: &Run) -> bool {
    cx.actor.rights.may_set(Area::Jobs) || (run.actor.is_some() && run.actor == cx.actor.user)
}

/// Stores a new run.
///
/// # Errors
/// When the database fails.
pub async fn add_run(cx: &Cx, run: Run) -> Result<()> {
    cx.store().write(move |tx| run::put(tx, &run)).await
}

/// Changes a run that the actor asked for, while nobody else does, and gives it back.
///
/// # Errors
/// `NotFound`.
pub async fn change_run<F>(cx: &Cx, id: Uuid, change: F) -> Result<Run>
where
    F: Fn(&mut Run) + Send + 'static,
{
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let held = run::hold(tx, id)?.filter(|run| visible(&cx, run));
            let mut run = held.ok_or(Error::NotFound)?;
            change(&mut run);
            run::put(tx, &run)?;
            Ok(run)
        })
        .await
}

/// A run that the actor asked for; administrators see all.
///
/// # Errors
/// `NotFound`.
pub async fn get_run(cx: &Cx, id: Uuid) -> Result<Run> {
    let found = cx.store().read(move |reader| run::get(reader, id)).await?;
    found.filter(|run| visible(cx, run)).ok_or(Error::NotFound)
}

/// The newest runs that the actor asked for; administrators see all.
///
/// # Errors
/// When the database fails.
pub async fn runs(cx: &Cx) -> Result<Vec<Run>> {
    let all = cx.store().read(run::newest).await?;
    Ok(all.into_iter().filter(|run| visible(cx, run)).collect())
}

/// Notes how much of a file is made that a record gives out: parts, and in all. Outside of a run
/// that makes one, nothing is noted.
///
/// # Errors
/// `Conflict` `making_stopped` when the person does not want it any more.
pub async fn note_progress(cx: &Cx, (n, total): (u64, u64)) -> Result<()> {
    let Some(id) = cx.run else { return Ok(()) };
    if get_run(cx, id).await?.kind != OUTPUT_RUN {
        return Ok(());
    }
    let text = json!({"n": n, "total": total}).to_string();
    let run = change_run(cx, id, move |run| run.result.clone_from(&text)).await?;
    match run.state.as_str() {
        "cancelling" => Err(Error::conflict("making_stopped")),
        _ => Ok(()),
    }
}
