//! Making one record of several, and taking that back: at once, or to its end as a job.

use kernel::Result;
use records::merge::{Begun, MERGE};
use records::{Cx, Merge};
use serde_json::json;
use store::queries::run;
use uuid::Uuid;

/// Makes one record of several; many links to them are turned by a job after that.
///
/// # Errors
/// As `records::merge`.
pub async fn merge(cx: &Cx, module: &str, wanted: Merge) -> Result<Begun> {
    let begun = records::merge(cx, module, wanted).await?;
    if !begun.is_ended {
        enqueue(cx, "merge_on", begun.run).await?;
    }
    Ok(begun)
}

/// Takes a merge back; tells whether that has ended.
///
/// # Errors
/// As `records::unmerge`.
pub async fn unmerge(cx: &Cx, id: Uuid) -> Result<bool> {
    let is_ended = records::unmerge(cx, id).await?;
    if !is_ended {
        enqueue(cx, "unmerge_on", id).await?;
    }
    Ok(is_ended)
}

async fn enqueue(cx: &Cx, job: &str, id: Uuid) -> Result<()> {
    jobs::enqueue(cx, job, Some(format!("{job}/{id}")), json!({"run": id})).await.map(drop)
}

/// The module in which a run made one record of several; none when it was another kind of run.
///
/// # Errors
/// When the database fails.
pub async fn is_merge(cx: &Cx, id: Uuid) -> Result<Option<String>> {
    let run = cx.store().read(move |reader| run::get(reader, id)).await?;
    Ok(run.filter(|run| run.kind == MERGE).map(|run| run.module))
}
