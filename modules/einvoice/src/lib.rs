//! Electronic invoices after EN 16931: model, totals, rules, and the syntaxes UBL and CII.
//!
//! **Invariant:** pure: no file, no network, no clock. Bytes that are read are nobody's word: they
//! are bounded in every direction, and nothing in them is looked up elsewhere. What is found wrong
//! is a code with parameters, never a sentence.
//!
//! Read `model` first, then `totals`, `profile`, `write`, `read` (documents of others and where
//! their totals do not follow), `check` (the rules), `identifier`, `pdf` (hybrids); `ubl`, `cii`
//! and `xml` are how documents are written down, `codes` the lists that the norm binds.

mod arithmetic;
mod check;
mod cii;
mod codes;
mod identifier;
mod model;
mod pdf;
mod profile;
mod read;
mod reduce;
mod text;
mod totals;
mod ubl;
mod write;
mod xml;

pub use check::{Finding, Place, Severity, check};
pub use identifier::{VatId, is_iban, is_leitweg, vat_id};
pub use model::{
    Adjustment, Attachment, Attribute, Binary, Card, CashDiscount, Category, Classification,
    Contact, CreditTransfer, Delivery, DirectDebit, Exemption, GrossPrice, Identifier, Invoice,
    Item, Kind, Line, LineAdjustment, Note, Party, Payee, Payment, Period, Postal, Preceding,
    Price, Sign, TaxPoint, TaxRepresentative, Terms, ThirdPartyPayment, Vat, VatCurrency,
};
pub use pdf::embedded;
pub use profile::{PROCESS, Profile, Syntax};
pub use read::{Read, Refused, Stated, StatedVat, blank, differences, form, read};
pub use reduce::reduced;
pub use totals::{Breakdown, Totals, line_net, totals};
pub use write::{Unwritable, write};
