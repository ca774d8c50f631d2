//! Runs as jobs: they go on where they were, whoever takes them up.

use jobs::{ContextOf, Job, JobCx, Outcome, Running};
use kernel::{Error, Result};
use records::{Cx, Run};
use serde_json::json;
use uuid::Uuid;

use crate::back;
use crate::run::step;
use crate::tally::State;

/// The job that does something to many records.
pub struct ActOnMany {
    /// Under whose rights it runs.
    pub context: ContextOf,
}

impl Job for ActOnMany {
    fn name(&self) -> &'static str {
        "act_on_many"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let (person, id) = whose(&self.context, cx).await?;
            match carry_out(&person, id, cx).await {
                Err(error) => {
                    note(&person, id, &error).await?;
                    Err(error)
                }
                done => done,
            }
        })
    }
}

/// The job that takes such a run back.
pub struct UndoMany {
    /// Under whose rights it runs.
    pub context: ContextOf,
}

impl Job for UndoMany {
    fn name(&self) -> &'static str {
        "undo_many"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let (person, id) = whose(&self.context, cx).await?;
            take_back(&person, id, cx).await
        })
    }
}

async fn whose(context: &ContextOf, cx: &JobCx) -> Result<(Cx, Uuid)> {
    let person = cx.actor.ok_or(Error::Unauthenticated)?;
    let id = cx.payload.get("run").and_then(|run| run.as_str());
    let id = id.and_then(|run| Uuid::parse_str(run).ok()).ok_or(Error::NotFound)?;
    Ok((context(cx.engine.clone(), person).await?, id))
}

async fn carry_out(cx: &Cx, id: Uuid, job: &JobCx) -> Result<Outcome> {
    let go = |run: &mut Run| {
        if matches!(run.state.as_str(), "waiting" | "interrupted") {
            run.state = "running".into();
        }
    };
    let mut run = records::change_run(cx, id, go).await?;
    while run.state == "running" {
        run = step(cx, id).await?;
        let state = State::of(&run);
        if !job.progress(state.tally.met(), state.total).await? {
            run = end(cx, id).await?;
        }
    }
    if run.state == "cancelling" {
        run = end(cx, id).await?;
    }
    let tally = State::of(&run).tally;
    let told = json!({"done": tally.done, "same": tally.same, "refused": tally.refused});
    match run.state.as_str() {
        "cancelled" => Ok(Outcome::Cancelled(told)),
        _ => Ok(Outcome::Done(told)),
    }
}

/// Somebody asked to stop before the last record was met.
async fn end(cx: &Cx, id: Uuid) -> Result<Run> {
    let now = cx.now();
    let stop = move |run: &mut Run| {
        if matches!(run.state.as_str(), "running" | "cancelling") {
            run.state = "cancelled".into();
            run.ended_at = Some(now);
        }
    };
    records::change_run(cx, id, stop).await
}

async fn take_back(cx: &Cx, id: Uuid, job: &JobCx) -> Result<Outcome> {
    let mut run = back::step(cx, id).await?;
    while run.state == "undoing" {
        let state = State::of(&run);
        let (undone, kept) = state.undone.unwrap_or_default();
        // Half taken back would be neither one state nor the other, so nobody stops this.
        job.progress(undone + kept, Some(state.tally.done)).await?;
        run = back::step(cx, id).await?;
    }
    let (undone, kept) = State::of(&run).undone.unwrap_or_default();
    Ok(Outcome::Done(json!({"undone": undone, "kept": kept})))
}

async fn note(cx: &Cx, id: Uuid, error: &Error) -> Result<()> {
    let passing = matches!(error, Error::Internal(_) | Error::Unavailable { .. });
    let (said, now) = (error.to_string(), cx.now());
    let change = move |run: &mut Run| {
        if run.state != "running" {
            return;
        }
        run.state = if passing { "interrupted" } else { "failed" }.into();
        run.result = State { error: Some(said.clone()), ..State::of(run) }.to_text();
        run.ended_at = Some(now).filter(|_| !passing);
    };
    records::change_run(cx, id, change).await.map(drop)
}
