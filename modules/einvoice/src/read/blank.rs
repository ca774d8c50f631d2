//! An invoice to be filled.

use kernel::{Currency, Date};

use crate::model::{Exemption, Invoice, Kind, Party, Terms};

/// A document with nothing in it but what has no empty form.
#[must_use]
pub fn blank(issued_on: Date, kind: Kind, currency: Currency) -> Invoice {
    Invoice {
        number: String::new(),
        issued_on,
        kind,
        currency,
        vat_currency: None,
        tax_point: None,
        due_on: None,
        buyer_reference: None,
        project: None,
        contract: None,
        order: None,
        sales_order: None,
        receiving_advice: None,
        despatch_advice: None,
        tender: None,
        object: None,
        accounting: None,
        terms: Terms::default(),
        notes: Vec::new(),
        process: None,
        preceding: Vec::new(),
        seller: Party::default(),
        buyer: Party::default(),
        payee: None,
        tax_representative: None,
        delivery: None,
        period: None,
        payment: None,
        adjustments: Vec::new(),
        paid: None,
        rounding: None,
        third_party: Vec::new(),
        exemptions: Vec::new(),
        attachments: Vec::new(),
        lines: Vec::new(),
    }
}

/// Adds a reason; of several for one category the first counts.
pub fn merged(exemptions: &mut Vec<Exemption>, found: Exemption) {
    let says = found.text.is_some() || found.code.is_some();
    if says && exemptions.iter().all(|known| known.category != found.category) {
        exemptions.push(found);
    }
}
