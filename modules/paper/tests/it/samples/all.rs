//! The samples with their names.

use super::{
    austria, cancellation, credit_note, delivery_note, dunning_letter, english, invoice,
    long_invoice, mandate, order_confirmation, purchase_order, quote, swiss, swiss_blank,
};
use paper::Paper;

/// All samples with their names.
pub fn all() -> Vec<(&'static str, Paper)> {
    vec![
        ("invoice", invoice()),
        ("long", long_invoice(60)),
        ("quote", quote()),
        ("order-confirmation", order_confirmation()),
        ("purchase-order", purchase_order()),
        ("credit-note", credit_note()),
        ("cancellation", cancellation()),
        ("delivery-note", delivery_note()),
        ("dunning-letter", dunning_letter()),
        ("mandate", mandate()),
        ("english", english()),
        ("austria", austria()),
        ("swiss", swiss()),
        ("swiss-blank", swiss_blank()),
    ]
}
