//! What is refused of a price list in a document.

use kernel::{FieldProblem, Value};
use records::Draft;

use crate::position::rules::currency;

/// A list that is chosen says its prices in the currency of the document. That it holds on another
/// day or for others is no objection: who chooses it knows why.
#[must_use]
pub fn list_is_in_the_currency(draft: &Draft) -> Option<FieldProblem> {
    let said = draft.need("price_list.currency").as_text();
    let currency = currency(draft);
    let is_asked = draft.is_changed("price_list") || draft.is_changed("currency");
    let is_other = matches!(draft.value("price_list"), Value::Link(_))
        && !said.is_empty()
        && said != currency.code();
    (is_asked && is_other)
        .then(|| FieldProblem::new("price_list", "other_currency").with("value", currency))
}
