//! How a paper asks to be paid.

use crate::Fact;

/// How to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payment {
    /// Bank details alone.
    Bank(Vec<Fact>),
    /// Bank details beside a square for telephones (GiroCode, EPC069-12).
    Code(Code),
    /// Receipt and payment part of a Swiss QR-bill at the foot of the last sheet.
    Swiss(SwissSlip),
}

/// A square for telephones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// What the square holds; drawn at level M (EPC069-12 3.2).
    pub payload: String,
    /// What to do with it.
    pub caption: String,
    /// Bank details beside it.
    pub facts: Vec<Fact>,
}

/// A Swiss QR-bill (Swiss Implementation Guidelines for the QR-bill, version 2.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwissSlip {
    /// What the code holds, line by line; drawn at level M with the cross (guidelines 6).
    pub payload: String,
    /// The language of its headings.
    pub language: SwissLanguage,
    /// IBAN in groups of four, then name and address of who is paid.
    pub account: Vec<String>,
    /// QR or creditor reference in its groups.
    pub reference: Option<String>,
    /// Unstructured message and billing information.
    pub additional: Vec<String>,
    /// Name and address of who pays; empty leaves a field to fill in by hand.
    pub debtor: Vec<String>,
    /// `CHF` or `EUR`.
    pub currency: String,
    /// With blanks between thousands and two decimals; nothing leaves a field to fill in by hand.
    pub amount: Option<String>,
}

/// The languages of a Swiss QR-bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwissLanguage {
    /// Deutsch.
    German,
    /// Français.
    French,
    /// Italiano.
    Italian,
    /// English.
    English,
}

impl SwissLanguage {
    pub(crate) fn code(self) -> &'static str {
        match self {
            SwissLanguage::German => "de",
            SwissLanguage::French => "fr",
            SwissLanguage::Italian => "it",
            SwissLanguage::English => "en",
        }
    }
}
