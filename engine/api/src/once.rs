//! What happens once under a key, whatever becomes of the connection.

use kernel::{Error, Result};
use records::{Cx, Once};

/// Does some work, or gives what the same key was answered before.
///
/// The work goes on when the caller hangs up: a key that is in flight for ever could never be
/// tried again.
///
/// # Errors
/// Those of the work; `Conflict` `key_in_flight` and `Invalid` `key_reused` for the key.
pub async fn at_most_once(
    cx: &Cx,
    once: Option<Once>,
    work: impl Future<Output = Result<String>> + Send + 'static,
) -> Result<String> {
    let cx = cx.clone();
    let task = tokio::spawn(async move {
        let Some(once) = once else { return work.await };
        if let Some(known) = records::begin_once(&cx, &once).await? {
            return Ok(known);
        }
        let done = work.await;
        records::end_once(&cx, &once, done.as_ref().ok().cloned()).await?;
        done
    });
    task.await.map_err(Error::internal)?
}
