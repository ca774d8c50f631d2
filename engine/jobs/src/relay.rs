//! Events become jobs: the outbox is emptied in order, each event told to every follower.

use std::sync::Arc;

use kernel::Result;
use records::Engine;
use serde_json::Value as Json;
use store::queries::outbox::{self, Event};
use store::queries::queue::{self, Job};
use uuid::Uuid;

/// Tells which jobs an event asks for: name, key and payload.
pub type Subscriber = fn(&Event) -> Vec<(String, Option<String>, Json)>;

const PORTION: usize = 500;

/// Hands on what waits; tells how many events there were.
pub(crate) async fn relay(engine: &Arc<Engine>, subscribers: &[Subscriber]) -> Result<usize> {
    let subscribers = subscribers.to_vec();
    let now = engine.clock().now();
    let work = move |tx: &mut store::Tx<'_>| {
        let events = outbox::oldest(tx, PORTION)?;
        for event in &events {
            let asked = subscribers.iter().flat_map(|subscriber| subscriber(event));
            for (name, key, payload) in asked.collect::<Vec<_>>() {
                let job = Job {
                    id: Uuid::now_v7(),
                    name,
                    key,
                    payload: payload.to_string(),
                    state: "waiting".into(),
                    run_at: now,
                    attempts: 0,
                    done: 0,
                    total: None,
                    is_cancelled: false,
                    result: None,
                    error: None,
                    actor: event.actor,
                    created_at: now,
                    ended_at: None,
                };
                queue::add(tx, &job)?;
            }
        }
        let seqs: Vec<i64> = events.iter().map(|event| event.seq).collect();
        outbox::remove(tx, &seqs)?;
        Ok(events.len())
    };
    engine.store().write(work).await
}

/// Empties the outbox.
pub(crate) async fn relay_all(engine: &Arc<Engine>, subscribers: &[Subscriber]) -> Result<()> {
    while relay(engine, subscribers).await? == PORTION {}
    Ok(())
}
