//! Numbers as people write them.

use std::cmp::Ordering;

use kernel::{Currency, Decimal, parse_decimal};

use crate::mapping::Words;
use crate::options::NumberStyle;

/// A number, and the currency that stood beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    pub amount: Decimal,
    pub currency: Option<Currency>,
    pub is_percent: bool,
}

/// Reads `1.234,50`, `1,234.50`, `1'234.50`, `€ 900`, `2,5 Mio`, `19 %`, `(12)`, `5-`.
pub fn read(cell: &str, style: NumberStyle) -> Option<Number> {
    let mut text = kernel::fold(cell.trim()).replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ");
    let is_percent = text.ends_with('%');
    if is_percent {
        text.pop();
    }
    let currency = take_word(&mut text, &Words::get().currency);
    let magnitude = take_word(&mut text, &Words::get().magnitude);
    let currency = currency.or_else(|| take_word(&mut text, &Words::get().currency));
    let (digits, is_negative) = sign(without_dash(text.trim()));
    let mut amount = parse_decimal(&plain(&digits, style)?)?;
    if let Some(power) = magnitude {
        amount = amount.checked_mul(power.parse().ok()?)?;
    }
    if is_negative {
        amount = -amount;
    }
    let currency = currency.and_then(|code| Currency::parse(&code));
    Some(Number { amount: amount.normalize(), currency, is_percent })
}

/// Takes a word off the beginning or the end of a number and tells what it means.
fn take_word(
    text: &mut String,
    lists: &std::collections::BTreeMap<String, Vec<String>>,
) -> Option<String> {
    let is_letter = |c: char| !c.is_ascii_digit() && !"+-,.'()’ ".contains(c) || c == '.';
    let trimmed = text.trim().to_owned();
    let head: String = trimmed.chars().take_while(|c| is_letter(*c)).collect();
    let tail: String = trimmed.chars().rev().take_while(|c| is_letter(*c)).collect();
    let tail: String = tail.chars().rev().collect();
    for (word, rest) in
        [(&head, &trimmed[head.len()..]), (&tail, &trimmed[..trimmed.len() - tail.len()])]
    {
        let code = lists.iter().find(|(_, words)| words.contains(word)).map(|(code, _)| code);
        if let Some(code) = code {
            *text = rest.trim().to_owned();
            return Some(code.clone());
        }
    }
    None
}

/// In `900,-` and `1'200.–` the dash stands for places that are nothing.
fn without_dash(text: &str) -> &str {
    let body = text.trim_end_matches(['-', '–', '—']);
    match body.strip_suffix([',', '.']) {
        Some(digits) if body.len() < text.len() => digits,
        _ => text,
    }
}

/// The sign may stand before, behind, or be brackets.
fn sign(text: &str) -> (String, bool) {
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (inner.trim().to_owned(), true);
    }
    for minus in ['-', '−'] {
        if let Some(rest) = text.strip_prefix(minus).or_else(|| text.strip_suffix(minus)) {
            return (rest.trim().to_owned(), true);
        }
    }
    (text.strip_prefix('+').unwrap_or(text).trim().to_owned(), false)
}

/// A number with a point before its places and nothing between its groups.
fn plain(digits: &str, style: NumberStyle) -> Option<String> {
    if !digits.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let sign = places_sign(digits).unwrap_or(match style {
        NumberStyle::Comma => ',',
        NumberStyle::Point => '.',
    });
    let (whole, places) = match digits.rsplit_once(sign) {
        Some((whole, places)) => (whole, places),
        None => (digits, ""),
    };
    let group = if sign == ',' { '.' } else { ',' };
    let whole = ungrouped(whole, group)?;
    let digits_only = places.bytes().all(|b| b.is_ascii_digit());
    let amount = if places.is_empty() { whole } else { format!("{whole}.{places}") };
    digits_only.then_some(amount)
}

/// Takes away the signs between groups of three digits; other groups are no number.
fn ungrouped(whole: &str, group: char) -> Option<String> {
    let sign = [group, '\'', '’', ' '].into_iter().find(|sign| whole.contains(*sign));
    let Some(sign) = sign else {
        let fits = whole.bytes().all(|b| b.is_ascii_digit());
        return fits.then(|| if whole.is_empty() { "0".into() } else { whole.to_owned() });
    };
    let groups: Vec<&str> = whole.split(sign).collect();
    let (first, others) = groups.split_first()?;
    let fits = (1..=3).contains(&first.len())
        && others.iter().all(|group| group.len() == 3)
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    fits.then(|| groups.concat())
}

