//! References by which a payment says what it is for.

use super::IdentifierProblem;
use super::checksum::{check_digits, is_turned_valid, mod_10_recursive};
use super::problem::compact;

/// A creditor reference (ISO 11649): `RF`, two check digits, up to 21 letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CreditorReference(String);

impl CreditorReference {
    /// Reads a reference with or without blanks.
    pub fn parse(text: &str) -> Result<Self, IdentifierProblem> {
        let reference = compact(text)?;
        if !(5..=25).contains(&reference.len()) {
            return Err(IdentifierProblem::Length);
        }
        let is_checked = reference[2..4].bytes().all(|byte| byte.is_ascii_digit());
        if !reference.starts_with("RF") || !is_checked {
            return Err(IdentifierProblem::Form);
        }
        let is_valid = is_turned_valid(&reference);
        is_valid.then_some(CreditorReference(reference)).ok_or(IdentifierProblem::Checksum)
    }

    /// Makes the reference of a number such as `RE-2026-0815`; other signs are left out.
    pub fn for_number(number: &str) -> Result<Self, IdentifierProblem> {
        let body: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
        let body = body.to_ascii_uppercase();
        match body.len() {
            0 => return Err(IdentifierProblem::Empty),
            1..=21 => {}
            _ => return Err(IdentifierProblem::Length),
        }
        let digits = check_digits("RF", &body).ok_or(IdentifierProblem::Form)?;
        Ok(CreditorReference(format!("RF{digits:02}{body}")))
    }

    /// The reference without blanks.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What stands behind the check digits: the number it was made of.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.0[4..]
    }

    /// In groups of four, as it is printed.
    #[must_use]
    pub fn printed(&self) -> String {
        grouped(&self.0, 4, 0)
    }
}

/// A Swiss QR reference: 26 digits and a check digit (recursive MOD 10).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct QrReference(String);

impl QrReference {
    /// Reads 27 digits with or without blanks.
    pub fn parse(text: &str) -> Result<Self, IdentifierProblem> {
        let digits = compact(text)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(IdentifierProblem::Form);
        }
        if digits.len() != 27 {
            return Err(IdentifierProblem::Length);
        }
        let check = digits[26..].parse().ok();
        let is_valid = mod_10_recursive(&digits[..26]) == check;
        is_valid.then_some(QrReference(digits)).ok_or(IdentifierProblem::Checksum)
    }

    /// Makes the reference of up to 26 digits, with zeros in front; other signs are left out.
    pub fn for_number(number: &str) -> Result<Self, IdentifierProblem> {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        match digits.len() {
            0 => return Err(IdentifierProblem::Empty),
            1..=26 => {}
            _ => return Err(IdentifierProblem::Length),
        }
        let padded = format!("{digits:0>26}");
        let check = mod_10_recursive(&padded).ok_or(IdentifierProblem::Form)?;
        Ok(QrReference(format!("{padded}{check}")))
    }

    /// The 27 digits.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// As it is printed: two digits, then groups of five.
    #[must_use]
    pub fn printed(&self) -> String {
        grouped(&self.0, 5, 2)
    }
}

fn grouped(text: &str, size: usize, first: usize) -> String {
    let (head, rest) = text.split_at(first);
    let groups = rest.as_bytes().chunks(size).map(|group| String::from_utf8_lossy(group));
    let head = (!head.is_empty()).then(|| head.into());
    head.into_iter().chain(groups).collect::<Vec<_>>().join(" ")
}
