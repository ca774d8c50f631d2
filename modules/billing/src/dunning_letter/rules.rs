//! What holds for every dunning letter.

use kernel::{Error, FieldProblem, Link, Result};
use records::{Draft, Event, Record, Work};

use super::fields;

/// The day on which a letter was sent is that on which somebody says so.
pub fn sent_has_a_day(draft: &mut Draft) {
    let is_sent = draft.get(&fields::STAGE).as_deref() == Some("sent");
    if is_sent && draft.get(&fields::SENT_ON).is_none() {
        draft.put(&fields::SENT_ON, Some(draft.when.day));
    }
}

/// A letter is approved by the action, which gives it a number and notes the level in its invoices;
/// no board and no import does.
pub fn approved_by_action(draft: &Draft) -> Option<FieldProblem> {
    let stage = draft.get(&fields::STAGE).unwrap_or_default();
    let is_approved = ["approved", "sent"].contains(&stage.as_str());
    let is_noted = draft.get(&fields::APPROVED_AT).is_some();
    (is_approved && !is_noted)
        .then(|| FieldProblem::new(fields::STAGE.name(), "letter_approved_by_action"))
}

/// The action that takes approval back takes the levels of the invoices back as well.
pub fn reopened_by_action(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    let was_approved = old.value(&draft.module, fields::STAGE.name()).as_text() == "approved";
    let is_draft = draft.get(&fields::STAGE).as_deref() == Some("draft");
    let is_noted = draft.get(&fields::APPROVED_AT).is_some();
    (was_approved && is_draft && is_noted)
        .then(|| FieldProblem::new(fields::STAGE.name(), "reopened_by_action"))
}

/// What is approved is what is sent: until then the approval is taken back, and nothing else.
pub fn approved_is_fixed(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    let was_approved = old.value(&draft.module, fields::STAGE.name()).as_text() == "approved";
    let fixed =
        |name: &str| draft.module.field(name).is_some_and(|field| field.locked_after.is_some());
    let changed = draft.changed().into_iter().map(|at| draft.module.fields[at].name.clone());
    let name = changed.filter(|_| was_approved).find(|name| fixed(name))?;
    Some(FieldProblem::new(&name, "frozen"))
}

/// An approved letter is not laid aside before its approval is taken back: its invoices say which
/// level they have reached.
pub fn approved_is_kept(work: &mut Work<'_, '_>, event: &Event) -> Result<()> {
    if event.name != "dunning_letter.trashed" {
        return Ok(());
    }
    const WHY: &str = "an approved letter is kept";
    let held = work.hold(&Link::new("dunning_letter", event.record), WHY)?;
    let module = work.cx.engine.system(WHY).module("dunning_letter")?;
    let stage = held.map(|record| record.value(&module, fields::STAGE.name()).clone());
    match stage.is_some_and(|stage| stage.as_text() == "approved") {
        true => Err(Error::conflict("approved_is_kept")),
        false => Ok(()),
    }
}

/// Who owes whom follows from the invoices that a letter names; only records that become one turn
/// such links.
pub fn party_stays(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    if old.value(&draft.module, fields::LINES.name()).lines().is_empty() {
        return None;
    }
    let mut links = [fields::ACCOUNT, fields::COMPANY].into_iter();
    let changed = links.find(|field| draft.is_changed(field.name()));
    let currency = draft.is_changed(fields::CURRENCY.name()).then(|| fields::CURRENCY.name());
    let name = changed.map(|field| field.name()).or(currency)?;
    Some(FieldProblem::new(name, "follows_invoices"))
}
