//! What holds for every quote.

use goods::position::rules::{document_is_filled, positions_are_summed};
use kernel::{Decimal, FieldProblem, Value};
use records::{Draft, Record};

use super::fields;
use super::options::is_choice;

/// What decides what a quote comes to.
const SAID: [&str; 9] = [
    "lines",
    "discount_rate",
    "discount_amount",
    "shipping",
    "currency",
    "price_kind",
    "tax_case",
    "quote_date",
    "company",
];

/// Tells whether a quote was sent, and stays so.
fn is_sent(draft: &Draft) -> bool {
    let old = draft.old.as_ref();
    let was = old.map(|old| old.value(&draft.module, fields::STAGE.name()).as_text());
    let was_draft = was.is_none_or(|stage| stage == "draft");
    !was_draft && draft.get(&fields::STAGE).as_deref() != Some("draft")
}

/// A quote is filled from goods and customer and comes to what its positions say, with the tax of
/// its day; once it was sent, nothing around it changes it any more but what the customer chooses.
pub fn quote_follows_what_it_is_made_of(draft: &mut Draft) {
    match is_sent(draft) {
        true if !draft.is_changed(fields::LINES.name()) => return,
        true => {}
        false => document_is_filled(draft),
    }
    let day = draft.get(&fields::QUOTE_DATE).unwrap_or(draft.when.day);
    positions_are_summed(draft, day);
}

/// The first version of a quote is its first.
pub fn quote_has_an_edition(draft: &mut Draft) {
    if draft.get(&fields::EDITION).is_none() {
        draft.put(&fields::EDITION, Some(Decimal::ONE));
    }
}

/// Tells whether a quote is being accepted, or that is taken back, with a choice among what was
/// offered.
fn is_chosen(old: &Record, draft: &Draft) -> bool {
    let lines = |values: &Value| values.lines().to_vec();
    let before = lines(old.value(&draft.module, fields::LINES.name()));
    let after = lines(draft.value(fields::LINES.name()));
    let was = old.value(&draft.module, fields::STAGE.name()).as_text();
    match (was, draft.get(&fields::STAGE).as_deref()) {
        ("sent", Some("accepted")) => is_choice(&before, &after),
        ("accepted", Some("sent")) => is_choice(&after, &before),
        _ => false,
    }
}

/// What a customer has in hands is not changed behind their back: a new version says it anew. Which
/// of the positions are taken is said as it is accepted.
pub fn sent_stays_as_it_is(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    let is_free = |name: &str| name == fields::LINES.name() && is_chosen(old, draft);
    let changed = SAID.into_iter().find(|name| draft.is_changed(name) && !is_free(name))?;
    is_sent(draft).then(|| FieldProblem::new(changed, "sent_already"))
}
