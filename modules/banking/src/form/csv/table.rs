//! From rows to a statement.

use kernel::{Currency, Decimal};

use super::column::{Column, Mapping, key, places};
use super::row::{Row, Rows};
use super::value::{amount, day};
use crate::identifier::Iban;
use crate::statement::{
    Balance, Details, Entry, Fault, MOST_ENTRIES, ReadError, Statement, purpose, shown,
};

/// Rows among which the headings are looked for; banks write a few lines above them.
const HEAD: usize = 40;

/// Reads a table by what its headings say, or by what somebody says of them.
pub fn read(text: &str, mapping: Option<&Mapping>) -> Result<Statement, ReadError> {
    let given = mapping.and_then(|mapping| mapping.separator);
    let separators = given.map_or_else(|| vec![';', ',', '\t'], |separator| vec![separator]);
    for separator in separators {
        let mut head = Vec::new();
        let mut rows = Rows::new(text, separator);
        for row in rows.by_ref().take(HEAD) {
            if let Some(places) = places(&row.cells, mapping) {
                let table = Table { places, headings: row.cells };
                return table.read(&head, rows);
            }
            head.push(row);
        }
    }
    Err(if mapping.is_some() { Fault::Missing } else { Fault::UnknownForm }.at(1, ""))
}

struct Table {
    places: Vec<(Column, usize)>,
    headings: Vec<String>,
}

impl Table {
    fn read(&self, head: &[Row], rows: Rows<'_>) -> Result<Statement, ReadError> {
        let mut statement = Statement::empty(self.currency_of_headings());
        read_head(&mut statement, head);
        for row in rows {
            if MOST_ENTRIES <= statement.entries.len() {
                return Err(Fault::TooMany.at(row.line, ""));
            }
            self.take(&mut statement, &row)?;
        }
        take_balances(&mut statement);
        Ok(statement)
    }

    fn cell<'r>(&self, row: &'r Row, column: Column) -> &'r str {
        let place = self.places.iter().find(|(found, _)| *found == column);
        place.and_then(|(_, at)| row.cells.get(*at)).map_or("", String::as_str)
    }

    fn fault(&self, row: &Row, column: Column, fault: Fault) -> ReadError {
        let place = self.places.iter().find(|(found, _)| *found == column);
        let heading = place.and_then(|(_, at)| self.headings.get(*at));
        fault.at(row.line, &shown(heading.map_or("", String::as_str)))
    }

    // `Betrag (EUR)`, `Umsatz in CHF`.
    fn currency_of_headings(&self) -> Currency {
        let place = self.places.iter().find(|(column, _)| *column == Column::Amount);
        let heading = place.map_or("", |(_, at)| self.headings[*at].as_str());
        let mut words = heading.split(|c: char| !c.is_ascii_uppercase());
        words.find_map(Currency::parse).unwrap_or(Currency::EUR)
    }

    fn take(&self, statement: &mut Statement, row: &Row) -> Result<(), ReadError> {
        let first = row.cells.first().map_or("", String::as_str);
        if key(first).starts_with(&key("Alter Kontostand")) {
            statement.opening = row.cells.iter().find_map(|cell| balance(cell));
            return Ok(());
        }
        let status = kernel::fold(self.cell(row, Column::Status));
        let booked = self.cell(row, Column::BookedOn);
        let is_pending = ["vorgemerkt", "pending"].iter().any(|word| status.contains(word))
            || kernel::fold(booked) == "offen";
        if is_pending {
            statement.n_pending += 1;
            return Ok(());
        }
        let account = self.cell(row, Column::Account);
        if statement.account.is_empty() {
            statement.account = account.replace(' ', "");
        }
        if let Some(currency) = self.currency(row)? {
            statement.currency = currency;
        }
        let entry = self.entry(row)?;
        statement.entries.push(entry);
        Ok(())
    }

    fn currency(&self, row: &Row) -> Result<Option<Currency>, ReadError> {
        let text = match self.cell(row, Column::Currency) {
            "" => return Ok(None),
            "€" => "EUR",
            text => text,
        };
        let fault = || self.fault(row, Column::Currency, Fault::Currency(shown(text)));
        Currency::parse(text).map(Some).ok_or_else(fault)
    }

    fn entry(&self, row: &Row) -> Result<Entry, ReadError> {
        let booked = self.cell(row, Column::BookedOn);
        let fault = || self.fault(row, Column::BookedOn, Fault::Date(shown(booked)));
        let booked_on = day(booked).ok_or_else(fault)?;
        let amount = self.amount(row)?;
        Ok(Entry {
            amount,
            booked_on,
            valued_on: day(self.cell(row, Column::ValuedOn)),
            details: self.details(row, amount),
            transaction_code: String::new(),
            booking_text: self.cell(row, Column::BookingText).to_owned(),
            bank_reference: String::new(),
            is_reversal: false,
            parts: Vec::new(),
            balance_after: self::amount(self.cell(row, Column::Balance)),
            line: row.line,
        })
    }

    fn amount(&self, row: &Row) -> Result<Decimal, ReadError> {
        let read = |column: Column| match self.cell(row, column) {
            "" => Ok(None),
            text => {
                let fault = || self.fault(row, column, Fault::Amount(shown(text)));
                amount(text).map(Some).ok_or_else(fault)
            }
        };
        if let Some(amount) = read(Column::Amount)? {
            return Ok(amount);
        }
        // Some banks write what went out with a minus besides.
        match (read(Column::Debit)?, read(Column::Credit)?) {
            (Some(debit), None) => Ok(-debit.abs()),
            (None, Some(credit)) => Ok(credit),
            (Some(debit), Some(credit)) => Ok(credit - debit.abs()),
            (None, None) => Err(self.fault(row, Column::Amount, Fault::Missing)),
        }
    }

    fn details(&self, row: &Row, amount: Decimal) -> Details {
        let text = |column| self.cell(row, column).to_owned();
        let mut details = Details::default();
        details.counterpart.name = text(Column::Name);
        details.counterpart.iban = text(Column::Iban).replace(' ', "");
        details.counterpart.bic = text(Column::Bic);
        let side = if Decimal::ZERO < amount { Column::Payer } else { Column::Payee };
        if details.counterpart.name.is_empty() {
            details.counterpart.name = text(side);
        }
        let told = match self.cell(row, Column::Purpose) {
            "" => self.cell(row, Column::BookingText),
            purpose => purpose,
        };
        purpose::fill(&mut details, told);
        fill_labelled(&mut details);
        let given = [
            (Column::EndToEndId, &mut details.end_to_end_id),
            (Column::MandateId, &mut details.mandate_id),
            (Column::CreditorId, &mut details.creditor_id),
        ];
        for (column, field) in given {
            if field.is_empty() {
                *field = purpose::reference(self.cell(row, column));
            }
        }
        details
    }
}

