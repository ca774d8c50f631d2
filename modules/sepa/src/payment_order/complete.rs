//! Lines of an order follow the documents that they name.

use banking::identifier::Iban;
use banking::order::{Spelling, next_target_day, spell};
use kernel::{Date, Decimal, Error, Line, Link, Result, Value};
use records::{Draft, Event, Work};

use super::fields;
use super::payable::{Payable, WHY};
use super::rules::is_debit;
use crate::mandate::{self, Standing};
use crate::ordered_payment::fields as cells;

/// Completes the lines of an order that somebody saved by hand.
///
/// # Errors
/// When the database fails.
pub fn lines_are_completed(work: &mut Work<'_, '_>, event: &Event) -> Result<()> {
    let is_saved = event.name.ends_with(".created") || event.name.ends_with(".updated");
    if event.module != "payment_order" || !is_saved {
        return Ok(());
    }
    let module = work.cx.engine.system(WHY).module("payment_order")?;
    let Some(record) = work.hold(&Link::new("payment_order", event.record), WHY)? else {
        return Ok(());
    };
    let mut order = work.held(&module, record);
    if order.get(&fields::STAGE).as_deref() != Some("draft") {
        return Ok(());
    }
    complete(work, &mut order)?;
    match order.changed().is_empty() {
        true => Ok(()),
        false => work.amend(order, "updated").map(drop),
    }
}

/// Fills what follows from the documents of an order that is a draft.
///
/// # Errors
/// When the database fails.
pub fn complete(work: &mut Work<'_, '_>, order: &mut Draft) -> Result<()> {
    let Some(frame) = Frame::of(order) else { return Ok(()) };
    let mut lines = order.value(fields::LINES.name()).lines().to_vec();
    for line in &mut lines {
        let Some(document) = cells::DOCUMENT.of(line) else { continue };
        if let Some(payable) = Payable::held(work, &document)? {
            frame.fill(work, line, &payable)?;
        }
    }
    order.set(fields::LINES.name(), Value::of_lines(lines));
    Ok(())
}

/// A line for a document.
///
/// # Errors
/// When the database fails.
pub fn line(work: &mut Work<'_, '_>, order: &Draft, payable: &Payable) -> Result<Line> {
    let frame = Frame::of(order).ok_or_else(|| Error::internal("an order has a day"))?;
    let mut line = Line::of("ordered_payment");
    cells::DOCUMENT.fill(&mut line, Some(payable.document.clone()));
    frame.fill(work, &mut line, payable)?;
    Ok(line)
}

/// What all lines of an order share.
struct Frame {
    is_debit: bool,
    execute_on: Date,
    company: Link,
}

impl Frame {
    fn of(order: &Draft) -> Option<Self> {
        let (execute_on, company) = (order.get(&fields::EXECUTE_ON)?, order.get(&fields::COMPANY)?);
        Some(Frame { is_debit: is_debit(order), execute_on, company })
    }

    fn fill(&self, work: &mut Work<'_, '_>, line: &mut Line, payable: &Payable) -> Result<()> {
        let id = end_to_end_id(payable);
        // Another document was chosen: what was filled for the one before is not its.
        if cells::END_TO_END_ID.of(line).is_some_and(|known| known != id) {
            for cell in ["name", "iban", "bic", "mandate", "purpose", "discount", "amount"] {
                line.set(cell, Value::Empty);
            }
        }
        cells::END_TO_END_ID.fill(line, Some(id));
        let day = match payable.collected_from() {
            Some(from) if self.is_debit => next_target_day(self.execute_on.max(from)),
            _ => self.execute_on,
        };
        cells::DUE_ON.fill(line, Some(day));
        if cells::AMOUNT.of(line).is_none()
            && let Some(open) = payable.owed()
        {
            let off = payable.discount(day);
            cells::DISCOUNT.fill(line, Some(off).filter(|off| !off.is_zero()));
            cells::AMOUNT.fill(line, Some(open - off));
        }
        let purpose = spell(&payable.purpose, Spelling::Plain);
        let_in(line, &cells::PURPOSE, &purpose.chars().take(140).collect::<String>());
        match self.is_debit {
            true => self.fill_debtor(work, line, (payable, day)),
            false => fill_payee(work, line, payable),
        }
    }

