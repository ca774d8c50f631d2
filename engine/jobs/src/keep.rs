//! The job that makes and keeps what records give out, right after they count.

use std::sync::Arc;

use kernel::{Error, Link, Result};
use records::Engine;
use serde_json::json;
use store::Tx;
use store::queries::outbox::Event;
use store::queries::queue;

use crate::job::{Job, JobCx, Outcome, Running};
use crate::queue::waiting;

/// Name of the job.
pub const KEEP_JOB: &str = "keep_outputs";

/// Asks for the job when a record of a module that keeps what it gives out may have come to count.
///
/// # Errors
/// When the database fails.
pub fn hear_of_outputs(engine: &Arc<Engine>, tx: &mut Tx<'_>, events: &[Event]) -> Result<()> {
    let catalog = engine.catalog();
    for event in events {
        let stage = catalog.module(&event.module).and_then(|module| module.stage_field());
        let moved = stage.is_some_and(|stage| event.touches(&stage.name));
        if !moved || !records::kept::has_some(engine, &event.module) {
            continue;
        }
        let payload = json!({"module": event.module, "record": event.record});
        let key = Some(format!("{KEEP_JOB}/{}", event.record));
        // Whoever set it off is told when nothing comes of it.
        let job = waiting((KEEP_JOB, key, payload), event.actor, engine.clock().now());
        queue::add(tx, &job)?;
    }
    Ok(())
}

/// Makes and keeps what a record is to have given out.
pub struct KeepOutputs;

impl Job for KeepOutputs {
    fn name(&self) -> &'static str {
        KEEP_JOB
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let text = |name: &str| cx.payload.get(name).and_then(|value| value.as_str());
            let id = text("record").and_then(|id| id.parse().ok());
            let (Some(module), Some(id)) = (text("module"), id) else {
                return Err(Error::internal("this names no record"));
            };
            let kept = match records::kept::keep(&cx.engine, &Link::new(module, id)).await {
                // Whatever is gone for good gives nothing out.
                Err(Error::NotFound) => 0,
                kept => kept?,
            };
            Ok(Outcome::Done(json!({"kept": kept})))
        })
    }
}
