//! The job that calculates what follows from other records and was too much for a save.

use serde_json::json;

use crate::job::{Job, JobCx, Outcome, Running};

/// Calculates what is owed, portion by portion; it goes on where it was.
pub struct Calculate;

impl Job for Calculate {
    fn name(&self) -> &'static str {
        "calculate"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            // The catalog may change meanwhile, so each portion asks for it.
            let system = || cx.engine.system("what follows from other records is calculated");
            let mut portions = 0_u64;
            while let Some((done, total)) = records::follow::calculate(&system()).await? {
                portions += 1;
                // Half of it would be neither the old values nor the new, so nobody stops this.
                cx.progress(done, Some(total)).await?;
            }
            cx.engine.make_ready().await?;
            Ok(Outcome::Done(json!({"portions": portions})))
        })
    }
}
