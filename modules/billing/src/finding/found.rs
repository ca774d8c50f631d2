//! A finding before it is a line.

use kernel::{Decimal, Line, Value};

use super::fields;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It keeps the invoice from being approved, when it is about amounts.
    Fatal,
    /// Somebody should look.
    Warning,
    /// Worth knowing.
    Information,
}

impl Weight {
    /// The code of the pick list.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Weight::Fatal => "fatal",
            Weight::Warning => "warning",
            Weight::Information => "information",
        }
    }
}

/// What strikes, with its parameters.
#[derive(Clone, Debug)]
pub struct Found {
    line: Line,
}

impl Found {
    /// A finding that follows from what the invoice is held against.
    #[must_use]
    pub fn matching(what: &str, weight: Weight) -> Self {
        Found::of("match", what, weight)
    }

    /// A finding about the file, which stays with it.
    #[must_use]
    pub fn in_file(what: &str, weight: Weight) -> Self {
        Found::of("file", what, weight)
    }

    fn of(kind: &str, what: &str, weight: Weight) -> Self {
        let mut line = Line::of(kind);
        fields::WHAT.fill(&mut line, Some(what.to_owned()));
        fields::WEIGHT.fill(&mut line, Some(weight.code().to_owned()));
        Found { line }
    }

    /// With the position it is about, as it is numbered.
    #[must_use]
    pub fn at(mut self, place: usize) -> Self {
        fields::PLACE.fill(&mut self.line, Some((place + 1).to_string()));
        self
    }

    /// With the rule that is broken.
    #[must_use]
    pub fn by(mut self, rule: &str) -> Self {
        fields::RULE.fill(&mut self.line, Some(rule.chars().take(200).collect()));
        self
    }

    /// With what it is about, in the words of the file.
    #[must_use]
    pub fn about(mut self, text: &str) -> Self {
        let text: String = text.chars().take(1_000).collect();
        fields::ABOUT.fill(&mut self.line, Some(text).filter(|text| !text.trim().is_empty()));
        self
    }

    /// With what is said and what it should be.
    #[must_use]
    pub fn differing(mut self, stated: Decimal, expected: Decimal) -> Self {
        let bounded = |number: Decimal| {
            (number.abs() < Decimal::from(100_000_000_000_i64)).then(|| number.round_dp(4))
        };
        fields::STATED.fill(&mut self.line, bounded(stated));
        fields::EXPECTED.fill(&mut self.line, bounded(expected));
        self
    }

    /// The line; one that said the same before stays the same.
    #[must_use]
    pub fn into_line(mut self, before: &[Line]) -> Line {
        let is_same = |old: &&Line| old.kind == self.line.kind && old.cells == self.line.cells;
        if let Some(old) = before.iter().find(is_same) {
            self.line.id = old.id;
        }
        self.line
    }
}

/// Whether a line keeps an invoice from being approved: its amounts do not add up.
#[must_use]
pub fn is_about_amounts(line: &Line) -> bool {
    let amounts = ["sum_differs", "line_differs", "tax_differs", "amount_missing", "total_differs"];
    let is_fatal = *line.cell(fields::WEIGHT.name()) == Value::text(Weight::Fatal.code());
    is_fatal && amounts.contains(&line.cell(fields::WHAT.name()).as_text())
}
