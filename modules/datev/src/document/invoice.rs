//! The part of an invoice that is booked (Belegverwaltung online, version 5.0).

use kernel::{Currency, Date, Decimal, FieldProblem};

use crate::problems::Problems;

/// What an invoice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceKind {
    /// It asks for money.
    Invoice,
    /// It gives money back; its amounts stay positive.
    Correction,
}

/// An invoice as DATEV books it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountedInvoice {
    /// What it is.
    pub kind: InvoiceKind,
    /// Its number, at most 36 of `A-Z a-z 0-9 $%&*+-/`.
    pub number: String,
    /// Its day.
    pub issued_on: Date,
    /// Day of the supply.
    pub delivered_on: Date,
    /// Who wrote it.
    pub supplier: InvoiceParty,
    /// Who got it.
    pub recipient: InvoiceParty,
    /// Day on which it is due.
    pub due_on: Option<Date>,
    /// Terms of payment in words, at most 60 characters; needed beside a day.
    pub terms: String,
    /// Its currency.
    pub currency: Currency,
    /// What is booked, at least one line.
    pub lines: Vec<InvoiceLine>,
    /// Its taxes, one line per rate.
    pub taxes: Vec<TaxLine>,
    /// What is to be paid.
    pub gross: Decimal,
}

/// Who wrote or got an invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoiceParty {
    /// Name; cut to 50 characters.
    pub name: String,
    /// Street; cut to 41 characters.
    pub street: String,
    /// Postal code, at most 10 characters.
    pub zip: String,
    /// Town; cut to 30 characters.
    pub town: String,
    /// ISO code of the country.
    pub country: String,
    /// VAT id; may be empty.
    pub vat_id: String,
    /// Tax number, at most 20 characters; may be empty.
    pub tax_number: String,
    /// Account as debtor or creditor.
    pub account: Option<u32>,
}

/// A line that is booked to one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceLine {
    /// What it is; cut to 40 characters.
    pub description: String,
    /// How much; two places.
    pub quantity: Decimal,
    /// Net amount.
    pub net: Decimal,
    /// Gross amount.
    pub gross: Decimal,
    /// Rate of tax in percent.
    pub rate: Decimal,
    /// Account of revenue or cost.
    pub account: Option<u32>,
    /// BU-Schlüssel.
    pub tax_key: Option<u16>,
    /// Text of the booking; cut to 60 characters.
    pub booking_text: String,
    /// Cost center, at most 36 characters; may be empty.
    pub cost_center: String,
}

/// What of one rate is in an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxLine {
    /// Rate in percent.
    pub rate: Decimal,
    /// Net amount.
    pub net: Decimal,
    /// Tax.
    pub tax: Decimal,
    /// Gross amount.
    pub gross: Decimal,
}

impl AccountedInvoice {
    /// What of it DATEV would refuse, with a path before each field.
    pub(super) fn check(&self, problems: &mut Problems, at: &str) {
        let field = |name: &str| format!("{at}.{name}");
        problems.needed(&field("number"), &self.number, 36);
        let is_number = |c: char| c.is_ascii_alphanumeric() || "$%&*+-/".contains(c);
        if !self.number.chars().all(is_number) {
            problems.add(&field("number"), "identifier_form");
        }
        check_party(problems, &field("supplier"), &self.supplier);
        check_party(problems, &field("recipient"), &self.recipient);
        problems.length(&field("terms"), &self.terms, 60);
        if self.due_on.is_some() && self.terms.trim().is_empty() {
            problems.add(&field("terms"), "required");
        }
        if self.lines.is_empty() {
            problems.add(&field("lines"), "required");
        }
        for (n, line) in self.lines.iter().enumerate() {
            check_line(problems, &format!("{at}.lines[{n}]"), line);
        }
        if self.taxes.is_empty() {
            problems.add(&field("taxes"), "required");
        }
        problems.amount(&field("gross"), self.gross);
        let sum: Decimal = self.taxes.iter().map(|tax| tax.gross).sum();
        if sum != self.gross {
            problems.add_with(&field("taxes"), "sum_differs", "sum", sum);
        }
    }

    /// What of it DATEV would refuse.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Problems::default();
        self.check(&mut problems, "invoice");
        problems.conclude(()).err().unwrap_or_default()
    }
}

fn check_party(problems: &mut Problems, at: &str, party: &InvoiceParty) {
    problems.needed(&format!("{at}.name"), &party.name, 255);
    problems.needed(&format!("{at}.zip"), &party.zip, 10);
    problems.needed(&format!("{at}.town"), &party.town, 255);
    problems.length(&format!("{at}.country"), &party.country, 2);
    problems.length(&format!("{at}.vat_id"), &party.vat_id, 15);
    problems.length(&format!("{at}.tax_number"), &party.tax_number, 20);
    if !party.vat_id.chars().all(|c| c.is_ascii_alphanumeric() || ". _".contains(c)) {
        problems.add(&format!("{at}.vat_id"), "identifier_form");
    }
    if party.account.is_some_and(|account| !(10_000..=999_999_999).contains(&account)) {
        problems.add(&format!("{at}.account"), "account_length");
    }
}

fn check_line(problems: &mut Problems, at: &str, line: &InvoiceLine) {
    problems.needed(&format!("{at}.description"), &line.description, 255);
    problems.needed(&format!("{at}.booking_text"), &line.booking_text, 255);
    problems.amount(&format!("{at}.net"), line.net);
    problems.amount(&format!("{at}.gross"), line.gross);
    problems.amount(&format!("{at}.quantity"), line.quantity);
    if Decimal::from(9_999_999) < line.quantity {
        problems.add(&format!("{at}.quantity"), "too_large");
    }
    if !(Decimal::ZERO..Decimal::ONE_HUNDRED).contains(&line.rate) {
        problems.add(&format!("{at}.rate"), "out_of_range");
    }
    if line.account.is_some_and(|account| !(1..=99_999_999).contains(&account)) {
        problems.add(&format!("{at}.account"), "account_length");
    }
    if line.tax_key.is_some_and(|key| 9999 < key) {
        problems.add(&format!("{at}.tax_key"), "out_of_range");
    }
    problems.length(&format!("{at}.cost_center"), &line.cost_center, 36);
}
