//! The job that does what modules do every day.

use kernel::Result;
use serde_json::json;

use crate::job::{Job, JobCx, Outcome, Running};

/// Does the daily errands of all modules; what breaks in one keeps no other from being done.
pub struct RunErrands;

impl Job for RunErrands {
    fn name(&self) -> &'static str {
        "run_errands"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(run_all(cx))
    }
}

async fn run_all(job: &JobCx) -> Result<Outcome> {
    let cx = job.engine.system("modules do what they do every day");
    let all = records::daily_errands(&job.engine);
    let (mut came, mut failed) = (0, None);
    for (at, (module, name)) in (0_u64..).zip(&all) {
        job.progress(at, Some(all.len() as u64)).await?;
        match records::run_errand(&cx, module, name).await {
            Ok(n) => came += n,
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or_else(|| Ok(Outcome::Done(json!({"came": came}))), Err)
}
