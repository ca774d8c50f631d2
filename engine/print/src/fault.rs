//! Why a document could not be set.

/// One reason, with its place where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind of reason; the code of a text for people.
    pub kind: FaultKind,
    /// Where in the template; nothing when it lies in no part of it.
    pub place: Option<Place>,
    /// What Typst says, in English; empty for the kinds that say all.
    pub message: String,
    /// What Typst advises, in English.
    pub hints: Vec<String>,
}

impl Fault {
    pub(crate) fn bare(kind: FaultKind) -> Fault {
        Fault { kind, place: None, message: String::new(), hints: Vec::new() }
    }
}

/// The kinds of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The template or its pictures are wrong; the message says how.
    Template,
    /// The name of a part, picture or attachment is not a plain file name or is there twice; the
    /// message is the name.
    Name,
    /// It took longer than the limit.
    TooLong,
    /// It has more pages than the limit.
    TooManyPages,
    /// Too many documents are being set at once; later it may succeed.
    Busy,
    /// The setting itself broke; the message is what it said.
    Broken,
}

/// A place in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// [`crate::Template::MAIN`] or the name of a part.
    pub part: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted in characters from 1.
    pub column: usize,
}
