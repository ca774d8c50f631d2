//! From events to messages that wait.

use std::sync::Arc;

use kernel::Result;
use records::{Engine, Event};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::Tx;
use store::queries::dispatch::{self, Dispatch};
use store::queries::hook::{self, Hook};
use store::queries::queue;
use uuid::Uuid;

use crate::deliver::JOB;

/// Writes a message for every hook that wants to hear of an event; one that comes twice is heard
/// once.
///
/// # Errors
/// When the database fails.
pub fn hear(engine: &Arc<Engine>, tx: &mut Tx<'_>, events: &[Event]) -> Result<()> {
    let hooks: Vec<Hook> = hook::all(tx)?.into_iter().filter(|hook| hook.is_active).collect();
    if hooks.is_empty() {
        return Ok(());
    }
    let now = engine.clock().now();
    for event in events {
        for hook in hooks.iter().filter(|hook| wants(hook, event)) {
            let message = Dispatch {
                id: id(hook, event),
                hook: hook.id,
                module: event.module.clone(),
                record: event.record,
                kind: event.word().to_owned(),
                version: event.version(),
                at: event.at,
                state: "waiting".into(),
                attempts: 0,
                status: None,
                said: String::new(),
                changed_at: now,
            };
            if dispatch::add(tx, &message)? {
                let payload = json!({"dispatch": message.id.to_string()});
                queue::add(tx, &jobs::due(JOB, None, payload, now))?;
            }
        }
    }
    Ok(())
}

fn wants(hook: &Hook, event: &Event) -> bool {
    let of_module = hook.module.is_empty() || hook.module == event.module;
    let of_kind = hook.kinds.is_empty() || hook.kinds.split(' ').any(|kind| kind == event.word());
    of_module && of_kind
}

/// The same event makes the same id, so that hearing it again adds nothing.
fn id(hook: &Hook, event: &Event) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(hook.id.as_bytes());
    hash.update(event.record.0.as_bytes());
    hash.update(event.name.as_bytes());
    hash.update(event.version().to_be_bytes());
    hash.update(event.at.millis().to_be_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
