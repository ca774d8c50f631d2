//! Files that a job makes, while they are made: asked for, begun, stopped, failed.

use std::collections::BTreeMap;

use jobs::{ContextOf, JobCx, Outcome};
use kernel::{Error, Result};
use records::{Cx, Run};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// What is stored of an export while it goes on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Done {
    /// Records or parts that are done.
    pub n: u64,
    /// How many there are, once that is known.
    pub total: Option<u64>,
    /// The name of a file that a record gave out.
    pub file: Option<String>,
    /// Why it could not be made.
    pub failure: Option<Failure>,
}

impl Done {
    /// What is stored of a run.
    pub fn of(run: &Run) -> Self {
        serde_json::from_str(&run.result).unwrap_or_default()
    }

    /// How much is done, and of how much.
    pub fn progress(&self) -> (u64, u64) {
        (self.n, self.total.unwrap_or(self.n))
    }
}

/// Why a file could not be made; the text key is `conflict.CODE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The code.
    pub code: String,
    /// Values for the placeholders of the text.
    pub params: BTreeMap<String, String>,
}

/// Stores a run that waits for its job; tells it.
pub async fn wait(
    cx: &Cx,
    (kind, job): (&str, &str),
    module: &str,
    options: String,
) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let run = Run {
        id,
        kind: kind.into(),
        module: cx.module(module)?.code.clone(),
        state: "waiting".into(),
        options,
        result: json!(Done::default()).to_string(),
        file: None,
        actor: cx.actor.user,
        created_at: cx.now(),
        ended_at: None,
    };
    records::add_run(cx, run).await?;
    jobs::enqueue(cx, job, Some(format!("{kind}/{id}")), json!({"run": id})).await?;
    Ok(id)
}

/// The run of a job, and whoever asked for it with the rights that they have by then.
pub async fn of_job(cx: &JobCx, context: &ContextOf) -> Result<(Cx, Uuid)> {
    let person = cx.actor.ok_or(Error::Unauthenticated)?;
    let id = cx.payload.get("run").and_then(|run| run.as_str());
    let id = id.and_then(|run| Uuid::parse_str(run).ok()).ok_or(Error::NotFound)?;
    Ok((context(cx.engine.clone(), person).await?, id))
}

/// A run that waits goes on.
pub async fn begin(cx: &Cx, id: Uuid) -> Result<Run> {
    let go = |run: &mut Run| {
        if matches!(run.state.as_str(), "waiting" | "interrupted") {
            run.state = "running".into();
        }
    };
    records::change_run(cx, id, go).await
}

/// A run that was stopped has ended.
pub async fn cancelled(cx: &Cx, id: Uuid) -> Result<Outcome> {
    let now = cx.now();
    let change = move |run: &mut Run| {
        run.state = "cancelled".into();
        run.ended_at = Some(now);
    };
    let run = records::change_run(cx, id, change).await?;
    Ok(Outcome::Cancelled(json!({"n": Done::of(&run).n})))
}

/// What went wrong with a run; what passes is tried again.
pub async fn note(cx: &Cx, id: Uuid, error: &Error) -> Result<()> {
    let passing = matches!(error, Error::Internal(_) | Error::Unavailable { .. });
    let (now, failure) = (cx.now(), failure(error));
    let change = move |run: &mut Run| {
        run.result = json!(Done { failure: failure.clone(), ..Done::of(run) }).to_string();
        run.state = if passing { "interrupted" } else { "failed" }.into();
        run.ended_at = Some(now).filter(|_| !passing);
    };
    records::change_run(cx, id, change).await.map(drop)
}

/// Why a run failed, as far as a person can do something about it.
fn failure(error: &Error) -> Option<Failure> {
    match error {
        Error::Conflict { code, params } => {
            Some(Failure { code: code.clone(), params: params.clone() })
        }
        Error::Invalid(_)
        | Error::NotFound
        | Error::Forbidden { .. }
        | Error::Unauthenticated
        | Error::TooMany { .. }
        | Error::Unavailable { .. }
        | Error::Internal(_) => None,
    }
}
