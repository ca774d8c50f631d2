//! What holds for every quote.

use goods::position::rules::positions_are_summed;
use kernel::{Decimal, FieldProblem};
use records::{Draft, Record};

use super::fields;

/// A quote comes to what its positions say, with the tax of its day.
pub fn quote_is_summed(draft: &mut Draft) {
    let day = draft.get(&fields::QUOTE_DATE).unwrap_or(draft.when.day);
    positions_are_summed(draft, day);
}

/// The first version of a quote is its first.
pub fn quote_has_an_edition(draft: &mut Draft) {
    if draft.get(&fields::EDITION).is_none() {
        draft.put(&fields::EDITION, Some(Decimal::ONE));
    }
}

/// What a customer has in hands is not changed behind their back: a new version says it anew.
pub fn sent_stays_as_it_is(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    let stage = old.value(&draft.module, fields::STAGE.name()).as_text();
    let said = ["lines", "discount_rate", "discount_amount", "shipping", "currency", "price_kind"];
    let changed = said.into_iter().find(|name| draft.is_changed(name))?;
    let back = draft.get(&fields::STAGE).as_deref() == Some("draft");
    (stage != "draft" && !back).then(|| FieldProblem::new(changed, "sent_already"))
}
