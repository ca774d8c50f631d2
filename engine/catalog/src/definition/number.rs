//! Number series.

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
    /// First counter.
    pub start: i64,
    /// Name of the action that takes the number; none means at creation.
    pub assigned_on: Option<String>,
}

impl NumberSeries {
    /// Prints a number.
    #[must_use]
    pub fn print(&self, counter: i64, year: i16) -> String {
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
                _ => {}
            }
            rest = tail;
        }
        printed.push_str(rest);
        printed
    }

    /// Key of the counter: one for all time, or one a year when the year is printed.
    #[must_use]
    pub fn counter_key(&self, year: i16) -> String {
        if self.form.contains("{year}") {
            format!("{}/{year:04}", self.series)
        } else {
            self.series.clone()
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
            assigned_on: None,
        };
        assert_eq!(series.print(42, 2026), "L-2026-00042");
        assert_eq!(series.counter_key(2026), "loan/2026");
    }
}
