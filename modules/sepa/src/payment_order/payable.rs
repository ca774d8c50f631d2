//! What a document says about being paid or collected.

use catalog::Module;
use kernel::{Address, Currency, Date, Decimal, Link, Money, Result, Value};
use records::{Record, Work};

use crate::bank;

/// Why documents are read whoever orders.
pub const WHY: &str = "what is ordered is what is open";

/// A document that may be paid or collected.
#[derive(Clone, Debug)]
pub struct Payable {
    /// The document.
    pub document: Link,
    /// The other side: an organisation or a supplier.
    pub party: Option<Link>,
    /// Which company pays or collects.
    pub company: Option<Link>,
    /// Our number, which comes back on statements.
    pub number: String,
    /// What the other side recognises it by.
    pub purpose: String,
    /// Who is paid, as far as the document says so.
    pub name: String,
    /// The account that is paid, as far as the document says so.
    pub iban: String,
    /// Its bank.
    pub bic: String,
    /// Where the other side is.
    pub address: Address,
    /// What is open; nothing when nothing is owed.
    pub open: Option<Money>,
    /// Reference of the mandate that was announced.
    pub mandate_reference: String,
    due_on: Option<Date>,
    early_until: Option<Date>,
    early: [Value; 3],
}

const EARLY: [&str; 3] = ["open_amount", "cash_discount_on", "cash_discount_rate"];

impl Payable {
    /// A document, held until the transaction ends; one in the bin is none.
    ///
    /// # Errors
    /// When the database fails.
    pub fn held(work: &mut Work<'_, '_>, document: &Link) -> Result<Option<Self>> {
        let Ok(module) = work.cx.engine.system(WHY).module(&document.module) else {
            return Ok(None);
        };
        let held = work.hold(document, WHY)?;
        let held = held.filter(|record| record.trashed_at.is_none());
        Ok(held.map(|record| Payable::of(&module, &record)))
    }

    /// What a stored document says.
    #[must_use]
    pub fn of(module: &Module, record: &Record) -> Self {
        let value = |name: &str| record.value(module, name);
        let text = |name: &str| value(name).as_text().trim().to_owned();
        let first = |names: &[&str]| {
            names.iter().map(|name| text(name)).find(|text| !text.is_empty()).unwrap_or_default()
        };
        let link =
            |name: &str| if let Value::Link(l) = value(name) { Some(l.clone()) } else { None };
        let day = |name: &str| if let Value::Date(day) = value(name) { Some(*day) } else { None };
        let address = |name: &str| match value(name) {
            Value::Address(address) => Some(address.clone()),
            _ => None,
        };
        Payable {
            document: Link::new(&module.code, record.id),
            party: link("account").or(link("vendor")),
            company: link("company"),
            number: text("number"),
            purpose: first(&["payment_reference", "vendor_number", "number"]),
            name: first(&["account_holder", "seller_name"]),
            iban: bank::compact(&text("iban")),
            bic: bank::compact(&text("bic")),
            address: address("seller_address").or(address("address")).unwrap_or_default(),
            open: if let Value::Money(open) = value("open_amount") { Some(*open) } else { None },
            mandate_reference: text("mandate_reference"),
            due_on: day("due_on"),
            early_until: day("cash_discount_on"),
            early: EARLY.map(|name| value(name).clone()),
        }
    }

    /// What is open in euros, and more than nothing.
    #[must_use]
    pub fn owed(&self) -> Option<Decimal> {
        let open = self.open.filter(|open| open.currency == Currency::EUR)?.amount;
        Some(open).filter(|open| Decimal::ZERO < *open)
    }

    /// What may be taken off when it is paid on a day.
    #[must_use]
    pub fn discount(&self, day: Date) -> Decimal {
        let value = |name: &str| {
            let at = EARLY.iter().position(|known| *known == name);
            at.map(|at| self.early[at].clone()).unwrap_or_default()
        };
        billing::payment::early(value, day)
    }

    /// The first day on which it may be collected: the last one with cash discount, where there is
    /// one, else the one on which it is due.
    #[must_use]
    pub fn collected_from(&self) -> Option<Date> {
        self.early_until.or(self.due_on)
    }

    /// Whether it is to be paid by a day: it is due, or its cash discount ends.
    #[must_use]
    pub fn is_due(&self, (today, until): (Date, Date)) -> bool {
        let is_early = self.early_until.is_some_and(|day| today <= day && day <= until);
        is_early || self.due_on.is_none_or(|day| day <= until)
    }
}
