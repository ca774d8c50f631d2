//! Document sets: invoices with their files in archives that DATEV takes in.
//!
//! Read `set` (what is told), `invoice` (the part of an invoice that is booked), `archive` (how it
//! becomes files).

mod archive;
mod invoice;
mod invoice_xml;
mod set;
mod xml;

pub use archive::{Archive, MOST_DOCUMENTS, write};
pub use invoice::{AccountedInvoice, InvoiceKind, InvoiceLine, InvoiceParty, TaxLine};
pub use set::{Content, Document, DocumentFile, DocumentSet};
