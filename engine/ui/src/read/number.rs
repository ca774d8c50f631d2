//! Numbers as people type them.

use kernel::{Decimal, NumberFormat, parse_decimal};

/// Reads a number as the reader writes it, and otherwise where it cannot be mistaken.
#[must_use]
pub fn number(format: NumberFormat, text: &str) -> Option<Decimal> {
    let text = text.trim().trim_end_matches(['%', '€', '$', '£']).trim_end();
    let text = text.trim_start_matches(['€', '$', '£']);
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '\u{a0}' | '\u{202f}');
    let mut plain: String = text.chars().filter(|c| !is_space(*c)).collect();
    if let Some(rest) = plain.strip_prefix('\u{2212}') {
        plain = format!("-{rest}");
    }
    let plain = plain.strip_prefix('+').unwrap_or(&plain);
    let (comma, dot) = (plain.matches(',').count(), plain.matches('.').count());
    let point = match (comma, dot) {
        (0, 0) => None,
        (0, 1) => point_of(plain, '.', format.point() == '.'),
        (1, 0) => point_of(plain, ',', format.point() == ','),
        (0, _) | (_, 0) => None,
        _ => plain.rfind([',', '.']),
    };
    parse_decimal(&join(plain, point)?)
}

/// A single mark is the decimal point if it is the reader's, or if no group of three follows it.
fn point_of(text: &str, mark: char, is_own: bool) -> Option<usize> {
    let at = text.find(mark)?;
    (is_own || text.len() - at != 4).then_some(at)
}

/// Writes the number with a point; marks before it must group by three.
fn join(text: &str, point: Option<usize>) -> Option<String> {
    let (whole, places) = match point {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let mut groups = whole.split([',', '.']);
    let first = groups.next().unwrap_or_default();
    let mut joined = if matches!(first, "" | "-") { format!("{first}0") } else { first.into() };
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        joined.push_str(group);
    }
    if let Some(places) = places {
        joined.push('.');
        joined.push_str(places);
    }
    (!text.is_empty()).then(|| joined.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: NumberFormat, text: &str) -> String {
        number(format, text).map_or("none".into(), |number| number.to_string())
    }

    #[test]
    fn german_numbers_are_read() {
        for (text, expected) in [
            ("1.234,50", "1234.50"),
            ("1234,5", "1234.5"),
            ("1.234", "1234"),
            ("1.5", "1.5"),
            ("1.234.567", "1234567"),
            ("1,234.50", "1234.50"),
            ("1'234.50", "1234.50"),
            (" 12 % ", "12"),
            ("27.073,48 €", "27073.48"),
            ("-0,5", "-0.5"),
            (",5", "0.5"),
            ("−3", "-3"),
            ("1.23.4", "none"),
            ("12a", "none"),
            ("", "none"),
            ("1e5", "none"),
        ] {
            assert_eq!(read(NumberFormat::PointComma, text), expected, "{text}");
        }
    }

    #[test]
    fn english_numbers_are_read() {
        for (text, expected) in [
            ("1,234.50", "1234.50"),
            ("1,234", "1234"),
            ("1.5", "1.5"),
            ("1.234", "1.234"),
            ("1,5", "1.5"),
            ("$5", "5"),
        ] {
            assert_eq!(read(NumberFormat::CommaPoint, text), expected, "{text}");
        }
    }

    #[test]
    fn swiss_and_spaced_numbers_are_read() {
        assert_eq!(read(NumberFormat::Apostrophe, "1’234.505"), "1234.505");
        assert_eq!(read(NumberFormat::Apostrophe, "1.234"), "1.234");
        assert_eq!(read(NumberFormat::SpaceComma, "1\u{202f}234,505"), "1234.505");
        assert_eq!(read(NumberFormat::SpaceComma, "1.234"), "1234");
    }
}
