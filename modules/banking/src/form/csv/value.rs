//! Days and amounts as people write them.

use kernel::{Date, Decimal};

/// `30.11.2026`, `30.11.26`, `2026-11-30` or `30/11/2026`.
pub fn day(text: &str) -> Option<Date> {
    let text = text.split_whitespace().next()?;
    if let Some(date) = text.get(..10).and_then(Date::parse_iso) {
        return Some(date);
    }
    let parts: Vec<&str> = text.split(['.', '/']).filter(|part| !part.is_empty()).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let number: i16 = year.parse().ok()?;
    let year = match year.len() {
        2 if number < 80 => 2000 + number,
        2 => 1900 + number,
        4 => number,
        _ => return None,
    };
    Date::new(year, month.parse().ok()?, day.parse().ok()?)
}

/// `-1.234,56`, `1,234.56`, `1234.5`, `1.234,56-`, `+12,00 €` or `12 EUR`.
pub fn amount(text: &str) -> Option<Decimal> {
    let letters = |c: char| c.is_alphabetic() || c.is_whitespace() || ['€', '£', '$'].contains(&c);
    let text = text.replace('−', "-");
    let text = text.trim_matches(letters);
    let (is_negative, text) = match (text.strip_prefix('-'), text.strip_suffix('-')) {
        (Some(rest), _) | (None, Some(rest)) => (true, rest),
        (None, None) => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let text: String = text.trim_matches(letters).replace(['\'', '’', '\u{a0}', ' '], "");
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number = kernel::parse_decimal(&plain(&text)?)?;
    Some(if is_negative { -number } else { number })
}

// The last sign is that of the places, unless it stands alone before three digits.
fn plain(text: &str) -> Option<String> {
    let Some(last) = text.rfind(['.', ',']) else { return Some(text.to_owned()) };
    let sign = &text[last..=last];
    let places = &text[last + 1..];
    let other = if sign == "," { "." } else { "," };
    let is_repeated = text[..last].contains(sign);
    let is_thousands = is_repeated || (places.len() == 3 && !text.contains(other));
    if is_repeated && text.contains(other) {
        return None;
    }
    let whole = text[..last].replace(['.', ','], "");
    Some(if is_thousands { format!("{whole}{places}") } else { format!("{whole}.{places}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, number) in [
            ("-1.234,56", "-1234.56"),
            ("1,234.56", "1234.56"),
            ("1234.5", "1234.5"),
            ("1.234,56-", "-1234.56"),
            ("+12,00 €", "12.00"),
            ("12 EUR", "12"),
            ("1.234", "1234"),
            ("1.234.567", "1234567"),
            ("1'234.50", "1234.50"),
            ("-5", "-5"),
        ] {
            assert_eq!(amount(text).map(|n| n.to_string()).as_deref(), Some(number), "{text}");
        }
        for text in ["", "EUR", "1,2,3.4.5", "abc", "1.2,3.4", "--5"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let expected = Date::new(2026, 11, 30);
        for text in ["30.11.2026", "30.11.26", "2026-11-30", "30/11/2026", "2026-11-30T08:00:00"] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in ["", "offen", "31.11.2026", "1.2", "30.11.026"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
