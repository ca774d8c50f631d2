//! What holds for every invoice.

use kernel::{Date, Decimal, FieldProblem};
use records::Draft;

use super::fields;
use crate::issue::{days, was_issued};

/// What is to be paid is what the invoice comes to; once issued it stays what it was.
pub fn what_is_to_be_paid_is_the_total(draft: &mut Draft) {
    if !was_issued(draft) {
        draft.put(&fields::PAYABLE, draft.get(&fields::TOTAL));
    }
}

/// An invoice is paid as its organisation pays, where nobody says else.
pub fn way_to_pay_follows_account(draft: &mut Draft) {
    if !was_issued(draft) && draft.get(&fields::PAY_BY).is_none() {
        let way = draft.need("account.pay_by").as_text().to_owned();
        draft.put(&fields::PAY_BY, Some(way).filter(|way| !way.is_empty()));
    }
}

/// The day of payment and that of cash discount follow the date of the invoice.
pub fn due_date_follows_terms(draft: &mut Draft) {
    if was_issued(draft) {
        return;
    }
    let from = draft.get(&fields::INVOICE_DATE).unwrap_or(draft.when.day);
    let after = |term: Option<Decimal>| days(term).map(|n| Date::from_days(from.days() + n));
    let (due, early) = (draft.get(&fields::DUE_DAYS), draft.get(&fields::CASH_DISCOUNT_DAYS));
    draft.put(&fields::DUE_ON, after(due));
    let has_discount = draft.get(&fields::CASH_DISCOUNT_RATE).is_some();
    draft.put(&fields::CASH_DISCOUNT_ON, after(early).filter(|_| has_discount));
}

/// An invoice is cancelled by another document, not by moving it.
pub fn cancelled_by_a_document(draft: &Draft) -> Option<FieldProblem> {
    let is_cancelled = draft.get(&fields::STAGE).as_deref() == Some("cancelled");
    let is_moved = is_cancelled && draft.get(&fields::CANCELLED_BY).is_none();
    is_moved.then(|| FieldProblem::new(fields::STAGE.name(), "cancelled_by_action"))
}
