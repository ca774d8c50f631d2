//! Runs: many acts that belong together, such as an import.

use access::Area;
use kernel::{Error, Result};
use store::queries::run;
use uuid::Uuid;

pub use store::queries::run::Run;

use crate::cx::Cx;

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
