//! Whoever writes rows of its own for events, in the transaction that hands them on.

use std::sync::Arc;

use kernel::{Error, Instant, PrincipalId, RecordId, Result};
use records::Engine;
use serde_json::{Value as Json, json};
use store::Tx;
use store::queries::outbox::Event;
use uuid::Uuid;

use crate::job::{Job, JobCx, Outcome, Running};

/// Hears a portion of events; the same event may come again.
pub type Hear = fn(&Arc<Engine>, &mut Tx<'_>, &[Event]) -> Result<()>;

/// Whoever writes rows of its own for events, in the transaction that hands them on.
///
/// A subscriber asks for a job for each event; a listener is for what is small and happens with
/// every save.
#[derive(Clone, Copy)]
pub struct Listener {
    /// Job that hears the events again when hearing them failed.
    pub job: &'static str,
    /// Hears a portion of events.
    pub hear: Hear,
}

impl Job for Listener {
    fn name(&self) -> &'static str {
        self.job
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(self.again(cx))
    }
}

impl Listener {
    async fn again(&self, cx: &JobCx) -> Result<Outcome> {
        let lines = cx.payload.get("events").and_then(Json::as_array);
        let events = lines.into_iter().flatten().map(read).collect::<Option<Vec<_>>>();
        let events = events.ok_or_else(|| Error::internal("these are no events"))?;
        let (engine, hear, n) = (cx.engine.clone(), self.hear, events.len());
        cx.engine.store().write(move |tx| hear(&engine, tx, &events)).await?;
        Ok(Outcome::Done(json!({"events": n})))
    }
}

pub(crate) fn events_as_json(events: &[Event]) -> Json {
    let line = |event: &Event| {
        json!({
            "at": event.at.millis(),
            "event": event.name,
            "module": event.module,
            "record": event.record,
            "actor": event.actor,
            "payload": event.payload,
        })
    };
    events.iter().map(line).collect()
}

fn read(line: &Json) -> Option<Event> {
    let text = |name: &str| line.get(name)?.as_str().map(str::to_owned);
    let id = |name: &str| Uuid::parse_str(line.get(name)?.as_str()?).ok();
    Some(Event {
        seq: 0,
        at: Instant::from_millis(line.get("at")?.as_i64()?),
        name: text("event")?,
        module: text("module")?,
        record: RecordId(id("record")?),
        actor: id("actor").map(PrincipalId),
        payload: text("payload")?,
    })
}
