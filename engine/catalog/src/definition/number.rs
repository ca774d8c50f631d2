//! Number series.

use std::collections::BTreeMap;

use kernel::Date;

/// Letters before a counter at most.
const LONGEST: usize = 20;
/// Digits of a counter at most.
const MOST_DIGITS: usize = 12;

/// Whether a series may have holes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesKind {
    /// Every number is used once and none is missing; taken by a named action.
    Gapless,
    /// Every number is used at most once; taken in blocks, so that creates never queue.
    Unique,
}

/// Where the printed numbers of a module come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberSeries {
    /// Name of the series.
    pub series: String,
    /// How a number is printed: `B-{counter:05}`, `{year}-{counter:04}`.
    pub form: String,
    /// Whether it may have holes.
    pub kind: SeriesKind,
    /// First counter, of each period where one is printed.
    pub start: i64,
    /// Counters below which a period does not go on, by key.
    pub at_least: BTreeMap<String, i64>,
    /// Name of the action that takes the number; none means at creation.
    pub assigned_on: Option<String>,
}

impl NumberSeries {
    /// Prints a number.
    #[must_use]
    pub fn print(&self, counter: i64, day: Date) -> String {
        let (year, month, _) = day.ymd();
        let mut printed = String::new();
        let mut rest = self.form.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            printed.push_str(before);
            let (placeholder, tail) = after.split_once('}').unwrap_or((after, ""));
            match placeholder.split_once(':') {
                Some(("counter", width)) => {
                    let width: usize = width.parse().unwrap_or(0);
                    printed.push_str(&format!("{counter:0width$}"));
                }
                _ if placeholder == "counter" => printed.push_str(&counter.to_string()),
                _ if placeholder == "year" => printed.push_str(&format!("{year:04}")),
                _ if placeholder == "month" => printed.push_str(&format!("{month:02}")),
                _ => {}
            }
            rest = tail;
        }
        printed.push_str(rest);
        printed
    }

    /// Key of the counter: one for all time, or one a year or a month when that is printed.
    #[must_use]
    pub fn counter_key(&self, day: Date) -> String {
        let (year, month, _) = day.ymd();
        let series = &self.series;
        match (self.form.contains("{year}"), self.form.contains("{month}")) {
            (true, true) => format!("{series}/{year:04}-{month:02}"),
            (true, false) => format!("{series}/{year:04}"),
            (false, _) => series.clone(),
        }
    }

    /// The first counter under a key.
    #[must_use]
    pub fn first(&self, key: &str) -> i64 {
        self.at_least.get(key).copied().unwrap_or_default().max(self.start)
    }

    /// Whether an administrator may say how numbers look: those that may have holes.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.kind == SeriesKind::Unique && self.assigned_on.is_none()
    }

    /// What stands before the counter, and how many digits that has at least; none when something
    /// stands behind it.
    #[must_use]
    pub fn parts(&self) -> Option<(&str, usize)> {
        let (prefix, counter) = self.form.split_once("{counter")?;
        let digits = counter.strip_suffix('}')?;
        match digits.strip_prefix(':') {
            Some(digits) => Some((prefix, digits.parse().ok()?)),
            None => digits.is_empty().then_some((prefix, 1)),
        }
    }

    /// The form of numbers that begin with a text and have so many digits at least.
    ///
    /// # Errors
    /// Field, and code of the sentence that says what is wrong.
    pub fn form_of(prefix: &str, digits: usize) -> Result<String, (&'static str, &'static str)> {
        let plain = prefix.replace("{year}", "").replace("{month}", "");
        if plain.chars().any(|c| c.is_control() || "{}".contains(c)) {
            return Err(("prefix", "wrong_placeholder"));
        }
        if LONGEST < prefix.chars().count() {
            return Err(("prefix", "too_long"));
        }
        if prefix.contains("{month}") && !prefix.contains("{year}") {
            return Err(("prefix", "month_without_year"));
        }
        // Otherwise two forms could print the same number.
        if prefix.ends_with(|c: char| c.is_numeric()) {
            return Err(("prefix", "ends_in_digit"));
        }
        match digits {
            1 => Ok(format!("{prefix}{{counter}}")),
            2..=MOST_DIGITS => Ok(format!("{prefix}{{counter:0{digits}}}")),
            _ => Err(("digits", "wrong_digits")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_their_form_says() {
        let series = NumberSeries {
            series: "loan".into(),
            form: "L-{year}-{counter:05}".into(),
            kind: SeriesKind::Gapless,
            start: 1,
            at_least: [("loan/2026".to_owned(), 700)].into(),
            assigned_on: None,
        };
        let day = Date::new(2026, 3, 1).unwrap();
        assert_eq!(series.print(42, day), "L-2026-00042");
        assert_eq!(series.counter_key(day), "loan/2026");
        assert_eq!((series.first("loan/2026"), series.first("loan/2027")), (700, 1));
        assert_eq!(series.parts(), Some(("L-{year}-", 5)));
        let series = NumberSeries { form: "{year}{month}-{counter}".into(), ..series };
        assert_eq!(series.print(42, day), "202603-42");
        assert_eq!(series.counter_key(day), "loan/2026-03");
        assert_eq!(series.parts(), Some(("{year}{month}-", 1)));
    }

    #[test]
    fn a_form_is_made_of_a_beginning_and_digits() {
        let form = NumberSeries::form_of;
        assert_eq!(form("RE-{year}-", 5).unwrap(), "RE-{year}-{counter:05}");
        assert_eq!(form("", 1).unwrap(), "{counter}");
        for (prefix, digits, code) in [
            ("{counter}", 4, "wrong_placeholder"),
            ("A{", 4, "wrong_placeholder"),
            ("A\n", 4, "wrong_placeholder"),
            ("{month}-", 4, "month_without_year"),
            ("A1", 4, "ends_in_digit"),
            ("A-", 0, "wrong_digits"),
            ("A-", 13, "wrong_digits"),
            ("eine sehr lange Nummer ", 4, "too_long"),
        ] {
            assert_eq!(form(prefix, digits).unwrap_err().1, code, "{prefix}");
        }
    }
}
