//! International bank account numbers.

use std::str::FromStr;

use iban::{IbanLike, ParseBaseIbanError, ParseIbanError};

use super::IdentifierProblem;
use super::checksum::check_digits;
use super::problem::compact;

/// An IBAN (ISO 13616) whose country, length, form and check digits are right.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Iban(iban::Iban);

impl Iban {
    /// Reads an IBAN with or without blanks, in capitals or not.
    pub fn parse(text: &str) -> Result<Self, IdentifierProblem> {
        let compact = compact(text)?;
        iban::Iban::from_str(&compact).map(Iban).map_err(|error| match error {
            ParseIbanError::InvalidBaseIban { source } => match source {
                ParseBaseIbanError::InvalidFormat => IdentifierProblem::Form,
                ParseBaseIbanError::InvalidChecksum => IdentifierProblem::Checksum,
            },
            ParseIbanError::InvalidBban(_) => IdentifierProblem::Length,
            ParseIbanError::UnknownCountry(_) => IdentifierProblem::Country,
        })
    }

    /// Makes the IBAN of a Bankleitzahl and a number by the standard rule; a few banks have others.
    #[must_use]
    pub fn german(bank: &str, number: &str) -> Option<Self> {
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if bank.len() != 8 || !(1..=10).contains(&number.len()) || !is_digits(bank) {
            return None;
        }
        let body = format!("{bank}{number:0>10}");
        let digits = check_digits("DE", &body)?;
        Self::parse(&format!("DE{digits:02}{body}")).ok()
    }

    /// As machines want it: without blanks.
    #[must_use]
    pub fn electronic(&self) -> &str {
        self.0.electronic_str()
    }

    /// As it is printed: in groups of four.
    #[must_use]
    pub fn printed(&self) -> String {
        self.0.to_string()
    }

    /// ISO 3166 code of the country whose bank keeps the account.
    #[must_use]
    pub fn country(&self) -> &str {
        self.0.country_code()
    }

    /// Number of the bank within its country, in Germany the Bankleitzahl, where one is defined.
    #[must_use]
    pub fn bank(&self) -> Option<&str> {
        self.0.bank_identifier()
    }

    /// Whether it is a Swiss QR-IBAN, whose bank number lies between 30000 and 31999
    /// (Swiss Implementation Guidelines QR-bill, 4.2.2).
    #[must_use]
    pub fn is_qr(&self) -> bool {
        let is_swiss = ["CH", "LI"].contains(&self.country());
        let bank = self.electronic().get(4..9).and_then(|bank| bank.parse::<u32>().ok());
        is_swiss && bank.is_some_and(|bank| (30_000..=31_999).contains(&bank))
    }

    /// Whether the bank takes part in SEPA (EPC409-09, country codes of IBANs).
    #[must_use]
    pub fn is_sepa(&self) -> bool {
        SEPA.contains(&self.country())
    }

    /// Whether it is kept outside the European Economic Area, where an address of the counterpart
    /// is asked for (Regulation (EU) 2015/847).
    #[must_use]
    pub fn is_outside_eea(&self) -> bool {
        !self.is_sepa() || OUTSIDE_EEA.contains(&self.country())
    }
}

const SEPA: [&str; 42] = [
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI",
    "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL",
    "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA",
];

const OUTSIDE_EEA: [&str; 12] =
    ["AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"];

impl std::fmt::Display for Iban {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.electronic())
    }
}

impl std::fmt::Debug for Iban {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.electronic())
    }
}
