//! The job that sends one message.

use std::time::Duration;

use jobs::{ContextOf, Job, JobCx, Outcome, Running};
use kernel::{Error, Result};
use outbound::{Outbound, Request};
use records::{Cx, ListQuery};
use serde_json::json;
use store::queries::dispatch::{self, Dispatch};
use store::queries::hook::{self, Hook};
use uuid::Uuid;
use vault::Vault;

use crate::sign::{opened, signature};

/// Name of the job.
pub const JOB: &str = "deliver_hook";
/// How long one try may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// Bytes of an answer that are kept for people to see.
const KEPT: usize = 1000;

/// Sends one message, again and again for three days while it is not taken.
pub struct DeliverHook {
    /// Whoever asks other programs.
    pub outbound: Outbound,
    /// Opens the secrets of hooks.
    pub vault: Vault,
    /// Makes the context of the owner of a hook.
    pub context: ContextOf,
}

impl Job for DeliverHook {
    fn name(&self) -> &'static str {
        JOB
    }

    /// With waits of 10 s, 20 s, 40 s and so on up to 5.7 hours these are three days.
    fn tries(&self) -> i64 {
        23
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(self.deliver(cx))
    }
}

/// How a try ended.
struct Tried {
    state: &'static str,
    status: Option<i64>,
    said: String,
}

impl DeliverHook {
    async fn deliver(&self, cx: &JobCx) -> Result<Outcome> {
        let id = cx.payload["dispatch"].as_str().and_then(|text| Uuid::parse_str(text).ok());
        let id = id.ok_or_else(|| Error::internal("a job names no message"))?;
        let store = cx.engine.store();
        let found = store.read(move |reader| {
            let Some(message) = dispatch::get(reader, id)? else { return Ok(None) };
            Ok(hook::get(reader, message.hook)?.map(|hook| (hook, message)))
        });
        let Some((hook, message)) = found.await? else {
            return Ok(Outcome::Done(json!({"state": "gone"})));
        };
        let tried = self.attempt(cx, &hook, &message).await?;
        let is_last = message.attempts + 1 >= self.tries();
        let state = if tried.state == "waiting" && is_last { "failed" } else { tried.state };
        let noted = Dispatch {
            state: state.into(),
            attempts: message.attempts + i64::from(tried.state != "skipped"),
            status: tried.status,
            said: tried.said.clone(),
            changed_at: cx.engine.clock().now(),
            ..message
        };
        store.write(move |tx| dispatch::note(tx, &noted)).await?;
        match state {
            "waiting" => Err(Error::Unavailable { what: tried.said }),
            state => Ok(Outcome::Done(json!({"state": state, "status": tried.status}))),
        }
    }

    async fn attempt(&self, cx: &JobCx, hook: &Hook, message: &Dispatch) -> Result<Tried> {
        let skipped = |why: &str| Tried { state: "skipped", status: None, said: why.into() };
        if !hook.is_active {
            return Ok(skipped("paused"));
        }
        let owner = match (self.context)(cx.engine.clone(), hook.owner).await {
            Ok(owner) => owner,
            Err(Error::Forbidden { .. } | Error::NotFound) => return Ok(skipped("owner")),
            Err(error) => return Err(error),
        };
        // What was told once in part is told to its end, whatever became of the record since.
        if message.attempts == 0 && !concerns(&owner, hook, message).await? {
            return Ok(skipped("condition"));
        }
        let plural = owner.catalog.module(&message.module).map(|module| module.plural.clone());
        let body = json!({
            "type": format!("{}.{}", plural.as_deref().unwrap_or_default(), message.kind),
            "timestamp": message.at.to_string(),
            "data": {
                "module": plural,
                "id": message.record.to_string(),
                "kind": message.kind,
                "version": message.version,
            },
        });
        self.send(cx, hook, message, body.to_string()).await
    }

    async fn send(
        &self,
        cx: &JobCx,
        hook: &Hook,
        message: &Dispatch,
        body: String,
    ) -> Result<Tried> {
        let (id, seconds) = (message.id.to_string(), cx.engine.clock().now().millis() / 1000);
        let signed = signature(&opened(&self.vault, hook.id, &hook.secret)?, &id, seconds, &body)?;
        let headers = [
            ("content-type", "application/json".to_owned()),
            ("webhook-id", id),
            ("webhook-timestamp", seconds.to_string()),
            ("webhook-signature", signed),
        ];
        let request = Request {
            method: "POST".into(),
            url: hook.url.clone(),
            headers: headers.map(|(name, value)| (name.to_owned(), value)).into(),
            body: body.into_bytes(),
            patience: PATIENCE,
            limit: KEPT,
        };
        Ok(match self.outbound.ask(&request).await {
            Ok(answer) => {
                let is_taken = (200..300).contains(&answer.status);
                let said = String::from_utf8_lossy(&answer.body).into_owned();
                let state = if is_taken { "done" } else { "waiting" };
                Tried { state, status: Some(i64::from(answer.status)), said: plain(&said) }
            }
            Err(failure) => Tried { state: "waiting", status: None, said: failure.to_string() },
        })
    }
}

/// A text of somebody else without what controls a screen.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(KEPT).collect()
}

/// Tells whether the owner of a hook sees the record, and whether it meets the condition.
///
/// What is gone for good meets no condition any more.
async fn concerns(owner: &Cx, hook: &Hook, message: &Dispatch) -> Result<bool> {
    if !owner.actor.rights.may(&message.module, access::Right::See) {
        return Ok(false);
    }
    if message.kind == "purged" {
        let sees_all = owner.actor.scope.owners(&message.module).is_none();
        return Ok(hook.filter.is_empty() && sees_all);
    }
    let one = format!("id = \"{}\"", message.record);
    let filter = match hook.filter.is_empty() {
        true => one,
        false => {
            let module = owner.module(&message.module)?;
            format!("{one} and ({})", owner.catalog.filter_of_today(&module, &hook.filter))
        }
    };
    for in_bin in [false, true] {
        let list = ListQuery { filter: filter.clone(), in_bin, ..ListQuery::default() };
        match records::count(owner, &message.module, &list, 1).await {
            Ok(count) if count.n > 0 => return Ok(true),
            // A field of the condition went meanwhile, or may not be asked any more.
            Ok(_) | Err(Error::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}
