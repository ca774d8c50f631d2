//! Who takes part: BR-6 to BR-20, BR-56 to BR-63, BR-CO-9 and BR-CO-26.

use super::finding::{Findings, Place, Severity, is_absent, is_blank};
use crate::codes::{COUNTRIES, has};
use crate::model::{Identifier, Invoice, Party, Payee};

/// Judges parties, addresses and places.
pub fn judge(found: &mut Findings, invoice: &Invoice) {
    let Invoice { seller, buyer, .. } = invoice;
    let delivered_to = invoice.delivery.as_ref().and_then(|delivery| delivery.postal.as_ref());
    let is_nobody = seller.identifiers.iter().all(|id| is_blank(&id.value))
        && seller.registration.is_none()
        && is_absent(seller.vat_id.as_ref());
    let payee = invoice.payee.as_ref();
    let is_payee_wrong = payee.is_some_and(|payee| is_no_other(payee, seller));
    let country = delivered_to.is_some_and(|postal| is_blank(&postal.country));
    let rules = [
        (is_blank(&seller.name), "BR-06", &["BT-27"][..]),
        (is_blank(&buyer.name), "BR-07", &["BT-44"]),
        (is_blank(&seller.postal.country), "BR-09", &["BT-40"]),
        (is_blank(&buyer.postal.country), "BR-11", &["BT-55"]),
        (is_payee_wrong, "BR-17", &["BT-59"]),
        (country, "BR-57", &["BT-80"]),
        (is_unsaid(seller.electronic.as_ref()), "BR-62", &["BT-34"]),
        (is_unsaid(buyer.electronic.as_ref()), "BR-63", &["BT-49"]),
        (is_nobody, "BR-CO-26", &["BT-29", "BT-30", "BT-31"]),
    ];
    found.fatal(Place::Document, &rules);
    if let Some(tax) = &invoice.tax_representative {
        let rules = [
            (is_blank(&tax.name), "BR-18", &["BT-62"][..]),
            (is_blank(&tax.postal.country), "BR-20", &["BT-69"]),
            (is_blank(&tax.vat_id), "BR-56", &["BT-63"]),
        ];
        found.fatal(Place::Document, &rules);
    }
    let tax = invoice.tax_representative.as_ref().map(|tax| &tax.vat_id);
    let ids: [(Option<&String>, &'static [&'static str]); 3] = [
        (seller.vat_id.as_ref(), &["BT-31"]),
        (tax, &["BT-63"]),
        (buyer.vat_id.as_ref(), &["BT-48"]),
    ];
    for (id, terms) in ids {
        let Some(id) = id.filter(|id| !is_blank(id)) else { continue };
        let rule = (!has_country(id), "BR-CO-09", terms);
        found.about(Severity::Fatal, Place::Document, rule, id);
    }
}

// A payee is named only when it is somebody else.
fn is_no_other(payee: &Payee, seller: &Party) -> bool {
    let id = payee.identifier.as_ref().map(|id| &id.value);
    let register = payee.registration.as_ref().map(|id| &id.value);
    is_blank(&payee.name)
        || payee.name == seller.name
        || id.is_some_and(|id| seller.identifiers.iter().any(|known| known.value == *id))
        || register.is_some_and(|id| seller.registration.as_ref().is_some_and(|k| k.value == *id))
}

fn is_unsaid(address: Option<&Identifier>) -> bool {
    address.is_some_and(|address| is_absent(address.scheme.as_ref()))
}

// Greece calls itself by another code than ISO 3166.
fn has_country(id: &str) -> bool {
    id.get(..2).is_some_and(|country| country == "EL" || has(COUNTRIES, country))
}
