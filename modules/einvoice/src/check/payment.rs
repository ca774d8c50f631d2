//! Payment: BR-49 to BR-51 and BR-61.

use super::finding::{Findings, Place, is_absent, is_blank};
use crate::model::{Card, Invoice};

/// Judges payment instructions.
pub fn judge(found: &mut Findings, invoice: &Invoice) {
    let Some(payment) = &invoice.payment else { return };
    let is_transfer = ["30", "58"].contains(&payment.means.as_str());
    let has_account = payment.transfers.iter().any(|transfer| !is_blank(&transfer.account));
    let card = payment.card.as_ref();
    let rules = [
        (is_blank(&payment.means), "BR-49", &["BT-81"][..]),
        (card.is_some_and(is_whole), "BR-51", &["BT-87"]),
        (is_transfer && !has_account, "BR-61", &["BT-84"]),
    ];
    found.fatal(Place::Document, &rules);
    for (n, transfer) in payment.transfers.iter().enumerate() {
        let rule = (is_blank(&transfer.account), "BR-50", &["BT-84"][..]);
        found.fatal(Place::Transfer(n), &[rule]);
    }
    if let Some(debit) = &payment.debit {
        let is_missing = is_absent(debit.mandate.as_ref());
        let rule = (is_missing, "PEPPOL-EN16931-R061", &["BT-89"][..]);
        found.fatal(Place::Document, &[rule]);
    }
}

// Not more than the first six and the last four digits may be shown (PCI DSS).
fn is_whole(card: &Card) -> bool {
    10 < card.number.chars().filter(char::is_ascii_digit).count()
}
