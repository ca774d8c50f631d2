//! Events become jobs: the outbox is emptied in order, each event told to every follower.

use std::sync::Arc;

use kernel::Result;
use records::Engine;
use serde_json::{Value as Json, json};
use store::Tx;
use store::queries::outbox::{self, Event};
use store::queries::queue::{self, Job};

use crate::listener::{Listener, events_as_json};
use crate::queue::waiting;

/// Tells which jobs an event asks for: name, key and payload.
pub type Subscriber = fn(&Event) -> Vec<(String, Option<String>, Json)>;

const PORTION: usize = 500;

/// Whoever follows events.
#[derive(Clone, Default)]
pub(crate) struct Followers {
    pub subscribers: Vec<Subscriber>,
    pub listeners: Vec<Listener>,
}

/// Hands on what waits; tells how many events there were.
pub(crate) async fn relay(engine: &Arc<Engine>, followers: &Followers) -> Result<usize> {
    let (engine, followers) = (engine.clone(), followers.clone());
    let now = engine.clock().now();
    let store = engine.store().clone();
    let work = move |tx: &mut Tx<'_>| {
        let events = outbox::oldest(tx, PORTION)?;
        for event in &events {
            let asked = followers.subscribers.iter().flat_map(|subscriber| subscriber(event));
            for (name, key, payload) in asked.collect::<Vec<_>>() {
                let job = waiting((&name, key, payload), event.actor, now);
                queue::add(tx, &job)?;
            }
        }
        for listener in &followers.listeners {
            if let Some(later) = heard(&engine, tx, (*listener, &events))? {
                queue::add(tx, &later)?;
            }
        }
        let seqs: Vec<i64> = events.iter().map(|event| event.seq).collect();
        outbox::remove(tx, &seqs)?;
        Ok(events.len())
    };
    store.write(work).await
}

/// Lets a listener hear events; when that fails, the job that hears them again, so that one
/// mistake holds nobody else up.
fn heard(
    engine: &Arc<Engine>,
    tx: &mut Tx<'_>,
    (listener, events): (Listener, &[Event]),
) -> Result<Option<Job>> {
    if events.is_empty() {
        return Ok(None);
    }
    match tx.attempt(|tx| (listener.hear)(engine, tx, events)) {
        Ok(()) => Ok(None),
        Err(error @ kernel::Error::Unavailable { .. }) => Err(error),
        Err(error) => {
            tracing::error!(error = ?error, job = listener.job, "events are heard again later");
            let payload = json!({"events": events_as_json(events)});
            Ok(Some(waiting((listener.job, None, payload), None, engine.clock().now())))
        }
    }
}

/// Empties the outbox.
pub(crate) async fn relay_all(engine: &Arc<Engine>, followers: &Followers) -> Result<()> {
    while relay(engine, followers).await? == PORTION {}
    Ok(())
}
