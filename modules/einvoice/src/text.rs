//! Numbers, days and terms as both syntaxes write them.

use kernel::{Date, Decimal, parse_decimal};

use crate::arithmetic::{cents, places};
use crate::model::{CashDiscount, Note, Terms};

/// An amount with two places.
pub fn amount(number: Decimal) -> String {
    let rounded = cents(number);
    if rounded.is_zero() { "0.00".to_owned() } else { format!("{rounded:.2}") }
}

/// A quantity, price or rate without needless zeros.
pub fn number(number: Decimal) -> String {
    if number.is_zero() { "0".to_owned() } else { number.normalize().to_string() }
}

/// A day as UN/EDIFACT 2379 format 102 writes it.
pub fn compact(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{year:04}{month:02}{day:02}")
}

/// Reads format 102.
pub fn parse_compact(text: &str) -> Option<Date> {
    let text = text.trim();
    let is_plain = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| {
        Date::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?)
    })?
}

/// BT-20: the words first, then one line for each cash discount as BR-DE-18 asks, each with a
/// line break behind it.
pub fn terms(terms: &Terms) -> Option<String> {
    if terms.is_empty() {
        return None;
    }
    let mut text = terms.text.clone().unwrap_or_default();
    if !text.is_empty() && !terms.discounts.is_empty() {
        text.push('\n');
    }
    for discount in &terms.discounts {
        let CashDiscount { days, percent, base } = discount;
        let base = base.map(|base| format!("#BASISBETRAG={}", amount(base)));
        text += &format!(
            "#SKONTO#TAGE={days}#PROZENT={}{}#\n",
            amount(*percent),
            base.unwrap_or_default()
        );
    }
    Some(text)
}

/// Takes BT-20 apart; lines that only look like a cash discount stay words.
pub fn parse_terms(text: Option<&str>) -> Terms {
    let mut terms = Terms::default();
    let mut words = Vec::new();
    for line in text.unwrap_or_default().lines() {
        match discount(line.trim()) {
            Some(discount) => terms.discounts.push(discount),
            None => words.push(line),
        }
    }
    let words = words.join("\n");
    terms.text = Some(words.trim()).filter(|words| !words.is_empty()).map(str::to_owned);
    terms
}

fn discount(line: &str) -> Option<CashDiscount> {
    let inner = line.strip_prefix("#SKONTO#TAGE=")?.strip_suffix('#')?;
    let mut parts = inner.split('#');
    let days = parts.next()?;
    let days = days.bytes().all(|byte| byte.is_ascii_digit()).then(|| days.parse().ok())??;
    let percent = two_places(parts.next()?.strip_prefix("PROZENT=")?)?;
    let base = match parts.next() {
        Some(part) => Some(two_places(part.strip_prefix("BASISBETRAG=")?)?),
        None => None,
    };
    parts.next().is_none().then_some(CashDiscount { days, percent, base })
}

fn two_places(text: &str) -> Option<Decimal> {
    let (_, fraction) = text.split_once('.')?;
    (fraction.len() == 2).then(|| bounded(text))?
}

/// The largest number that a document may have, more than any real one.
const LARGEST: i64 = 1_000_000_000_000_000;
/// Places behind the point beyond which numbers are rounded.
const PLACES: u32 = 12;

/// Reads a number of a size that sums can hold.
pub fn bounded(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    if 64 < text.len() {
        return None;
    }
    let number = parse_decimal(text)?;
    is_bounded(number).then(|| places(number, PLACES).normalize())
}

/// Whether a number is of a size that sums can hold.
pub fn is_bounded(number: Decimal) -> bool {
    number.abs() <= Decimal::from(LARGEST)
}

/// A note with its subject in front, as UBL writes it.
pub fn note(note: &Note) -> String {
    match &note.subject {
        Some(subject) => format!("#{subject}#{}", note.text),
        None => note.text.clone(),
    }
}

/// Takes a subject of three letters off a note.
pub fn parse_note(text: &str) -> Note {
    let parts = text.strip_prefix('#').and_then(|rest| rest.split_once('#'));
    let is_subject = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    match parts {
        Some((subject, text)) if is_subject(subject) => {
            Note { subject: Some(subject.to_owned()), text: text.trim().to_owned() }
        }
        _ => Note { subject: None, text: text.to_owned() },
    }
}
