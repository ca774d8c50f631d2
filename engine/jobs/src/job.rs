//! What a job is.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use kernel::{Error, PrincipalId, Result};
use records::{Cx, Engine};
use serde_json::Value as Json;
use store::queries::queue;
use tokio::sync::watch;
use uuid::Uuid;

/// How long a worker may be silent before another one takes its job.
pub(crate) const LEASE: i64 = 60_000;

/// Makes the context of a person whose job runs while they may be away: their rights as they are
/// by then, through a door.
pub type ContextOf = Arc<
    dyn Fn(Arc<Engine>, PrincipalId) -> Pin<Box<dyn Future<Output = Result<Cx>> + Send>>
        + Send
        + Sync,
>;

/// A job under way.
pub type Running<'a> = Pin<Box<dyn Future<Output = Result<Outcome>> + Send + 'a>>;

/// How a job ended well.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Done, with what is worth knowing.
    Done(Json),
    /// Stopped because somebody asked, with what was done until then.
    Cancelled(Json),
}

/// A kind of job: what leaves the house or takes long.
pub trait Job: Send + Sync {
    /// Name in the imperative, such as `sweep_sessions`.
    fn name(&self) -> &'static str;

    /// How often it is tried before it counts as failed.
    fn tries(&self) -> i64 {
        8
    }

    /// Does it; it may have been begun before and died.
    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a>;
}

/// What a running job knows.
pub struct JobCx {
    /// The tenant.
    pub engine: Arc<Engine>,
    /// Its id.
    pub id: Uuid,
    /// What it was told.
    pub payload: Json,
    /// Under whose rights it runs.
    pub actor: Option<PrincipalId>,
    pub(crate) stop: watch::Receiver<bool>,
}

impl JobCx {
    /// Says how far it is; `false` means that somebody asked it to stop for good.
    ///
    /// # Errors
    /// When the database fails; `Unavailable` when the program ends, and the job goes on where it
    /// was with the next start.
    pub async fn progress(&self, done: u64, total: Option<u64>) -> Result<bool> {
        if *self.stop.borrow() {
            return Err(Error::Unavailable { what: "worker".into() });
        }
        let id = self.id;
        let until = self.engine.clock().now().plus_millis(LEASE);
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let steps = (number(done), total.map(number));
        self.engine.store().write(move |tx| queue::progress(tx, id, steps, until)).await
    }
}