    /// Whoever is collected from, and from where, is what the mandate says.
    fn fill_debtor(
        &self,
        work: &mut Work<'_, '_>,
        line: &mut Line,
        (payable, day): (&Payable, Date),
    ) -> Result<()> {
        let mandate = match (cells::MANDATE.of(line), &payable.party) {
            (Some(link), _) => named(work, &link)?,
            (None, Some(account)) => {
                let of = (account, &self.company);
                mandate::of_account(work, of, (&payable.mandate_reference, day))?
            }
            (None, None) => None,
        };
        let Some(mandate) = mandate else { return Ok(()) };
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        cells::NAME.fill(line, text(&mandate.holder));
        cells::IBAN.fill(line, text(&mandate.iban));
        cells::BIC.fill(line, text(&mandate.bic));
        cells::MANDATE.fill(line, Some(mandate.link));
        Ok(())
    }
}

/// Whom credit is paid to is known from where they paid before.
fn fill_payee(work: &mut Work<'_, '_>, line: &mut Line, payable: &Payable) -> Result<()> {
    let_in(line, &cells::NAME, &payable.name);
    let_in(line, &cells::IBAN, &payable.iban);
    let_in(line, &cells::BIC, &payable.bic);
    let Some(party) = &payable.party else { return Ok(()) };
    let module = work.cx.engine.system(WHY).module(&party.module)?;
    if let Some(record) = work.hold(party, WHY)? {
        let_in(line, &cells::NAME, record.value(&module, "name").as_text());
        // A supplier is paid where the invoice says, else where it is paid as a rule.
        if cells::IBAN.of(line).is_none() {
            let_in(line, &cells::IBAN, record.value(&module, "iban").as_text());
            let_in(line, &cells::BIC, record.value(&module, "bic").as_text());
        }
    }
    if cells::IBAN.of(line).is_none() {
        let iban = paid_from(work, party)?;
        let_in(line, &cells::IBAN, &iban);
    }
    Ok(())
}

/// The account from which an organisation last paid; empty when none is known.
fn paid_from(work: &mut Work<'_, '_>, party: &Link) -> Result<String> {
    let Ok(module) = work.cx.engine.system(WHY).module("payment") else {
        return Ok(String::new());
    };
    let filter = format!(
        r#"account = "{}" and iban is not empty and stage = "booked" and amount > 0"#,
        party.id
    );
    let all = work.all("payment", &filter, WHY)?;
    let day = |record: &records::Record| match record.value(&module, "paid_on") {
        Value::Date(day) => Some(*day),
        _ => None,
    };
    let last = all.iter().max_by_key(|record| day(record));
    let iban = last.map(|record| record.value(&module, "iban").as_text().to_owned());
    Ok(iban.filter(|iban| Iban::parse(iban).is_ok()).unwrap_or_default())
}

/// A mandate that a line names.
///
/// # Errors
/// When the database fails.
pub fn named(work: &mut Work<'_, '_>, link: &Link) -> Result<Option<Standing>> {
    let Ok(module) = work.cx.engine.system(mandate::WHY).module("mandate") else {
        return Ok(None);
    };
    let held = work.hold(link, mandate::WHY)?;
    Ok(held.map(|record| Standing::of(&module, &record)))
}

/// Fills a cell that holds nothing.
fn let_in(line: &mut Line, cell: &records::Field<String>, text: &str) {
    if cell.of(line).is_none() && !text.is_empty() {
        cell.fill(line, Some(text.to_owned()));
    }
}

/// Our number of a document as banks carry it (EPC230-15, 6.2).
fn end_to_end_id(payable: &Payable) -> String {
    let plain = spell(&payable.number, Spelling::Plain).replace(['/', ' '], "-");
    plain.chars().take(35).collect()
}

/// What a line pays, with what it takes off.
#[must_use]
pub fn settles(line: &Line) -> Decimal {
    let off = cells::DISCOUNT.of(line).unwrap_or_default();
    cells::AMOUNT.of(line).unwrap_or_default() + off
}
