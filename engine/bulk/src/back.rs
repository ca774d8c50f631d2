//! Taking a run back as a whole.

use kernel::{Error, Result};
use records::{Back, Cx, Run};
use serde_json::json;
use uuid::Uuid;

use crate::run::{AT_ONCE, asked, known};
use crate::tally::State;

/// Acts of a portion.
const PORTION: usize = 100;

/// Takes a run back: few acts in this very call, more as a job; tells whether that has ended.
///
/// # Errors
/// `NotFound`; `Forbidden` when the right is gone meanwhile; `Conflict` `bulk_running`,
/// `bulk_undone` or `not_reversible`.
pub async fn undo(cx: &Cx, id: Uuid) -> Result<bool> {
    let run = known(cx, id).await?;
    let module = cx.module(&run.module)?;
    let act = asked(&run)?.act(&module)?;
    if !act.is_reversible(&module) {
        return Err(Error::conflict("not_reversible"));
    }
    cx.actor.rights.demand(&run.module, act.right())?;
    match run.state.as_str() {
        "undoing" | "undone" => return Err(Error::conflict("bulk_undone")),
        "done" | "cancelled" | "failed" => {}
        _ => return Err(Error::conflict("bulk_running")),
    }
    let is_small = State::of(&run).tally.done <= AT_ONCE;
    let limit = usize::try_from(AT_ONCE).unwrap_or(PORTION) + 1;
    if is_small {
        let ended = |run: &Run| ["done", "cancelled", "failed"].contains(&run.state.as_str());
        let took = records::take_back(cx, id, (None, limit), (ended, noted)).await?;
        if !took {
            return Err(Error::conflict("bulk_undone"));
        }
        // What followed from the acts belongs to the run as well, and may be more than they are.
        if known(cx, id).await?.state == "undone" {
            return Ok(true);
        }
    }
    records::change_run(cx, id, |run| run.state = "undoing".into()).await?;
    jobs::enqueue(cx, "undo_many", Some(format!("undo/{id}")), json!({"run": id})).await?;
    Ok(false)
}

fn noted(run: &mut Run, back: Back) {
    let mut state = State::of(run);
    let (undone, kept) = state.undone.unwrap_or_default();
    state.undone = Some((undone + back.undone, kept + back.kept));
    state.before = back.before;
    run.result = state.to_text();
    run.state = if back.before.is_some() { "undoing" } else { "undone" }.into();
}

/// Goes on taking a run back by one portion; gives it as it is then.
///
/// # Errors
/// `NotFound`; `Forbidden`; when the database fails.
pub(crate) async fn step(cx: &Cx, id: Uuid) -> Result<Run> {
    let run = known(cx, id).await?;
    if run.state != "undoing" {
        return Ok(run);
    }
    let before = State::of(&run).before;
    let is_expected = move |run: &Run| run.state == "undoing" && State::of(run).before == before;
    records::take_back(cx, id, (before, PORTION), (is_expected, noted)).await?;
    known(cx, id).await
}
