//! The job that looks whose digest of messages is due, and asks for a letter to each of them.

use kernel::{FormatChoice, Instant, Language, Locale, Result};
use serde_json::json;
use social::Stretch;
use store::queries::digest::{self, Digest};
use store::queries::{queue, user};

use crate::job::{Job, JobCx, Outcome, Running};
use crate::queue::waiting;

/// Asks for the digests that are due: what is taken for one and the job that sends it are one
/// transaction, so that nothing is sent by two and nothing is left out.
///
/// Asked for by hand, all digests are due.
pub struct PlanDigests;

impl Job for PlanDigests {
    fn name(&self) -> &'static str {
        "plan_digests"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(plan(cx))
    }
}

async fn plan(job: &JobCx) -> Result<Outcome> {
    let now = job.engine.clock().now();
    let is_by_hand = job.payload.get("by_hand").is_some();
    let until = if is_by_hand { Instant::from_millis(i64::MAX) } else { now };
    let store = job.engine.store();
    let due = store.read(move |reader| digest::due(reader, until)).await?;
    let house = job.engine.house().await?.formats().clone();
    let mut n_asked = 0;
    for one in due {
        let house = house.clone();
        let asked = store.write(move |tx| ask(tx, &one, (now, &house))).await?;
        n_asked += usize::from(asked);
    }
    Ok(Outcome::Done(json!({"asked": n_asked})))
}

fn ask(
    tx: &mut store::Tx<'_>,
    due: &Digest,
    (now, house): (Instant, &FormatChoice),
) -> Result<bool> {
    // The morning of who reads it.
    let own = user::get(tx, due.user)?.map(|user| user.formats).unwrap_or_default();
    let zone = Locale::with(Language::default(), &own.or(house)).zone;
    let Some(stretch) = social::take_digest(tx, due, (now, &zone))? else { return Ok(false) };
    let Stretch { user, since, until } = stretch;
    let key = format!("digest/{user}/{}", until.millis());
    let payload = json!({"user": user.0, "since": since.millis(), "until": until.millis()});
    queue::add(tx, &waiting(("send_digest", Some(key), payload), None, now))?;
    Ok(true)
}
