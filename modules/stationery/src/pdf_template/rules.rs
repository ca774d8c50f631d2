//! What holds for every template.

use kernel::{FieldProblem, Result};
use records::{Answers, Draft, Work};
use sha2::{Digest, Sha256};

use super::fields;
use crate::fault;
use crate::slot::Slot;

/// The stage in which a template is used.
pub const ACTIVE: &str = "active";

/// What a template stands in for.
pub fn slot(draft: &Draft) -> Option<Slot> {
    Slot::of(&draft.get(&fields::KIND)?)
}

/// The text of a template; where there is none, the one that comes along.
pub fn text(draft: &Draft) -> String {
    let shipped = || slot(draft).map(Slot::shipped).unwrap_or_default().to_owned();
    draft.get(&fields::BODY).filter(|body| !body.trim().is_empty()).unwrap_or_else(shipped)
}

/// A template without text begins as a copy of the one that comes along, and so does one whose
/// text is still such a copy when it is for another paper.
pub fn begins_as_shipped(draft: &mut Draft) {
    let Some(slot) = slot(draft) else { return };
    let body = draft.get(&fields::BODY).unwrap_or_default();
    let was = draft.old.as_ref().map(|old| old.value(&draft.module, fields::KIND.name()));
    let was = was.and_then(|kind| Slot::of(kind.as_text()));
    let is_copy = was.is_some_and(|was| was != slot && was.shipped().trim() == body.trim());
    if body.trim().is_empty() || is_copy {
        draft.put(&fields::BODY, Some(slot.shipped().to_owned()));
    }
}

/// What was proved of another text is forgotten.
pub fn proof_is_of_this_text(draft: &mut Draft) {
    if draft.get(&fields::PROVED).is_some_and(|proved| proved != fingerprint(draft)) {
        draft.put(&fields::PROVED, None);
    }
}

/// Only a template with which papers were set is used; the reason stands at its text.
pub fn counts_when_proved(draft: &Draft) -> Option<FieldProblem> {
    let is_active = draft.get(&fields::STAGE).as_deref() == Some(ACTIVE);
    let is_proved = draft.get(&fields::PROVED).is_some_and(|proved| proved == fingerprint(draft));
    (is_active && !is_proved).then(|| fault::problem_of(draft))
}

/// Puts the text that comes along in the place of the own one.
///
/// # Errors
/// None.
pub fn start_over(_: &mut Work<'_, '_>, draft: &mut Draft, _: &Answers) -> Result<()> {
    let shipped = slot(draft).map(|slot| slot.shipped().to_owned());
    draft.put(&fields::BODY, shipped);
    Ok(())
}

/// What tells one text for one paper from another.
pub fn fingerprint(draft: &Draft) -> String {
    let kind = draft.get(&fields::KIND).unwrap_or_default();
    short_hash([kind.as_bytes(), b"\0", text(draft).as_bytes()])
}

/// The start of the SHA-256 of some bytes, long enough to tell them from others.
pub fn short_hash<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> String {
    let mut hash = Sha256::new();
    parts.into_iter().for_each(|part| hash.update(part));
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
