//! The door: bytes of XML become an invoice.

use kernel::Decimal;

use crate::model::{Invoice, Vat};
use crate::profile::{Profile, Syntax};
use crate::read::Refused;
use crate::xml::parse;
use crate::{cii, ubl};

/// A document that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// What it says, as far as the model goes.
    pub invoice: Invoice,
    /// The syntax it is written in.
    pub syntax: Syntax,
    /// What it promises to keep, BT-24; empty when it says nothing.
    pub specification: String,
    /// The totals as it states them, to be held against `totals`.
    pub stated: Stated,
    /// Paths of what the model has no place for, each with its outermost element; at most 1,000.
    pub not_understood: Vec<String>,
    /// Paths of elements with nothing in them; at most 1,000.
    pub empty: Vec<String>,
}

impl Read {
    /// The profile it names, when it is one of ours.
    #[must_use]
    pub fn profile(&self) -> Option<Profile> {
        Profile::of(&self.specification)
    }
}

/// Totals as a document states them; `None` where it states none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// Net amounts of the lines, BT-131, in the order of the lines.
    pub lines: Vec<Option<Decimal>>,
    /// Sum of the lines, BT-106.
    pub line_total: Option<Decimal>,
    /// Sum of allowances, BT-107.
    pub allowances: Option<Decimal>,
    /// Sum of charges, BT-108.
    pub charges: Option<Decimal>,
    /// Without VAT, BT-109.
    pub net: Option<Decimal>,
    /// VAT, BT-110.
    pub vat: Option<Decimal>,
    /// With VAT, BT-112.
    pub gross: Option<Decimal>,
    /// Due, BT-115.
    pub due: Option<Decimal>,
    /// VAT by category and rate, BG-23.
    pub breakdown: Vec<StatedVat>,
}

/// A stated group of the breakdown of VAT, BG-23.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedVat {
    /// Category and rate, BT-118 and BT-119.
    pub vat: Vat,
    /// What is taxed, BT-116.
    pub base: Option<Decimal>,
    /// The tax, BT-117.
    pub amount: Option<Decimal>,
}

/// Reads an invoice or credit note in UBL 2.1, or a cross industry invoice (XRechnung, Factur-X,
/// ZUGFeRD 2), out of bytes nobody vouches for.
///
/// # Errors
/// When it is none, is larger or deeper than any real one, or lacks what no invoice can lack.
pub fn read(bytes: &[u8]) -> Result<Read, Refused> {
    let root = parse(bytes)?;
    root.seen.set(true);
    let mut read = match root.name.as_str() {
        "ubl:Invoice" | "ubl:CreditNote" => ubl::read(&root)?,
        "rsm:CrossIndustryInvoice" => cii::read(&root)?,
        _ => return Err(Refused::Unknown { root: root.name.clone() }),
    };
    read.not_understood = root.left();
    read.empty = root.empty();
    Ok(read)
}
