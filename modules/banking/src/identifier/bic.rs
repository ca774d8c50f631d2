//! Codes of banks.

use super::IdentifierProblem;
use super::problem::compact;

/// A business identifier code (ISO 9362), by its form: whether such a bank exists is not known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bic(String);

impl Bic {
    /// Reads eight or eleven characters.
    pub fn parse(text: &str) -> Result<Self, IdentifierProblem> {
        let code = compact(text)?;
        if ![8, 11].contains(&code.len()) {
            return Err(IdentifierProblem::Length);
        }
        let is_country = code[4..6].bytes().all(|byte| byte.is_ascii_uppercase());
        is_country.then_some(Bic(code)).ok_or(IdentifierProblem::Form)
    }

    /// The code in capitals.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0
    }

    /// ISO 3166 code of the country of the bank.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.0[4..6]
    }
}

impl std::fmt::Display for Bic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
