//! Why a file is no statement.

use kernel::FieldProblem;

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// What is wrong.
    pub fault: Fault,
    /// Line of the file, from one; zero when it concerns all of it.
    pub line: usize,
    /// Element, field or column; empty when it concerns the line.
    pub place: String,
}

/// The kinds of faults; texts in them are what stood there, shortened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file has more bytes than are read.
    TooLarge,
    /// There are more entries, elements or levels than are read.
    TooMany,
    /// The bytes are no text in the encoding that the file names.
    Charset,
    /// It is none of the known forms.
    UnknownForm,
    /// The XML is broken.
    NotWellFormed,
    /// The XML defines a document type, which no statement needs and attacks are made of.
    DocumentType,
    /// Something that must be there is not.
    Missing,
    /// No amount.
    Amount(String),
    /// No day.
    Date(String),
    /// No currency.
    Currency(String),
    /// Neither credit nor debit.
    Mark(String),
}

impl Fault {
    /// Code under which the sentence stands in `locales/`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Fault::TooLarge => "statement_too_large",
            Fault::TooMany => "statement_too_many",
            Fault::Charset => "statement_charset",
            Fault::UnknownForm => "statement_unknown_form",
            Fault::NotWellFormed => "statement_not_well_formed",
            Fault::DocumentType => "statement_document_type",
            Fault::Missing => "statement_missing",
            Fault::Amount(_) => "statement_amount",
            Fault::Date(_) => "statement_date",
            Fault::Currency(_) => "statement_currency",
            Fault::Mark(_) => "statement_mark",
        }
    }

    /// What stood there instead; empty where that says nothing.
    #[must_use]
    pub fn found(&self) -> &str {
        match self {
            Fault::Amount(text) | Fault::Date(text) | Fault::Currency(text) | Fault::Mark(text) => {
                text
            }
            Fault::TooLarge
            | Fault::TooMany
            | Fault::Charset
            | Fault::UnknownForm
            | Fault::NotWellFormed
            | Fault::DocumentType
            | Fault::Missing => "",
        }
    }

    /// The fault at a place.
    pub(crate) fn at(self, line: usize, place: &str) -> ReadError {
        ReadError { fault: self, line, place: place.to_owned() }
    }
}

impl ReadError {
    /// As a code with `line`, `place` and `value`, for which texts stand in `locales/`.
    #[must_use]
    pub fn problem(&self) -> FieldProblem {
        let problem = FieldProblem::new("", self.fault.code());
        let problem = problem.with("line", self.line).with("place", &self.place);
        problem.with("value", self.fault.found())
    }
}

/// A text from a file, short enough to be shown.
pub(crate) fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ReadError { fault, line, place } = self;
        write!(f, "{} {:?} in line {line} {place}", fault.code(), fault.found())
    }
}

impl std::error::Error for ReadError {}
