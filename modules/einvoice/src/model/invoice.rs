//! The document.

use kernel::{Currency, Date, Decimal};

use super::{
    Attachment, Delivery, Exemption, Identifier, Kind, Line, Note, Party, Payee, Payment,
    Preceding, TaxRepresentative, Terms, ThirdPartyPayment, Vat,
};

/// An invoice or credit note. Totals and the breakdown of VAT (BG-22, BG-23) follow from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// Its number, BT-1.
    pub number: String,
    /// Day of issue, BT-2.
    pub issued_on: Date,
    /// What it is, BT-3.
    pub kind: Kind,
    /// Currency of all amounts, BT-5.
    pub currency: Currency,
    /// A second currency for the sum of VAT, BT-6.
    pub vat_currency: Option<VatCurrency>,
    /// When VAT becomes due, when it is another day than usual, BT-7 or BT-8.
    pub tax_point: Option<TaxPoint>,
    /// Day by which it must be paid, BT-9.
    pub due_on: Option<Date>,
    /// What the buyer asked for to be named, such as a Leitweg-ID, BT-10.
    pub buyer_reference: Option<String>,
    /// Project, BT-11.
    pub project: Option<String>,
    /// Contract, BT-12.
    pub contract: Option<String>,
    /// The buyer's order, BT-13.
    pub order: Option<String>,
    /// The seller's order, BT-14.
    pub sales_order: Option<String>,
    /// Advice that it was received, BT-15.
    pub receiving_advice: Option<String>,
    /// Advice that it was sent, BT-16.
    pub despatch_advice: Option<String>,
    /// Tender or lot, BT-17.
    pub tender: Option<String>,
    /// What it is about, BT-18; the scheme is of UNTDID 1153.
    pub object: Option<Identifier>,
    /// Where the buyer books it, BT-19.
    pub accounting: Option<String>,
    /// Terms of payment, BT-20.
    pub terms: Terms,
    /// Notes, BG-1.
    pub notes: Vec<Note>,
    /// The business process, BT-23.
    pub process: Option<String>,
    /// Earlier invoices, BG-3.
    pub preceding: Vec<Preceding>,
    /// Seller, BG-4.
    pub seller: Party,
    /// Buyer, BG-7.
    pub buyer: Party,
    /// Who is paid, BG-10.
    pub payee: Option<Payee>,
    /// Tax representative of the seller, BG-11.
    pub tax_representative: Option<TaxRepresentative>,
    /// Delivery, BG-13.
    pub delivery: Option<Delivery>,
    /// Period, BG-14.
    pub period: Option<Period>,
    /// Payment instructions, BG-16.
    pub payment: Option<Payment>,
    /// Allowances (BG-20) and charges (BG-21) of the whole document.
    pub adjustments: Vec<Adjustment>,
    /// What was paid before, BT-113.
    pub paid: Option<Decimal>,
    /// What rounds the amount due, BT-114.
    pub rounding: Option<Decimal>,
    /// Payments for others, BG-DEX-09 of the XRechnung extension.
    pub third_party: Vec<ThirdPartyPayment>,
    /// Why categories of VAT charge no tax, BT-120 and BT-121.
    pub exemptions: Vec<Exemption>,
    /// Supporting documents, BG-24.
    pub attachments: Vec<Attachment>,
    /// Lines, BG-25.
    pub lines: Vec<Line>,
}

/// The sum of VAT in the currency of the tax office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VatCurrency {
    /// The currency, BT-6.
    pub currency: Currency,
    /// The sum of VAT in it, BT-111; `None` when it is missing (BR-53).
    pub vat: Option<Decimal>,
}

/// When VAT becomes due; a document has a day or a rule, never both (BR-CO-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxPoint {
    /// On a day, BT-7.
    On(Date),
    /// When it is issued, BT-8 (UNTDID 2005: 3, UNTDID 2475: 5).
    Issue,
    /// When it is delivered, BT-8 (UNTDID 2005: 35, UNTDID 2475: 29).
    Delivery,
    /// When it is paid, BT-8 (UNTDID 2005: 432, UNTDID 2475: 72).
    Payment,
}

/// A period of a document (BG-14) or a line (BG-26).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// First day, BT-73 or BT-134.
    pub from: Option<Date>,
    /// Last day, BT-74 or BT-135.
    pub to: Option<Date>,
}

/// Whether an amount is taken away or added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Taken away.
    Allowance,
    /// Added.
    Charge,
}

/// An allowance (BG-20) or a charge (BG-21) of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// Whether it takes away or adds.
    pub sign: Sign,
    /// The amount without VAT, BT-92 or BT-99.
    pub amount: Decimal,
    /// What a percentage is of, BT-93 or BT-100.
    pub base: Option<Decimal>,
    /// The percentage, BT-94 or BT-101.
    pub percent: Option<Decimal>,
    /// VAT, BT-95 and BT-96 or BT-102 and BT-103.
    pub vat: Vat,
    /// Why, in words, BT-97 or BT-104.
    pub reason: Option<String>,
    /// Why, as a code, BT-98 (UNTDID 5189) or BT-105 (UNTDID 7161).
    pub reason_code: Option<String>,
}
