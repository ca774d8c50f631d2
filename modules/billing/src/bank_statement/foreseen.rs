//! Payments that the house booked before the bank told of them, such as those of an order.

use std::collections::BTreeSet;

use catalog::filter::quoted;
use kernel::{Currency, Date, Decimal, Line, Link, Money, RecordId, Result, Value};
use records::Work;

use crate::bank_entry::fields as entry;
use crate::payment::fields as payment;

/// Days by which the bank and the house may differ.
const DAYS: i64 = 7;
/// Accounts that are looked for at once.
const PORTION: usize = 200;
/// Payments at most that are looked through.
const MOST: usize = 20_000;

/// A booked payment that no entry stands for yet.
struct Booked {
    id: RecordId,
    iban: String,
    amount: Money,
    paid_on: Date,
}

/// Booked payments that no entry stands for yet.
pub struct Foreseen(Vec<Booked>);

impl Foreseen {
    /// Those of the accounts that entries name, as far as the actor reaches them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of(work: &mut Work<'_, '_>, lines: &[Line]) -> Result<Self> {
        let module = work.cx.module("payment")?;
        let ibans = lines.iter().map(|line| line.cell(entry::IBAN.name()).as_text());
        let ibans: BTreeSet<&str> = ibans.filter(|iban| !iban.is_empty()).collect();
        let ibans: Vec<String> = ibans.into_iter().map(quoted).collect();
        let mut booked = Vec::new();
        for some in ibans.chunks(PORTION) {
            let ibans = some.join(", ");
            let filter =
                format!(r#"iban in ({ibans}) and stage = "booked" and fingerprint is empty"#);
            for record in work.found(work.cx, ("payment", &filter), MOST)? {
                let value = |name: &str| record.value(&module, name);
                let (Value::Money(amount), Value::Date(paid_on)) =
                    (value(payment::AMOUNT.name()), value(payment::PAID_ON.name()))
                else {
                    continue;
                };
                let iban = value(payment::IBAN.name()).as_text().to_owned();
                booked.push(Booked { id: record.id, iban, amount: *amount, paid_on: *paid_on });
            }
        }
        booked.sort_by_key(|one| (one.paid_on, one.id));
        Ok(Foreseen(booked))
    }

    /// The payment that an entry stands for: the same account and amount within some days. It knows
    /// its entry from then on, and no other entry stands for it.
    ///
    /// # Errors
    /// When it cannot be changed.
    pub fn take(
        &mut self,
        work: &mut Work<'_, '_>,
        (line, currency): (&Line, Currency),
    ) -> Result<Option<RecordId>> {
        let iban = line.cell(entry::IBAN.name()).as_text();
        let amount: Option<Decimal> = entry::AMOUNT.of(line);
        let day = entry::VALUED_ON.of(line).or(entry::BOOKED_ON.of(line));
        let is_it = |one: &Booked| {
            let is_near = day.is_some_and(|day| (day.days() - one.paid_on.days()).abs() <= DAYS);
            let is_same = Some(one.amount.amount) == amount && one.amount.currency == currency;
            one.iban == iban && is_same && is_near
        };
        let Some(at) = self.0.iter().position(is_it) else { return Ok(None) };
        let id = self.0.remove(at).id;
        let why = "a statement knows what was booked before";
        let held = work.hold(&Link::new("payment", id), why)?;
        let Some(record) = held else { return Ok(None) };
        let module = work.cx.module("payment")?;
        let mut draft = work.held(&module, record);
        draft.put(&payment::FINGERPRINT, entry::FINGERPRINT.of(line));
        work.amend(draft, "recognised")?;
        Ok(Some(id))
    }
}
