//! Who may collect money.

use super::IdentifierProblem;
use super::checksum::mod_97;
use super::problem::compact;

/// A SEPA creditor identifier (EPC262-08): country, check digits, business code, national part.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CreditorId(String);

impl CreditorId {
    /// Reads an identifier; in Germany it has eighteen characters.
    pub fn parse(text: &str) -> Result<Self, IdentifierProblem> {
        let id = compact(text)?;
        if !(8..=35).contains(&id.len()) || (id.starts_with("DE") && id.len() != 18) {
            return Err(IdentifierProblem::Length);
        }
        let is_country = id[..2].bytes().all(|byte| byte.is_ascii_uppercase());
        let is_checked = id[2..4].bytes().all(|byte| byte.is_ascii_digit());
        if !is_country || !is_checked {
            return Err(IdentifierProblem::Form);
        }
        // EPC262-08: the business code in the places 5 to 7 is not part of the check sum.
        let turned = id[7..].chars().chain(id[..4].chars());
        if mod_97(turned) != Some(1) {
            return Err(IdentifierProblem::Checksum);
        }
        Ok(CreditorId(id))
    }

    /// The identifier without blanks.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0
    }

    /// Tells whether both name the same creditor, whatever their business codes.
    #[must_use]
    pub fn is_same_creditor(&self, other: &CreditorId) -> bool {
        self.0[..4] == other.0[..4] && self.0[7..] == other.0[7..]
    }
}

impl std::fmt::Display for CreditorId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
