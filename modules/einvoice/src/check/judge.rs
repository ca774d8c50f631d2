//! All rules of a profile.

use super::finding::{Finding, Findings};
use super::{code_list, core, decimals, german, line, own, party, payment, peppol, vat};
use crate::model::Invoice;
use crate::profile::Profile;

/// Judges a document by the rules of EN 16931, of its profile and our own, in the order in which a
/// person reads a document. Totals are no matter of these rules: they follow from the lines, and
/// `differences` judges those that others state. The severities are those of the official rules in
/// the setting of KoSIT (validator configuration XRechnung 3.0.2).
#[must_use]
pub fn check(invoice: &Invoice, profile: Profile) -> Vec<Finding> {
    let mut found = Findings::default();
    core::judge(&mut found, invoice);
    party::judge(&mut found, invoice);
    payment::judge(&mut found, invoice);
    line::judge(&mut found, invoice);
    vat::judge(&mut found, invoice);
    decimals::judge(&mut found, invoice);
    code_list::judge(&mut found, invoice, profile);
    match profile {
        Profile::XRechnung | Profile::XRechnungExtension | Profile::XRechnungCleanVehicles => {
            peppol::judge_shared(&mut found, invoice);
            german::judge(&mut found, invoice, profile);
        }
        Profile::Peppol => {
            peppol::judge_shared(&mut found, invoice);
            peppol::judge(&mut found, invoice);
        }
        Profile::Basic | Profile::En16931 | Profile::Extended => {}
    }
    own::judge(&mut found, invoice, profile);
    found.all
}
