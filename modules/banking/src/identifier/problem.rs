//! What can be wrong with an identifier.

/// Why a text is no identifier of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdentifierProblem {
    /// Nothing was given.
    Empty,
    /// Characters or their order do not fit the kind.
    Form,
    /// Too short or too long for the kind, or for the country it names.
    Length,
    /// The country is not one that gives out such identifiers.
    Country,
    /// The check digits do not fit the rest: usually a typing mistake.
    Checksum,
}

impl IdentifierProblem {
    /// Code under which the sentence stands in `locales/`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            IdentifierProblem::Empty => "required",
            IdentifierProblem::Form => "identifier_form",
            IdentifierProblem::Length => "identifier_length",
            IdentifierProblem::Country => "identifier_country",
            IdentifierProblem::Checksum => "identifier_checksum",
        }
    }
}

impl std::fmt::Display for IdentifierProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for IdentifierProblem {}

/// Capital letters and digits of a text without the blanks that people write between groups.
pub(super) fn compact(text: &str) -> Result<String, IdentifierProblem> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if compact.is_empty() {
        return Err(IdentifierProblem::Empty);
    }
    let is_plain = compact.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_plain.then(|| compact.to_ascii_uppercase()).ok_or(IdentifierProblem::Form)
}