/// The sign before the places, where the number itself shows it.
fn places_sign(digits: &str) -> Option<char> {
    let (commas, points) = (digits.matches(',').count(), digits.matches('.').count());
    match (commas, points) {
        (0, 0) => None,
        (0, 2..) => Some(','),
        (2.., 0) => Some('.'),
        (0, 1) => single(digits, '.'),
        (1, 0) => single(digits, ','),
        _ => digits.chars().rev().find(|c| matches!(c, ',' | '.')),
    }
}

/// One sign with three digits behind it may be either; everything else is a sign of places.
fn single(digits: &str, sign: char) -> Option<char> {
    let (whole, places) = digits.split_once(sign)?;
    let is_group = places.len() == 3 && (1..=3).contains(&whole.len()) && whole != "0";
    (!is_group).then_some(sign)
}

/// Which style a column is written in, by the numbers that show it.
pub fn number_style<'a>(cells: impl Iterator<Item = &'a str>) -> NumberStyle {
    leaning(cells).unwrap_or_default()
}

/// The style that most numbers show; none where nothing shows it.
pub fn leaning<'a>(cells: impl Iterator<Item = &'a str>) -> Option<NumberStyle> {
    let mut points = 0_i32;
    for cell in cells.filter(|cell| cell.len() < 40) {
        let digits: String =
            cell.chars().filter(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
        // A day such as 01.03.2026 shows nothing about numbers.
        if digits.matches('.').count() == 2 && !digits.contains(',') {
            continue;
        }
        match places_sign(&digits) {
            Some('.') => points += 1,
            Some(_) => points -= 1,
            None => {}
        }
    }
    match points.cmp(&0) {
        Ordering::Greater => Some(NumberStyle::Point),
        Ordering::Less => Some(NumberStyle::Comma),
        Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cell: &str, style: NumberStyle) -> String {
        match read(cell, style) {
            None => "-".into(),
            Some(Number { amount, currency: None, .. }) => amount.to_string(),
            Some(Number { amount, currency: Some(currency), .. }) => format!("{amount} {currency}"),
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (cell, expected) in [
            ("1.234,50", "1234.5"),
            ("1,234.50", "1234.5"),
            ("1'234.50", "1234.5"),
            ("1 234,5", "1234.5"),
            ("1.250.000,00", "1250000"),
            ("480000", "480000"),
            ("1234.5", "1234.5"),
            ("0.125", "0.125"),
            ("2,5 Mio", "2500000"),
            ("2,5 Mio. €", "2500000 EUR"),
            ("€ 900", "900 EUR"),
            ("900,- ", "900"),
            ("CHF 1'200.–", "1200 CHF"),
            ("12 Tsd", "12000"),
            ("3k", "3000"),
            ("19 %", "19"),
            ("-5", "-5"),
            ("5-", "-5"),
            ("(12,50)", "-12.5"),
            ("abc", "-"),
            ("", "-"),
            ("1,2,3", "-"),
            ("12.34.56", "-"),
            ("1e9", "-"),
            ("99999999999999999999999999999999", "-"),
        ] {
            assert_eq!(shown(cell, NumberStyle::Comma), expected, "{cell}");
        }
        assert_eq!(shown("1.234", NumberStyle::Comma), "1234");
        assert_eq!(shown("1.234", NumberStyle::Point), "1.234");
        assert_eq!(shown("1,234", NumberStyle::Comma), "1.234");
        assert_eq!(shown("1,234", NumberStyle::Point), "1234");
    }

    #[test]
    fn a_column_shows_its_style() {
        assert_eq!(number_style(["1.234", "12,5"].into_iter()), NumberStyle::Comma);
        assert_eq!(number_style(["1,234", "12.5"].into_iter()), NumberStyle::Point);
        assert_eq!(number_style(["01.03.2026", "7"].into_iter()), NumberStyle::Comma);
    }
}
