//! Days as people write them.

use kernel::Date;

use crate::mapping::{Words, meaning, plain};
use crate::options::DateOrder;

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// It is written like none.
    Unreadable,
    /// It is written like one that the calendar does not have.
    Impossible,
}

/// Reads `01.03.2026`, `1.3.26`, `2026-03-01`, `20260301`, `3/1/26`, `1. März 2026`.
///
/// `last` is the latest year that two digits can mean. Days such as `0.0.00`,
/// which mail programs write for none, are `None`.
pub fn read(text: &str, order: DateOrder, last: i16) -> Result<Option<Date>, NoDate> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).filter(|p| !p.is_empty()).collect();
    if parts.iter().all(|part| part.bytes().all(|b| b == b'0')) && 1 < parts.len() {
        return Ok(None);
    }
    let (year, month, day) = match parts.as_slice() {
        [one] if one.len() == 8 && is_digits(one) => (&one[..4], &one[4..6], &one[6..]),
        [year, month, day] if year.len() == 4 && is_digits(year) => (*year, *month, *day),
        [first, second, year] => match named(first, second, text, order) {
            Some((day, month)) => (*year, month, day),
            None => return Err(NoDate::Unreadable),
        },
        _ => return Err(NoDate::Unreadable),
    };
    let month = number(month).or_else(|| month_of(month)).ok_or(NoDate::Unreadable)?;
    let day = number(day.trim_end_matches(',')).ok_or(NoDate::Unreadable)?;
    let year = century(year, last).ok_or(NoDate::Unreadable)?;
    let found = i8::try_from(month).ok().zip(i8::try_from(day).ok());
    let date = found.and_then(|(month, day)| Date::new(year, month, day));
    date.map(Some).ok_or(NoDate::Impossible)
}

/// Which of two parts is the day, which the month.
fn named<'a>(
    first: &'a str,
    second: &'a str,
    text: &str,
    order: DateOrder,
) -> Option<(&'a str, &'a str)> {
    match (is_digits(first), is_digits(second.trim_end_matches(','))) {
        (true, false) => Some((first, second)),
        (false, true) => Some((second, first)),
        (false, false) => None,
        // Points are German, and German days come first.
        (true, true) if text.contains('.') => Some((first, second)),
        (true, true) => {
            let beyond = |part: &str| number(part).is_some_and(|n| 12 < n);
            let month_first = match (beyond(first), beyond(second)) {
                (true, false) => false,
                (false, true) => true,
                _ => order == DateOrder::Mdy,
            };
            Some(if month_first { (second, first) } else { (first, second) })
        }
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn number(text: &str) -> Option<i16> {
    if is_digits(text) && text.len() <= 4 { text.parse().ok() } else { None }
}

fn month_of(word: &str) -> Option<i16> {
    meaning(&Words::get().month, &plain(word))?.parse().ok()
}

fn century(year: &str, last: i16) -> Option<i16> {
    let n = number(year)?;
    match year.len() {
        4 => Some(n),
        2 => {
            let this = last / 100 * 100 + n;
            Some(if this <= last { this } else { this - 100 })
        }
        _ => None,
    }
}

/// Which order a column is written in, by the days that show it; without any, month first only
/// where days are written with strokes and without leading zeros, as spreadsheets do in America.
pub fn date_order<'a>(cells: impl Iterator<Item = &'a str>) -> DateOrder {
    let (mut day_first, mut month_first, mut american) = (0, 0, 0);
    for cell in cells {
        let parts: Vec<&str> = cell.trim().split('/').collect();
        let [first, second, year] = parts.as_slice() else { continue };
        match (number(first), number(second)) {
            (Some(13..=31), Some(1..=12)) => day_first += 1,
            (Some(1..=12), Some(13..=31)) => month_first += 1,
            (Some(1..=9), Some(1..=12)) if first.len() == 1 && year.len() <= 4 => american += 1,
            _ => {}
        }
    }
    let is_mdy = if day_first == month_first { 0 < american } else { day_first < month_first };
    if is_mdy { DateOrder::Mdy } else { DateOrder::Dmy }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, order: DateOrder) -> String {
        match read(text, order, 2036) {
            Ok(Some(date)) => date.to_string(),
            Ok(None) => "nothing".into(),
            Err(why) => format!("{why:?}"),
        }
    }

    #[test]
    fn days_are_read_as_they_are_written() {
        for (text, expected) in [
            ("01.03.2026", "2026-03-01"),
            ("1.3.26", "2026-03-01"),
            ("22.08.1920", "1920-08-22"),
            ("1.3.37", "1937-03-01"),
            ("2026-03-01", "2026-03-01"),
            ("2026/03/01", "2026-03-01"),
            ("20260301", "2026-03-01"),
            ("1. März 2026", "2026-03-01"),
            ("1-Mar-26", "2026-03-01"),
            ("March 1, 2026", "2026-03-01"),
            ("13/1/26", "2026-01-13"),
            ("1/13/26", "2026-01-13"),
            ("31.02.2026", "Impossible"),
            ("31.13.2026", "Impossible"),
            ("0.0.00", "nothing"),
            ("0000-00-00", "nothing"),
            ("abc", "Unreadable"),
            ("1.3.", "Unreadable"),
            ("1.3.026", "Unreadable"),
            ("1 Foo 2026", "Unreadable"),
        ] {
            assert_eq!(shown(text, DateOrder::Dmy), expected, "{text}");
        }
        assert_eq!(shown("3/1/26", DateOrder::Mdy), "2026-03-01");
        assert_eq!(shown("3/1/26", DateOrder::Dmy), "2026-01-03");
        assert_eq!(shown("3.1.26", DateOrder::Mdy), "2026-01-03");
    }

    #[test]
    fn a_column_shows_its_order() {
        assert_eq!(date_order(["3/1/26", "01.03.2026"].into_iter()), DateOrder::Mdy);
        assert_eq!(date_order(["03/01/2026", "23/01/2026"].into_iter()), DateOrder::Dmy);
        assert_eq!(date_order(["3/1/26", "25/1/26"].into_iter()), DateOrder::Dmy);
        assert_eq!(date_order(["01.03.2026"].into_iter()), DateOrder::Dmy);
    }
}
