//! From fields to statements.

use kernel::{Currency, Date, Decimal};

use super::field::{Field, fields};
use super::information::tell;
use crate::statement::{Balance, Details, Entry, Fault, MOST_ENTRIES, ReadError, Statement, shown};

/// Reads all messages of a file.
pub fn read(text: &str) -> Result<Vec<Statement>, ReadError> {
    let mut statements: Vec<Statement> = Vec::new();
    let (mut count, mut is_told) = (0, false);
    for field in fields(text) {
        if field.tag == "20" {
            statements.push(Statement::empty(Currency::EUR));
        }
        let Some(statement) = statements.last_mut() else {
            return Err(Fault::Missing.at(field.line, ":20:"));
        };
        match field.tag {
            "25" => statement.account = account(field.first()),
            "28" | "28C" => statement.number = field.first().to_owned(),
            "60F" | "60M" => {
                let (balance, currency) = balance(&field)?;
                statement.opening = Some(balance);
                statement.currency = currency;
            }
            "61" => {
                count += 1;
                if MOST_ENTRIES < count {
                    return Err(Fault::TooMany.at(field.line, ":61:"));
                }
                statement.entries.push(entry(&field)?);
            }
            "62F" | "62M" => statement.closing = Some(balance(&field)?.0),
            "86" if is_told => {
                if let Some(entry) = statement.entries.last_mut() {
                    tell(entry, &field.lines);
                }
            }
            _ => {}
        }
        // Only directly behind a booking does the field tell of it; at the end it is about all.
        is_told = field.tag == "61";
    }
    if statements.is_empty() {
        return Err(Fault::Missing.at(1, ":20:"));
    }
    Ok(statements)
}

// Some banks write the currency behind the number of the account.
fn account(text: &str) -> String {
    let currency = text.len().checked_sub(3).and_then(|at| text.get(at..));
    let is_behind =
        text.contains('/') && currency.is_some_and(|code| Currency::parse(code).is_some());
    if is_behind { text[..text.len() - 3].to_owned() } else { text.to_owned() }
}

/// `C261130EUR1234,56`.
fn balance(field: &Field<'_>) -> Result<(Balance, Currency), ReadError> {
    let place = format!(":{}:", field.tag);
    let text = field.first();
    let mark = text.get(..1).unwrap_or_default();
    let on = text.get(1..7).unwrap_or_default();
    let code = text.get(7..10).unwrap_or_default();
    let amount = decimal(text.get(10..).unwrap_or_default());
    let fault = |fault: Fault| fault.at(field.line, &place);
    let date = day(on).ok_or_else(|| fault(Fault::Date(shown(on))))?;
    let currency = Currency::parse(code).ok_or_else(|| fault(Fault::Currency(shown(code))))?;
    let amount = amount.ok_or_else(|| fault(Fault::Amount(shown(text))))?;
    let amount = match mark {
        "C" => amount,
        "D" => -amount,
        _ => return Err(fault(Fault::Mark(shown(mark)))),
    };
    Ok((Balance { amount, on: Some(date) }, currency))
}

/// `2611301130CR1234,56NTRFNONREF//BANKREF`.
fn entry(field: &Field<'_>) -> Result<Entry, ReadError> {
    let text = field.first();
    let fault = |fault: Fault| fault.at(field.line, ":61:");
    let on = text.get(..6).unwrap_or(text);
    let valued_on = day(on).ok_or_else(|| fault(Fault::Date(shown(on))))?;
    let mut rest = &text[6..];
    let mut booked_on = valued_on;
    if let Some(short) = rest.get(..4).filter(|short| is_digits(short)) {
        booked_on = near(valued_on, short).ok_or_else(|| fault(Fault::Date(shown(short))))?;
        rest = &rest[4..];
    }
    let (is_negative, is_reversal, after) =
        marked(rest).ok_or_else(|| fault(Fault::Mark(shown(rest))))?;
    let end = after.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(after.len());
    let (number, after) = after.split_at(end);
    let amount = decimal(number).ok_or_else(|| fault(Fault::Amount(shown(number))))?;
    let references = after.get(4..).unwrap_or_default();
    let bank = references.split_once("//").map_or("", |(_, bank)| bank.trim());
    Ok(Entry {
        amount: if is_negative { -amount } else { amount },
        booked_on,
        valued_on: Some(valued_on),
        details: Details::default(),
        transaction_code: after.get(..4).unwrap_or_default().to_owned(),
        booking_text: String::new(),
        bank_reference: if bank == "NONREF" { String::new() } else { bank.to_owned() },
        is_reversal,
        parts: Vec::new(),
        balance_after: None,
        line: field.line,
    })
}

// The mark, with `R` before it when a booking is taken back, and perhaps the third letter of the
// currency behind it.
fn marked(text: &str) -> Option<(bool, bool, &str)> {
    let (is_reversal, rest) = match text.strip_prefix('R') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (is_debit, rest) = match (rest.strip_prefix('D'), rest.strip_prefix('C')) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return None,
    };
    let rest = rest.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(rest);
    // What takes a debit back brings money in.
    Some((is_debit != is_reversal, is_reversal, rest))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

// `1234,56`, always with a comma, and digits before it.
fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (whole, places) = text.split_once(',')?;
    let is_number = is_digits(whole) && (places.is_empty() || is_digits(places));
    let places = if places.is_empty() { "0" } else { places };
    is_number.then(|| kernel::parse_decimal(&format!("{whole}.{places}")))?
}

// `261130`; years from 80 on are those of the last century.
fn day(text: &str) -> Option<Date> {
    if text.len() != 6 || !is_digits(text) {
        return None;
    }
    let part = |at: usize| text[at..at + 2].parse::<i8>().ok();
    let year = i16::from(part(0)?);
    let year = if year < 80 { 2000 + year } else { 1900 + year };
    Date::new(year, part(2)?, part(4)?)
}

// `1231` beside a value date in January belongs to the year before.
fn near(valued_on: Date, short: &str) -> Option<Date> {
    let (month, date) = (short[..2].parse().ok()?, short[2..].parse().ok()?);
    let (year, _, _) = valued_on.ymd();
    let around = [year - 1, year, year + 1].into_iter();
    let days = around.filter_map(|year| Date::new(year, month, date));
    days.min_by_key(|day| (day.days() - valued_on.days()).abs())
}
