//! What goes on while nobody waits.

use jobs::{ContextOf, Job, JobCx, Outcome, Running};
use kernel::{Error, Result};
use records::Cx;
use serde_json::json;
use uuid::Uuid;

use crate::search::{self, State};

/// The job that looks through all records of a module.
pub struct FindAlike;

impl Job for FindAlike {
    fn name(&self) -> &'static str {
        search::KIND
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let own = cx.engine.system("all records are looked through");
            let id = run_of(cx)?;
            loop {
                let run = search::step(&own, id).await?;
                let state = State::of(&run);
                let told = json!({"compared": state.compared, "alike": state.alike});
                if run.ended_at.is_some() {
                    return Ok(Outcome::Done(told));
                }
                if !cx.progress(state.compared, None).await? {
                    search::stop(&own, id).await?;
                    return Ok(Outcome::Cancelled(told));
                }
            }
        })
    }
}

/// The job that turns links to records that went into another.
pub struct MergeOn {
    /// Under whose rights it runs.
    pub context: ContextOf,
}

impl Job for MergeOn {
    fn name(&self) -> &'static str {
        "merge_on"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let (person, id) = (whose(&self.context, cx).await?, run_of(cx)?);
            loop {
                let (turned, is_ended) = records::merge_on(&person, id).await?;
                if is_ended {
                    return Ok(Outcome::Done(json!({"done": turned})));
                }
                // Half of the links here and half there would be neither, so nobody stops this.
                cx.progress(turned, None).await?;
            }
        })
    }
}

/// The job that turns them back.
pub struct UnmergeOn {
    /// Under whose rights it runs.
    pub context: ContextOf,
}

impl Job for UnmergeOn {
    fn name(&self) -> &'static str {
        "unmerge_on"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let (person, id) = (whose(&self.context, cx).await?, run_of(cx)?);
            let mut portions = 0;
            while !records::merge::unmerge_on(&person, id).await? {
                portions += 1;
                cx.progress(portions, None).await?;
            }
            Ok(Outcome::Done(json!({})))
        })
    }
}

async fn whose(context: &ContextOf, cx: &JobCx) -> Result<Cx> {
    let person = cx.actor.ok_or(Error::Unauthenticated)?;
    context(cx.engine.clone(), person).await
}

fn run_of(cx: &JobCx) -> Result<Uuid> {
    let id = cx.payload.get("run").and_then(|run| run.as_str());
    id.and_then(|run| Uuid::parse_str(run).ok()).ok_or(Error::NotFound)
}
