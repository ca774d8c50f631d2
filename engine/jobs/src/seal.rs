//! The job that seals what happened.

use serde_json::json;

use crate::job::{Job, JobCx, Outcome, Running};

/// Seals the history as far as nothing can be added to it any more.
pub struct SealHistory;

impl Job for SealHistory {
    fn name(&self) -> &'static str {
        "seal_history"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let system = cx.engine.system("what happened is sealed");
            let n_sealed = records::seal::seal(&system).await?;
            Ok(Outcome::Done(json!({"entries": n_sealed})))
        })
    }
}
