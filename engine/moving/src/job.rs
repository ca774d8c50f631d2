//! Runs as jobs: they go on where they were, whoever takes them up.

use std::sync::Arc;

use jobs::{ContextOf, Job, JobCx, Outcome, Running};
use kernel::{Error, FieldProblem, FileId, Result};
use outbound::Outbound;
use records::{Cx, Run};
use serde_json::json;
use social::Files;
use uuid::Uuid;
use vault::Vault;

use crate::report::Writer;
use crate::runs::Extent;
use crate::source::{self, Keys, Marks};
use crate::state::{Phase, Said, State};
use crate::step::{House, step};

/// Name of the job.
pub(crate) const JOB: &str = "move_in";

/// The job that moves in.
pub struct MoveIn {
    /// Where files lie.
    pub files: Files,
    /// What opens the key.
    pub vault: Vault,
    /// Whoever asks other programs.
    pub outbound: Outbound,
    /// Under whose rights it runs.
    pub context: ContextOf,
}

impl Job for MoveIn {
    fn name(&self) -> &'static str {
        JOB
    }

    /// A house that is silent for a night is waited for.
    fn tries(&self) -> i64 {
        12
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let person = cx.actor.ok_or(Error::Unauthenticated)?;
            let id = cx.payload.get("run").and_then(|run| run.as_str());
            let id = id.and_then(|run| Uuid::parse_str(run).ok()).ok_or(Error::NotFound)?;
            let person = (self.context)(cx.engine.clone(), person).await?;
            match self.carry_out(&person, id, cx).await {
                Err(error) => {
                    note(&person, id, &error).await?;
                    Err(error)
                }
                done => done,
            }
        })
    }
}

impl MoveIn {
    async fn carry_out(&self, cx: &Cx, id: Uuid, job: &JobCx) -> Result<Outcome> {
        let begun = begin(cx, id).await?;
        let mut state = State::of(&begun);
        match begun.state.as_str() {
            "running" => {}
            "cancelling" => return end(cx, (id, false), state).await,
            _ => return Ok(Outcome::Cancelled(json!({}))),
        }
        let extent: Extent = serde_json::from_str(&begun.options).map_err(Error::internal)?;
        let within = cx.in_run(id);
        let keys = Keys { vault: &self.vault, outbound: &self.outbound };
        let client = Arc::new(source::demand(&within).await?.client(keys)?);
        let is_again = state.phase != Phase::Prepare;
        let mut house = House::open(&within, (&self.files, client, extent), is_again).await?;
        let mut report = Writer::open(&self.files.path(FileId(id)), state.bytes)?;
        let mut goes_on = true;
        while goes_on && state.phase != Phase::End {
            let lines = step(&mut house, &mut state).await?;
            state.bytes = report.add(&lines)?;
            state.lines += lines.len() as u64;
            let run = keep(cx, id, &state).await?;
            let (done, total) = (state.met(), state.total);
            goes_on = job.progress(done, total).await? && run.state == "running";
        }
        if goes_on {
            let marks = source::marks(&house.cx, &house.source).await?;
            let mut since = marks.since;
            since.extend(std::mem::take(&mut state.since));
            let marks = Marks { since, time: state.time.or(marks.time), ..marks };
            source::set_marks(&house.cx, &house.source, marks).await?;
        }
        self.files.adopt_loose(cx, FileId(id), "report.jsonl").await?;
        end(cx, (id, goes_on), state).await
    }
}

async fn begin(cx: &Cx, id: Uuid) -> Result<Run> {
    let go = |run: &mut Run| {
        if matches!(run.state.as_str(), "waiting" | "interrupted") {
            run.state = "running".into();
        }
    };
    records::change_run(cx, id, go).await
}

async fn keep(cx: &Cx, id: Uuid, state: &State) -> Result<Run> {
    let text = State { error: None, ..state.clone() }.to_text();
    records::change_run(cx, id, move |run| run.result.clone_from(&text)).await
}

async fn end(cx: &Cx, (id, is_whole): (Uuid, bool), state: State) -> Result<Outcome> {
    let (text, now) = (State { error: None, ..state.clone() }.to_text(), cx.now());
    records::change_run(cx, id, move |run| {
        run.state = if is_whole { "done" } else { "cancelled" }.into();
        run.result.clone_from(&text);
        run.ended_at = Some(now);
    })
    .await?;
    let told = json!({"met": state.met(), "lines": state.lines});
    Ok(if is_whole { Outcome::Done(told) } else { Outcome::Cancelled(told) })
}

async fn note(cx: &Cx, id: Uuid, error: &Error) -> Result<()> {
    let passing = matches!(error, Error::Internal(_) | Error::Unavailable { .. });
    let problem = match error {
        Error::Invalid(problems) if !problems.is_empty() => problems[0].clone(),
        Error::Unavailable { what } => {
            FieldProblem::new("", "moving_interrupted").with("said", what)
        }
        other => FieldProblem::new("", "moving_refused").with("said", other),
    };
    let (said, now) = (Said::of(&problem), cx.now());
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
