//! What holds for every task.

use catalog::StageKind;
use records::Draft;

use super::fields;

/// A task that is done knows since when.
pub fn done_is_remembered(draft: &mut Draft) {
    let stage = draft.get(&fields::STAGE).unwrap_or_default();
    let is_done = draft.module.pipeline.as_ref().map(|p| p.kind(&stage)) == Some(StageKind::Done);
    let since = draft.get(&fields::DONE_AT);
    draft.put(&fields::DONE_AT, is_done.then(|| since.unwrap_or(draft.when.at)));
}
