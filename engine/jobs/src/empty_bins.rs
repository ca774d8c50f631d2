//! The job that deletes for good what has lain in a bin for long, or in a module that was removed.

use serde_json::json;

use crate::job::{Job, JobCx, Outcome, Running};

/// Deletes for good what has lain in the bin of any module for longer than it may.
pub struct EmptyBins;

impl Job for EmptyBins {
    fn name(&self) -> &'static str {
        "empty_bins"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let system = cx.engine.system("what lay in the bin for long goes for good");
            let (purged, kept) = records::empty_bins(&system).await?;
            let modules = records::forget_removed(&system).await?;
            Ok(Outcome::Done(json!({"purged": purged, "kept": kept, "modules": modules})))
        })
    }
}