// Some banks write all into one cell, with labels: `Auftraggeber: A GmbH Buchungstext: RE-7`.
fn fill_labelled(details: &mut Details) {
    const LABELS: [&str; 6] =
        ["Auftraggeber:", "Empfänger:", "Kto/IBAN:", "BLZ/BIC:", "Buchungstext:", " Ref. "];
    let text = std::mem::take(&mut details.purpose);
    let mut begins: Vec<(usize, &str)> =
        LABELS.iter().filter_map(|label| Some((text.find(label)?, *label))).collect();
    begins.sort_unstable();
    if !begins.iter().any(|(_, label)| *label == "Buchungstext:") {
        details.purpose = text;
        return;
    }
    for (n, (at, label)) in begins.iter().enumerate() {
        let end = begins.get(n + 1).map_or(text.len(), |(next, _)| *next);
        let value = text[at + label.len()..end].trim().to_owned();
        match *label {
            "Auftraggeber:" | "Empfänger:" => details.counterpart.name = value,
            "Kto/IBAN:" => details.counterpart.iban = value,
            "BLZ/BIC:" => details.counterpart.bic = value,
            "Buchungstext:" => details.purpose = value,
            _ => {}
        }
    }
}

// Account and balance stand above the headings in some tables.
fn read_head(statement: &mut Statement, head: &[Row]) {
    for row in head {
        let iban = row.cells.iter().find_map(|cell| Iban::parse(cell).ok());
        if let (true, Some(iban)) = (statement.account.is_empty(), iban) {
            statement.account = iban.electronic().to_owned();
        }
        let label = row.cells.first().map(|cell| key(cell)).unwrap_or_default();
        let is_balance = ["Kontostand", "Neuer Kontostand", "Letzter Kontostand", "Saldo"]
            .iter()
            .any(|begin| label.starts_with(&key(begin)));
        if is_balance {
            let on = row.cells[0]
                .split_whitespace()
                .find_map(|word| day(word.trim_matches(|c: char| !c.is_ascii_digit())));
            let told = row.cells.iter().skip(1).find_map(|cell| balance(cell));
            statement.closing = told.map(|told| Balance { on, ..told });
        }
    }
}

fn balance(cell: &str) -> Option<Balance> {
    amount(cell).map(|amount| Balance { amount, on: None })
}

// Where every row tells what was there after it, the first and the last one tell the rest.
fn take_balances(statement: &mut Statement) {
    let (Some(first), Some(last)) = (statement.entries.first(), statement.entries.last()) else {
        return;
    };
    let is_turned = last.booked_on < first.booked_on
        || (last.booked_on == first.booked_on && is_newest_first(&statement.entries));
    let (oldest, newest) = if is_turned { (last, first) } else { (first, last) };
    let (Some(start), Some(end)) = (oldest.balance_after, newest.balance_after) else { return };
    let opening = Balance { amount: start - oldest.amount, on: Some(oldest.booked_on) };
    let closing = Balance { amount: end, on: Some(newest.booked_on) };
    statement.opening = Some(opening);
    statement.closing = Some(closing);
}

fn is_newest_first(entries: &[Entry]) -> bool {
    let follows = |before: &Entry, after: &Entry| {
        before.balance_after.map(|balance| balance + after.amount) == after.balance_after
    };
    entries.windows(2).all(|pair| follows(&pair[1], &pair[0]))
        && !entries.windows(2).all(|pair| follows(&pair[0], &pair[1]))
}
