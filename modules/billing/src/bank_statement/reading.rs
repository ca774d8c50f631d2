//! What a file of a bank says.

use std::collections::BTreeSet;

use banking::matching::Payment;
use banking::statement::{Entry, Statement};
use kernel::{Date, Decimal, Error, Line, Money, Result, Value};
use records::Input;

use super::fields;
use crate::bank_entry::fields as entry;

/// Entries at most of one file, each of which becomes a payment in the same transaction.
const MOST: usize = 2_000;

/// Reads what a statement is made of; several in one file become one.
///
/// # Errors
/// `Invalid` at `file`: no statement, an empty one, one in several currencies, too many entries.
pub fn read(bytes: &[u8]) -> Result<Input> {
    let statements = banking::statement::read(bytes).map_err(|wrong| {
        let mut problem = wrong.problem();
        problem.field = "file".into();
        Error::Invalid(vec![problem])
    })?;
    let all: Vec<Read> = statements.iter().flat_map(entries).collect();
    let wrong = |code: &str| Err(Error::invalid("file", code));
    let Some(currency) = statements.first().map(|statement| statement.currency) else {
        return wrong("statement_empty");
    };
    if all.is_empty() {
        return wrong("statement_empty");
    }
    if statements.iter().any(|statement| statement.currency != currency) {
        return wrong("statement_currencies");
    }
    if MOST < all.len() {
        return wrong("statement_too_long");
    }
    let money = |amount: Decimal| Value::Money(Money { amount, currency });
    let balance = |of: Option<banking::statement::Balance>| {
        of.map_or(Value::Empty, |balance| money(balance.amount))
    };
    let days = || all.iter().map(|read| read.entry.booked_on);
    let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
    let joined = |texts: BTreeSet<String>| {
        Value::text(&texts.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "))
    };
    let accounts =
        statements.iter().map(|one| one.iban().map_or(one.account.clone(), |iban| iban.printed()));
    let numbers = statements.iter().map(|one| one.number.clone());
    let (first, last) = (statements.first(), statements.last());
    Ok(Input::of([
        (fields::IBAN.name(), joined(accounts.collect())),
        (fields::STATEMENT_NUMBER.name(), joined(numbers.collect())),
        (fields::FROM.name(), day(days().min())),
        (fields::UNTIL.name(), day(days().max())),
        (fields::OPENING.name(), balance(first.and_then(|one| one.opening))),
        (fields::CLOSING.name(), balance(last.and_then(|one| one.closing))),
        (fields::ENTRIES.name(), Value::Decimal(Decimal::from(all.len()))),
        (fields::CURRENCY.name(), Value::text(currency.code())),
        (fields::LINES.name(), Value::of_lines(all.iter().map(line).collect())),
    ]))
}

/// One payment of a statement, with what its line keeps for those who place it.
struct Read<'s> {
    entry: &'s Entry,
    payment: Payment,
    fingerprint: String,
}

fn entries(statement: &Statement) -> Vec<Read<'_>> {
    let prints = statement.fingerprints();
    let entries = statement.entries.iter().zip(prints);
    let parts = entries.flat_map(|(entry, print)| {
        let payments = Payment::of(statement, entry);
        let is_one = payments.len() == 1;
        payments.into_iter().enumerate().map(move |(at, payment)| {
            let fingerprint = if is_one { print.clone() } else { format!("{print}-{at}") };
            Read { entry, payment, fingerprint }
        })
    });
    parts.collect()
}

fn line(read: &Read) -> Line {
    let text = |text: &str, most: usize| {
        Value::text(text.trim().chars().take(most).collect::<String>().trim())
    };
    let payment = &read.payment;
    Line::of("entry")
        .with(entry::COUNTERPART.name(), text(&payment.counterpart.name, 200))
        .with(entry::IBAN.name(), text(&payment.counterpart.iban, 34))
        .with(entry::PURPOSE.name(), text(&payment.purpose, 4_000))
        .with(entry::REFERENCES.name(), text(&payment.references.join(" "), 200))
        .with(entry::BOOKED_ON.name(), Value::Date(read.entry.booked_on))
        .with(entry::VALUED_ON.name(), Value::Date(payment.on))
        .with(entry::FINGERPRINT.name(), text(&read.fingerprint, 64))
        .with(entry::AMOUNT.name(), Value::Decimal(payment.amount))
}
