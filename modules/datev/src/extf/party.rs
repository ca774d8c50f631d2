//! Debtors and creditors.

use kernel::Address;

/// What a debtor or creditor is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// A firm with its name, at most 50 characters.
    Firm(String),
    /// A person, each name at most 30 characters.
    Person {
        /// First name.
        first_name: String,
        /// Last name.
        last_name: String,
    },
}

/// A debtor or creditor as the books know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Number of the account, one digit longer than others.
    pub account: u32,
    /// Firm or person.
    pub kind: PartyKind,
    /// Where they are; `country` as ISO code.
    pub address: Address,
    /// VAT id with its country.
    pub vat_id: String,
    /// Telephone number.
    pub phone: String,
    /// Mail address.
    pub email: String,
    /// Account at a bank, without blanks.
    pub iban: String,
    /// Code of that bank.
    pub bic: String,
    /// Our number for them, at most 15 characters.
    pub customer_number: String,
    /// Mandate by which is collected from them, at most 35 characters.
    pub mandate_id: String,
}

impl Party {
    /// A party of which no more is told than who it is.
    #[must_use]
    pub fn new(account: u32, kind: PartyKind) -> Self {
        Party {
            account,
            kind,
            address: Address::default(),
            vat_id: String::new(),
            phone: String::new(),
            email: String::new(),
            iban: String::new(),
            bic: String::new(),
            customer_number: String::new(),
            mandate_id: String::new(),
        }
    }
}
