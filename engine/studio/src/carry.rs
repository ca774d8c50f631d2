//! Carrying what was shaped from one house to another, such as from a test to daily work.

use catalog::Change;
use kernel::{Error, FieldProblem, Result};
use records::Cx;
use serde_json::json;
use uuid::Uuid;

/// Word by which a file is known for what it is.
const KIND: &str = "kontor-shape";

/// Everything that holds, as a file.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn carried(cx: &Cx) -> Result<String> {
    let mut acts = cx.engine.acts(cx).await?;
    acts.reverse();
    let holding = acts.into_iter().filter(|act| act.undone_at.is_none());
    let changes: Vec<Change> = holding.flat_map(|act| act.changes).collect();
    let file = json!({ "kind": KIND, "version": 1, "changes": changes });
    serde_json::to_string_pretty(&file).map_err(Error::internal)
}

/// Brings in what a file holds, as one act; what stands here already is left out. Gives the act,
/// and how many changes came; no act when there was nothing new.
///
/// # Errors
/// `Forbidden` for others than administrators; `Invalid` at `file`.
pub async fn bring(cx: &Cx, text: &str) -> Result<(Option<Uuid>, usize)> {
    let wrong = |code: &str| Error::Invalid(vec![FieldProblem::new("file", code)]);
    let file: serde_json::Value = serde_json::from_str(text).map_err(|_| wrong("no_shape"))?;
    if file["kind"] != KIND || file["version"] != 1 {
        return Err(wrong("no_shape"));
    }
    let changes: Vec<Change> =
        serde_json::from_value(file["changes"].clone()).map_err(|_| wrong("no_shape"))?;
    let acts = cx.engine.acts(cx).await?;
    let holding: Vec<&Change> =
        acts.iter().filter(|act| act.undone_at.is_none()).flat_map(|act| &act.changes).collect();
    let new: Vec<Change> = changes.into_iter().filter(|one| !holding.contains(&one)).collect();
    if new.is_empty() {
        return Ok((None, 0));
    }
    let n = new.len();
    Ok((Some(cx.engine.shape(cx, new).await?), n))
}
