//! The job that removes what has ended.

use kernel::Result;
use serde_json::json;
use store::queries::{
    attempt, dispatch, feed, hook, idempotency, letter, link, message, queue, session, sign_in,
    small_number, step,
};

use crate::job::{Job, JobCx, Outcome, Running};

const DAY: i64 = 86_400_000;

/// Removes ended sessions, counters of failures, keys of requests, messages read long ago,
/// changes that followers have had time for, and jobs that ended well.
pub struct Sweep;

impl Job for Sweep {
    fn name(&self) -> &'static str {
        "sweep"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(sweep(cx))
    }
}

async fn sweep(cx: &JobCx) -> Result<Outcome> {
    let now = cx.engine.clock().now();
    cx.engine
        .store()
        .write(move |tx| {
            session::sweep(tx, now.plus_millis(-30 * DAY), now.plus_millis(-DAY))?;
            attempt::sweep(tx, now.plus_millis(-DAY))?;
            step::sweep(tx, now.plus_millis(-DAY))?;
            idempotency::sweep(tx, now.plus_millis(-DAY))?;
            message::sweep(tx, now.plus_millis(-180 * DAY))?;
            link::sweep(tx, now)?;
            dispatch::sweep(tx, now.plus_millis(-30 * DAY))?;
            feed::sweep(tx, now.plus_millis(-records::feed::DAYS * DAY))?;
            small_number::sweep_places(tx, now.plus_millis(-7 * DAY))?;
            hook::sweep(tx, now.plus_millis(-30 * DAY))?;
            let kept = sign_in::days(tx)?;
            sign_in::sweep(tx, now.plus_millis(-kept * DAY))?;
            letter::sweep(tx, now.plus_millis(-60 * DAY))?;
            queue::sweep(tx, now.plus_millis(-30 * DAY))
        })
        .await?;
    Ok(Outcome::Done(json!({})))
}
