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
            self.add(severity, place, (*rule).to_owned(), terms);
        }
    }

    /// Takes those rules that are broken and make a document unusable.
    pub fn fatal(&mut self, place: Place, rules: &[Rule]) {
        self.take(Severity::Fatal, place, rules);
    }

    /// Takes a rule whose name is put together.
    pub fn add(
        &mut self,
        severity: Severity,
        place: Place,
        rule: String,
        terms: &'static [&'static str],
    ) {
        self.all.push(Finding { rule, severity, terms, place, parameters: Vec::new() });
    }

    /// Takes a broken rule with the value it is about.
    pub fn about(&mut self, severity: Severity, place: Place, rule: Rule, value: &str) {
        let (is_broken, rule, terms) = rule;
        if is_broken {
            let parameters = vec![("value", value.to_owned())];
            let rule = rule.to_owned();
            self.all.push(Finding { rule, severity, terms, place, parameters });
        }
    }
}

/// Whether a text that must be there is missing.
pub fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Whether a text is missing or holds nothing.
pub fn is_absent(text: Option<&String>) -> bool {
    text.is_none_or(|text| is_blank(text))
}
