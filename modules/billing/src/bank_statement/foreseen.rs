//! Payments that the house booked before the bank told of them, such as those of an order.

use std::collections::{BTreeMap, BTreeSet};

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
    batch: String,
    amount: Money,
    paid_on: Date,
}

impl Booked {
    /// Tells whether an entry may stand for it by its day and currency.
    fn is_near(&self, line: &Line, currency: Currency) -> bool {
        let day = entry::VALUED_ON.of(line).or(entry::BOOKED_ON.of(line));
        let is_near = day.is_some_and(|day| (day.days() - self.paid_on.days()).abs() <= DAYS);
        is_near && self.amount.currency == currency
    }
}

/// Booked payments that no entry stands for yet.
pub struct Foreseen(Vec<Booked>);

/// What an entry stands for.
pub struct Recognised {
    /// The payment, or the first of a batch.
    pub payment: RecordId,
    /// What the file called the batch, where the bank booked one as a whole.
    pub batch: Option<String>,
}

impl Foreseen {
    /// Those of the accounts that entries name, and those of batches where an entry names none, as
    /// far as the actor reaches them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of(work: &mut Work<'_, '_>, lines: &[Line]) -> Result<Self> {
        let ibans = lines.iter().map(|line| line.cell(entry::IBAN.name()).as_text());
        let ibans: BTreeSet<&str> = ibans.filter(|iban| !iban.is_empty()).collect();
        let ibans: Vec<String> = ibans.into_iter().map(quoted).collect();
        let mut booked = Vec::new();
        for some in ibans.chunks(PORTION) {
            booked.extend(found(work, &format!("iban in ({})", some.join(", ")))?);
        }
        if lines.iter().any(names_nobody) {
            let known: BTreeSet<RecordId> = booked.iter().map(|one| one.id).collect();
            let days = lines.iter().filter_map(|line| entry::BOOKED_ON.of(line)).min();
            let from = days.unwrap_or(Date::from_days(0)).plus_days(-2 * DAYS);
            let batches = found(work, &format!(r#"batch is not empty and paid_on >= "{from}""#))?;
            booked.extend(batches.into_iter().filter(|one| !known.contains(&one.id)));
        }
        booked.sort_by_key(|one| (one.paid_on, one.id));
        Ok(Foreseen(booked))
    }

    /// The payment that an entry stands for: the same account and amount within some days. It knows
    /// its entry from then on, and no other entry stands for it.
    ///
    /// An entry that names nobody stands for a batch that comes to as much: the one it names, or
    /// the only one there is.
    ///
    /// # Errors
    /// When it cannot be changed.
    pub fn take(
        &mut self,
        work: &mut Work<'_, '_>,
        (line, currency): (&Line, Currency),
    ) -> Result<Option<Recognised>> {
        let print = line.cell(entry::FINGERPRINT.name()).as_text();
        if names_nobody(line) {
            let Some(batch) = self.batch(line, currency) else { return Ok(None) };
            let (taken, left): (Vec<_>, Vec<_>) =
                std::mem::take(&mut self.0).into_iter().partition(|one| one.batch == batch);
            self.0 = left;
            for (at, one) in taken.iter().enumerate() {
                // Prints are unique; that of the entry leads to the first.
                let own = if at == 0 { print.to_owned() } else { format!("{print}/{at}") };
                recognise(work, one.id, own)?;
            }
            let first = taken.first().map(|one| one.id);
            return Ok(first.map(|payment| Recognised { payment, batch: Some(batch) }));
        }
        let iban = line.cell(entry::IBAN.name()).as_text();
        let amount: Option<Decimal> = entry::AMOUNT.of(line);
        let is_it = |one: &Booked| {
            one.iban == iban && Some(one.amount.amount) == amount && one.is_near(line, currency)
        };
        let Some(at) = self.0.iter().position(is_it) else { return Ok(None) };
        let payment = self.0.remove(at).id;
        recognise(work, payment, print.to_owned())?;
        Ok(Some(Recognised { payment, batch: None }))
    }

    fn batch(&self, line: &Line, currency: Currency) -> Option<String> {
        let mut sums: BTreeMap<&str, Decimal> = BTreeMap::new();
        let of_batch = |one: &&Booked| !one.batch.is_empty() && one.is_near(line, currency);
        for one in self.0.iter().filter(of_batch) {
            *sums.entry(&one.batch).or_default() += one.amount.amount;
        }
        let amount: Decimal = entry::AMOUNT.of(line)?;
        sums.retain(|_, sum| *sum == amount);
        let references = line.cell(entry::REFERENCES.name()).as_text();
        let named = sums.keys().find(|batch| references.split(' ').any(|said| said == **batch));
        let only = sums.keys().next().filter(|_| sums.len() == 1);
        named.or(only).map(|batch| (*batch).to_owned())
    }
}

/// Tells whether an entry names no account on the other side, as those of batches do.
fn names_nobody(line: &Line) -> bool {
    line.cell(entry::IBAN.name()).as_text().is_empty()
}

/// Payments that are booked and known from no statement.
fn found(work: &mut Work<'_, '_>, more: &str) -> Result<Vec<Booked>> {
    let module = work.cx.module("payment")?;
    let filter = format!(r#"{more} and stage = "booked" and fingerprint is empty"#);
    let mut booked = Vec::new();
    for record in work.found(work.cx, ("payment", &filter), MOST)? {
        let value = |name: &str| record.value(&module, name);
        let text = |name: &str| value(name).as_text().to_owned();
        let (Value::Money(amount), Value::Date(paid_on)) =
            (value(payment::AMOUNT.name()), value(payment::PAID_ON.name()))
        else {
            continue;
        };
        let (iban, batch) = (text(payment::IBAN.name()), text(payment::BATCH.name()));
        booked.push(Booked { id: record.id, iban, batch, amount: *amount, paid_on: *paid_on });
    }
    Ok(booked)
}

fn recognise(work: &mut Work<'_, '_>, id: RecordId, print: String) -> Result<()> {
    let why = "a statement knows what was booked before";
    let Some(record) = work.hold(&Link::new("payment", id), why)? else { return Ok(()) };
    let module = work.cx.module("payment")?;
    let mut draft = work.held(&module, record);
    draft.put(&payment::FINGERPRINT, Some(print));
    work.amend(draft, "recognised").map(drop)
}
