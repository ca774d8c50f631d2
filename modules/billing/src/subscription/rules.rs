//! What holds for every subscription.

use std::collections::BTreeSet;

use goods::position::rules::positions_are_summed;
use kernel::{Date, FieldProblem};
use records::{Draft, Record};

use super::fields;
use super::period::Rhythm;

/// It comes to what its positions say for a whole period, with the tax of the next one.
pub fn it_is_summed(draft: &mut Draft) {
    let day = draft.get(&fields::NEXT_ON).or(draft.get(&fields::STARTS_ON));
    positions_are_summed(draft, day.unwrap_or(draft.when.day));
}

/// When it is billed next, and until when it was, follow from its rhythm and from what is billed;
/// one that comes to its end and is billed to the last day has ended.
pub fn next_follows_rhythm(draft: &mut Draft) {
    let covered = covered(draft);
    let rhythm = Rhythm::of(draft);
    let last = rhythm.and_then(|rhythm| {
        rhythm.periods().take_while(|one| Some(&one.from) <= covered.last()).last()
    });
    let is_billed = !covered.is_empty();
    draft.put(&fields::BILLED_UNTIL, last.filter(|_| is_billed).map(|one| one.until));
    let open = rhythm.and_then(|rhythm| rhythm.open(&covered).next());
    let stage = draft.get(&fields::STAGE).unwrap_or_default();
    if stage == "active" && open.is_none() && rhythm.is_some() {
        draft.put(&fields::STAGE, Some("ended".into()));
    }
    let runs = matches!(stage.as_str(), "draft" | "active");
    let due = rhythm.zip(open).filter(|_| runs).map(|(rhythm, open)| rhythm.due_on(&open));
    draft.put(&fields::NEXT_ON, due);
}

/// The first days of the periods for which there are invoices.
pub fn covered(draft: &Draft) -> BTreeSet<Date> {
    let text = draft.get(&fields::COVERED).unwrap_or_default();
    text.split_whitespace().filter_map(Date::parse_iso).collect()
}

/// What runs bills something.
pub fn it_bills_something(draft: &Draft) -> Option<FieldProblem> {
    let is_draft = draft.get(&fields::STAGE).as_deref() == Some("draft");
    let mut lines = draft.value(fields::LINES.name()).lines().iter();
    let bills = lines.any(|line| line.kind == "item" && line.cell("role").is_empty());
    (!is_draft && !bills).then(|| FieldProblem::new(fields::LINES.name(), "nothing_billed"))
}

/// Once it runs, its periods stay where they are.
pub fn rhythm_stays(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    let was = old.value(&draft.module, fields::STAGE.name()).as_text();
    let is_billed = !old.value(&draft.module, fields::COVERED.name()).is_empty();
    let fixed = [fields::INTERVAL.name(), fields::STARTS_ON.name()];
    let changed = fixed.into_iter().find(|name| draft.is_changed(name));
    let changed = changed.filter(|_| was != "draft" || is_billed);
    changed.map(|name| FieldProblem::new(name, "subscription_runs"))
}
