//! An invoice that is not paid, as dunning sees it.

use catalog::Module;
use kernel::{Currency, Date, Decimal, Link, Value};
use records::Record;

use super::desk::is_stopped;
use super::level::whole;
use crate::invoice::fields;

/// An invoice that is not paid.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The invoice.
    pub invoice: Link,
    /// Its printed number.
    pub number: String,
    /// Its date.
    pub invoice_date: Option<Date>,
    /// The last day on which it was in time to pay.
    pub due_on: Date,
    /// What it came to.
    pub total: Decimal,
    /// What of it is open.
    pub open: Decimal,
    /// The currency of both.
    pub currency: Currency,
    /// The company that is owed.
    pub company: Link,
    /// The level it has reached, and the date of the letter that said so.
    pub reached: Option<(i64, Date)>,
    /// Fees that letters have asked so far.
    pub fees: Decimal,
    /// Interest that letters have asked, up to the date of the last one.
    pub interest: Option<Decimal>,
    /// The flat sum, once a letter has asked it.
    pub flat_sum: Decimal,
    /// Whether it is left in peace for the time being.
    pub is_stopped: bool,
}

impl Claim {
    /// What an invoice is owed for; none when nothing of it is open, or no day of payment is known.
    #[must_use]
    pub fn of(module: &Module, record: &Record, day: Date) -> Option<Self> {
        let value = |field: &str| record.value(module, field);
        let date =
            |field: &str| if let Value::Date(day) = value(field) { Some(*day) } else { None };
        let amount = |field: &str| match value(field) {
            Value::Money(money) => Some(money.amount),
            _ => None,
        };
        let Value::Money(open) = value(fields::OPEN_AMOUNT.name()) else { return None };
        let Value::Link(company) = value(fields::COMPANY.name()) else { return None };
        let stage = value(fields::STAGE.name()).as_text();
        let is_owed = ["issued", "partly_paid"].contains(&stage) && Decimal::ZERO < open.amount;
        let due_on =
            date(fields::DUE_ON.name()).filter(|_| is_owed && record.trashed_at.is_none())?;
        let level = whole(value(fields::DUNNING_LEVEL.name())).filter(|level| 0 < *level);
        Some(Claim {
            invoice: Link::new(&module.code, record.id),
            number: value(fields::NUMBER.name()).as_text().to_owned(),
            invoice_date: date(fields::INVOICE_DATE.name()),
            due_on,
            total: amount(fields::TOTAL.name()).unwrap_or_default(),
            open: open.amount,
            currency: open.currency,
            company: company.clone(),
            reached: level.zip(date(fields::DUNNED_ON.name())),
            fees: amount(fields::DUNNING_FEES.name()).unwrap_or_default(),
            interest: amount(fields::DUNNING_INTEREST.name()),
            flat_sum: amount(fields::FLAT_SUM.name()).unwrap_or_default(),
            is_stopped: is_stopped(module, record, day),
        })
    }
}
