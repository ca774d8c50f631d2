//! Runs as administrators see them: started, watched, stopped, and what they could not bring.

use std::collections::BTreeMap;

use kernel::{Error, FileId, Instant, PrincipalId, Result};
use records::{Cx, Run};
use serde::{Deserialize, Serialize};
use serde_json::json;
use social::Files;
use uuid::Uuid;

use crate::job::JOB;
use crate::report::{self, Line};
use crate::source;
use crate::state::{Phase, Said, State};
use crate::tally::Tally;

/// The kind of run that moving in is.
pub(crate) const KIND: &str = "moving";

/// How much is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// What was changed there since the last whole run.
    #[default]
    News,
    /// Everything.
    Everything,
}

/// A run as an administrator sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct MovingRun {
    /// Its id.
    pub id: Uuid,
    /// `waiting`, `running`, `cancelling`, `cancelled`, `interrupted`, `failed` or `done`; the
    /// label key is `moving.state.WORD`.
    pub state: String,
    /// What it does.
    pub phase: Phase,
    /// What became of records, by module there.
    pub tallies: BTreeMap<String, Tally>,
    /// Records, comments and documents met so far, and how many there are.
    pub progress: (u64, Option<u64>),
    /// Lines of its report.
    pub n_lines: u64,
    /// Why it was interrupted or failed.
    pub error: Option<Said>,
    /// Who started it.
    pub actor: Option<PrincipalId>,
    /// When it was started.
    pub created_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

fn line(run: Run) -> MovingRun {
    let state = State::of(&run);
    MovingRun {
        id: run.id,
        phase: state.phase,
        progress: (state.met(), state.total),
        tallies: state.tallies,
        n_lines: state.lines,
        error: state.error,
        state: run.state,
        actor: run.actor,
        created_at: run.created_at,
        ended_at: run.ended_at,
    }
}

/// Starts a run as a job.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound` without a house; `Conflict`
/// `moving_runs` or `moving_nothing`.
pub async fn start(cx: &Cx, extent: Extent) -> Result<Uuid> {
    source::demand(cx).await?;
    demand_rest(cx).await?;
    if crate::plan::plan(cx).await?.taken().next().is_none() {
        return Err(Error::conflict("moving_nothing"));
    }
    let id = Uuid::now_v7();
    let run = Run {
        id,
        kind: KIND.into(),
        module: String::new(),
        state: "waiting".into(),
        options: json!(extent).to_string(),
        result: State::default().to_text(),
        file: None,
        actor: cx.actor.user,
        created_at: cx.now(),
        ended_at: None,
    };
    records::add_run(cx, run).await?;
    jobs::enqueue(cx, JOB, Some(format!("moving/{id}")), json!({"run": id})).await?;
    Ok(id)
}

/// The newest runs.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn runs(cx: &Cx) -> Result<Vec<MovingRun>> {
    cx.actor.rights.demand_administrator()?;
    let runs = records::runs(cx).await?;
    Ok(runs.into_iter().filter(|run| run.kind == KIND).map(line).collect())
}

/// One run.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`.
pub async fn run(cx: &Cx, id: Uuid) -> Result<MovingRun> {
    known(cx, id).await.map(line)
}

async fn known(cx: &Cx, id: Uuid) -> Result<Run> {
    cx.actor.rights.demand_administrator()?;
    let run = records::get_run(cx, id).await?;
    if run.kind == KIND { Ok(run) } else { Err(Error::NotFound) }
}

/// Refuses while a run is under way.
pub(crate) async fn demand_rest(cx: &Cx) -> Result<()> {
    let ended = ["done", "cancelled", "failed"];
    let all = runs(cx).await?;
    match all.iter().all(|run| ended.contains(&run.state.as_str())) {
        true => Ok(()),
        false => Err(Error::conflict("moving_runs")),
    }
}

/// Asks a run to stop; what it brought stays, and the next one goes on.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`.
pub async fn cancel(cx: &Cx, id: Uuid) -> Result<()> {
    known(cx, id).await?;
    let now = cx.now();
    let stop = move |run: &mut Run| match run.state.as_str() {
        "running" => run.state = "cancelling".into(),
        // Nobody works at it now, and whoever comes finds that it has ended; asked for twice it
        // has, although a job that died cannot say so.
        "waiting" | "interrupted" | "cancelling" => {
            run.state = "cancelled".into();
            run.ended_at = Some(now);
        }
        _ => {}
    };
    records::change_run(cx, id, stop).await.map(drop)
}

/// What a run could not bring, line by line, from one on.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`.
pub async fn report(
    cx: &Cx,
    files: &Files,
    id: Uuid,
    (from, limit): (usize, usize),
) -> Result<Vec<Line>> {
    let state = State::of(&known(cx, id).await?);
    let path = files.path(FileId(id));
    let read = move || report::lines(&path, state.bytes).skip(from).take(limit).collect();
    tokio::task::spawn_blocking(read).await.map_err(Error::internal)
}

/// The same as a file for spreadsheets.
///
/// # Errors
/// As `report`.
pub async fn report_csv(cx: &Cx, files: &Files, id: Uuid) -> Result<String> {
    let state = State::of(&known(cx, id).await?);
    let (path, cx) = (files.path(FileId(id)), cx.clone());
    let read = move || report::csv(&cx, report::lines(&path, state.bytes));
    tokio::task::spawn_blocking(read).await.map_err(Error::internal)
}
