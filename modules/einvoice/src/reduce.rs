//! What is left of a document in a profile that carries less than the model.

use crate::model::{Invoice, Item, Line, Party, Payment, TaxPoint};
use crate::profile::Profile;

/// The document as the profile carries it. Amounts that count are never left out: a profile that
/// has no place for them is refused by `check`.
#[must_use]
pub fn reduced(invoice: &Invoice, profile: Profile) -> Invoice {
    let mut invoice = invoice.clone();
    match profile {
        // A credit note has no lines inside lines, even there.
        Profile::XRechnungExtension if invoice.kind.is_credit() => flatten(&mut invoice),
        Profile::XRechnungExtension => {}
        Profile::En16931
        | Profile::Extended
        | Profile::XRechnung
        | Profile::XRechnungCleanVehicles
        | Profile::Peppol => {
            flatten(&mut invoice);
        }
        Profile::Basic => {
            flatten(&mut invoice);
            basic(&mut invoice);
        }
    }
    invoice
}

// Lines inside lines explain and add to no total, so they can go.
fn flatten(invoice: &mut Invoice) {
    for line in &mut invoice.lines {
        line.sub_lines.clear();
    }
}

// Factur-X 1.09 BASIC, by its schema.
fn basic(invoice: &mut Invoice) {
    invoice.project = None;
    invoice.sales_order = None;
    invoice.receiving_advice = None;
    invoice.tender = None;
    invoice.object = None;
    invoice.attachments.clear();
    match invoice.tax_point {
        Some(TaxPoint::On(_)) => invoice.tax_point = None,
        Some(TaxPoint::Issue | TaxPoint::Delivery | TaxPoint::Payment) | None => {}
    }
    party(&mut invoice.seller);
    party(&mut invoice.buyer);
    invoice.buyer.trading_name = None;
    if let Some(payment) = &mut invoice.payment {
        self::payment(payment);
    }
    for line in &mut invoice.lines {
        self::line(line);
    }
}

fn party(party: &mut Party) {
    party.contact = None;
    party.legal_information = None;
}

fn payment(payment: &mut Payment) {
    payment.means_text = None;
    payment.card = None;
    for transfer in &mut payment.transfers {
        transfer.name = None;
        transfer.bank = None;
    }
}

fn line(line: &mut Line) {
    line.object = None;
    line.order_line = None;
    line.accounting = None;
    for adjustment in &mut line.adjustments {
        (adjustment.base, adjustment.percent) = (None, None);
    }
    let Item { name, standard_id, .. } = std::mem::take(&mut line.item);
    line.item = Item { name, standard_id, ..Item::default() };
}
