//! What holds for every invoice.

use goods::position::rules::{currency, positions_are_summed};
use kernel::{Date, Decimal, Money};
use records::Draft;

use super::fields;
use crate::issue::{is_issued, tax_day};

/// An invoice comes to what its positions say; once issued it stays what it was.
pub fn invoice_is_summed(draft: &mut Draft) {
    let was_issued = draft
        .old
        .as_ref()
        .is_some_and(|old| old.value(&draft.module, fields::STAGE.name()).as_text() != "draft");
    if !was_issued {
        let day = tax_day(draft);
        positions_are_summed(draft, day);
        draft.put(&fields::PAYABLE, draft.get(&fields::TOTAL));
    }
}

/// The day of payment and that of cash discount follow the date of the invoice.
pub fn due_date_follows_terms(draft: &mut Draft) {
    if draft.old.is_some() && is_issued(draft) && draft.get(&fields::DUE_ON).is_some() {
        return;
    }
    let from = draft.get(&fields::INVOICE_DATE).unwrap_or(draft.when.day);
    let after = |days: Option<Decimal>| {
        let days = days.and_then(|days| i64::try_from(days.trunc().mantissa()).ok())?;
        (0..=3_650).contains(&days).then(|| Date::from_days(from.days() + days))
    };
    let (due, early) = (draft.get(&fields::DUE_DAYS), draft.get(&fields::CASH_DISCOUNT_DAYS));
    draft.put(&fields::DUE_ON, after(due));
    let has_discount = draft.get(&fields::CASH_DISCOUNT_RATE).is_some();
    draft.put(&fields::CASH_DISCOUNT_ON, after(early).filter(|_| has_discount));
}

/// What is open is what is to be paid less what was paid; a draft owes nothing.
pub fn open_is_what_is_not_paid(draft: &mut Draft) {
    let currency = currency(draft);
    let stage = draft.get(&fields::STAGE).unwrap_or_default();
    if stage == "draft" || stage == "cancelled" {
        draft.put(&fields::OPEN_AMOUNT, None);
        return;
    }
    let payable = draft.get(&fields::PAYABLE).map_or(Decimal::ZERO, |money| money.amount);
    let paid = draft.get(&fields::PAID_AMOUNT).map_or(Decimal::ZERO, |money| money.amount);
    draft.put(&fields::OPEN_AMOUNT, Some(Money { amount: payable - paid, currency }));
}
