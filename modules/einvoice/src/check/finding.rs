//! What is found wrong with a document.

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Information,
    /// A receiver may object.
    Warning,
    /// A receiver will refuse the document.
    Fatal,
}

/// What a finding points at; indexes count from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The document.
    Document,
    /// A line, by its index.
    Line(usize),
    /// An allowance or charge of a line: indexes of the line and of the adjustment.
    LineAdjustment(usize, usize),
    /// An allowance or charge of the document, by its index.
    Adjustment(usize),
    /// A supporting document, by its index.
    Attachment(usize),
    /// An earlier invoice, by its index.
    Preceding(usize),
    /// An account to transfer to, by its index.
    Transfer(usize),
    /// A note, by its index.
    Note(usize),
    /// A group of the breakdown of VAT, by its index in `Totals::breakdown`.
    Breakdown(usize),
}

/// A rule that a document breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule, by the name that EN 16931, XRechnung or Peppol gave it; our own begin with
    /// `KONTOR`.
    pub rule: String,
    /// How much it weighs in the profile that was asked for.
    pub severity: Severity,
    /// The business terms concerned, such as `BT-31`.
    pub terms: &'static [&'static str],
    /// What it points at.
    pub place: Place,
    /// What a text about it may name: key and value.
    pub parameters: Vec<(&'static str, String)>,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Finding { rule, severity, terms, place, parameters } = self;
        write!(f, "{rule} {severity:?} {terms:?} {place:?} {parameters:?}")
    }
}

/// Whether a rule is broken, its name and the terms concerned.
pub type Rule = (bool, &'static str, &'static [&'static str]);

/// Findings while they are collected.
#[derive(Default)]
pub struct Findings {
    /// All so far.
    pub all: Vec<Finding>,
}

impl Findings {
    /// Takes those rules that are broken.
    pub fn take(&mut self, severity: Severity, place: Place, rules: &[Rule]) {
        for (_, rule, terms) in rules.iter().filter(|(is_broken, ..)| *is_broken) {
            self.all.push(Finding {
                rule: (*rule).to_owned(),
                severity,
                terms,
                place,
                parameters: Vec::new(),
            });
        }
    }

    /// Takes rules that make a document unusable.
    pub fn fatal(&mut self, place: Place, rules: &[Rule]) {
        self.take(Severity::Fatal, place, rules);
    }
}
