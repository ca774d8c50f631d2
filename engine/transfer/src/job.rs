//! Imports as jobs.

use jobs::{ContextOf, Job, JobCx, Outcome, Running};
use kernel::{Error, FileId, Result};
use records::{Cx, Run};
use serde_json::json;
use social::Files;
use uuid::Uuid;

use crate::import::{Import, State, count};
use crate::runs::{Asked, Done, undo_now};

/// The job that imports a file.
pub struct ImportRecords {
    /// Where files lie.
    pub files: Files,
    /// Under whose rights it runs.
    pub context: ContextOf,
}

impl Job for ImportRecords {
    fn name(&self) -> &'static str {
        "import_records"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let (person, id) = whose(&self.context, cx).await?;
            match carry_out(&person, &self.files, id, cx).await {
                Err(error) => {
                    note(&person, id, &error).await?;
                    Err(error)
                }
                done => done,
            }
        })
    }
}

/// The job that takes an import back.
pub struct UndoImport {
    /// Under whose rights it runs.
    pub context: ContextOf,
}

impl Job for UndoImport {
    fn name(&self) -> &'static str {
        "undo_import"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let (person, id) = whose(&self.context, cx).await?;
            let (undone, kept) = undo_now(&person, id).await?;
            Ok(Outcome::Done(json!({"undone": undone, "kept": kept})))
        })
    }
}

async fn whose(context: &ContextOf, cx: &JobCx) -> Result<(Cx, Uuid)> {
    let person = cx.actor.ok_or(Error::Unauthenticated)?;
    let id = cx.payload.get("run").and_then(|run| run.as_str());
    let id = id.and_then(|run| Uuid::parse_str(run).ok()).ok_or(Error::NotFound)?;
    Ok((context(cx.engine.clone(), person).await?, id))
}

async fn carry_out(cx: &Cx, files: &Files, id: Uuid, job: &JobCx) -> Result<Outcome> {
    let run = begin(cx, id).await?;
    let asked: Asked = serde_json::from_str(&run.options).map_err(Error::internal)?;
    let source = files.path(run.file.ok_or(Error::NotFound)?);
    let errors = files.path(FileId(id));
    let before = Done::of(&run);
    let total = match before.total {
        Some(total) => total,
        None => count(&*cx.module(&asked.options.module)?, &source, &asked.options)?,
    };
    let within = cx.in_run(id);
    let mut import =
        Import::open(&within, &asked.options, (&source, &errors), before.state).await?;
    let mut goes_on = run.state == "running";
    while goes_on && import.step().await? {
        let state = import.state();
        let run = report(cx, id, state, total).await?;
        goes_on = job.progress(state.tally.rows(), Some(total)).await? && run.state == "running";
    }
    end(cx, files, (id, goes_on), Done { total: Some(total), state: import.state(), ..before })
        .await
}

async fn begin(cx: &Cx, id: Uuid) -> Result<Run> {
    let go = |run: &mut Run| {
        if matches!(run.state.as_str(), "waiting" | "interrupted") {
            run.state = "running".into();
        }
    };
    records::change_run(cx, id, go).await
}

async fn report(cx: &Cx, id: Uuid, state: State, total: u64) -> Result<Run> {
    let change = move |run: &mut Run| {
        run.result = Done { state, total: Some(total), error: None, ..Done::of(run) }.to_text();
    };
    records::change_run(cx, id, change).await
}

/// What was refused becomes a file of its own, then the import has ended.
async fn end(
    cx: &Cx,
    files: &Files,
    (id, is_whole): (Uuid, bool),
    mut done: Done,
) -> Result<Outcome> {
    if done.state.error_bytes > 0 && done.errors.is_none() {
        files.adopt_loose(cx, FileId(id), "errors.csv").await?;
        done.errors = Some(FileId(id));
    }
    let (text, now) = (done.to_text(), cx.now());
    records::change_run(cx, id, move |run| {
        run.state = if is_whole { "done" } else { "cancelled" }.into();
        run.result = text.clone();
        run.ended_at = Some(now);
    })
    .await?;
    let tally = json!(done.state.tally);
    Ok(if is_whole { Outcome::Done(tally) } else { Outcome::Cancelled(tally) })
}

async fn note(cx: &Cx, id: Uuid, error: &Error) -> Result<()> {
    let passing = matches!(error, Error::Internal(_) | Error::Unavailable { .. });
    let (said, now) = (error.to_string(), cx.now());
    let change = move |run: &mut Run| {
        run.state = if passing { "interrupted" } else { "failed" }.into();
        run.result = Done { error: Some(said.clone()), ..Done::of(run) }.to_text();
        run.ended_at = Some(now).filter(|_| !passing);
    };
    records::change_run(cx, id, change).await.map(drop)
}
