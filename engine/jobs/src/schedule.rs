//! Jobs that come again.

use std::sync::Arc;

use kernel::{Instant, Result};
use records::Engine;
use serde_json::json;
use store::queries::queue;
use store::queries::setting;

use crate::queue::waiting;

/// A job that comes again after a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Name of the job.
    pub job: &'static str,
    /// Milliseconds from one run to the next.
    pub every: i64,
}

impl Schedule {
    fn key(&self) -> String {
        format!("schedule/{}", self.job)
    }
}

/// Asks for every scheduled job that is due.
pub(crate) async fn enqueue_due(engine: &Arc<Engine>, schedules: &[Schedule]) -> Result<()> {
    let now = engine.clock().now();
    let due = due(engine, schedules, now).await?;
    for schedule in due {
        engine
            .store()
            .write(move |tx| {
                let next = now.plus_millis(schedule.every).millis().to_string();
                setting::set(tx, &schedule.key(), &next)?;
                let asked = (schedule.job, Some(schedule.key()), json!({}));
                queue::add(tx, &waiting(asked, None, now)).map(drop)
            })
            .await?;
    }
    Ok(())
}

async fn due(engine: &Arc<Engine>, schedules: &[Schedule], now: Instant) -> Result<Vec<Schedule>> {
    let schedules = schedules.to_vec();
    engine
        .store()
        .read(move |reader| {
            let mut due = Vec::new();
            for schedule in schedules {
                let next = setting::get(reader, &schedule.key())?;
                let next = next.and_then(|next| next.parse::<i64>().ok()).unwrap_or(0);
                if next <= now.millis() {
                    due.push(schedule);
                }
            }
            Ok(due)
        })
        .await
}
