//! What this crate hands to the program.

use kernel::Language;
use records::{Behavior, Offer, module, words};

use crate::{
    allocation, bank_entry, bank_statement, base_rate, billed_line, cancellation, case_accounts,
    chart_of_accounts, credit_note, datev_export, delivery_line, delivery_note, dunning_letter,
    dunning_level, dunning_line, finding, incoming_invoice, instalment_plan, invoice, order,
    output, payment, period, plan_line, retention, settlement, subscription,
};

/// The modules of this crate, in the order in which they build on each other.
#[must_use]
pub fn offer() -> Offer {
    Offer {
        modules: vec![
            module!(delivery_note),
            module!(invoice),
            module!(subscription),
            module!(instalment_plan),
            module!(credit_note),
            module!(cancellation),
            module!(payment),
            module!(bank_statement),
            module!(dunning_letter),
            module!(dunning_level),
            module!(base_rate),
            module!(chart_of_accounts),
            module!(datev_export),
            module!(incoming_invoice),
        ],
        shapes: vec![
            delivery_line::SHAPE,
            settlement::SHAPE,
            allocation::SHAPE,
            bank_entry::SHAPE,
            dunning_line::SHAPE,
            case_accounts::SHAPE,
            billed_line::SHAPE,
            finding::SHAPE,
            plan_line::SHAPE,
        ],
        extensions: extensions(),
        texts: vec![
            (Language::De, words!("de", "picklist_billing")),
            (Language::En, words!("en", "picklist_billing")),
            (Language::De, words!("de", "delivery_line")),
            (Language::En, words!("en", "delivery_line")),
            (Language::De, words!("de", "settlement")),
            (Language::En, words!("en", "settlement")),
            (Language::De, words!("de", "dunning_line")),
            (Language::En, words!("en", "dunning_line")),
            (Language::De, words!("de", "plan_line")),
            (Language::En, words!("en", "plan_line")),
            (Language::De, words!("de", "letter")),
            (Language::En, words!("en", "letter")),
            (Language::De, words!("de", "banking")),
            (Language::En, words!("en", "banking")),
        ],
        areas: vec![("billing", "receipt", 150)],
    }
}

/// What these modules do to each other, and to those of other crates.
fn extensions() -> Vec<Behavior> {
    let invoices = [subscription::of_invoice(), instalment_plan::of_invoice()];
    [order::behavior(), output::dunning_letter(), output::templates()]
        .into_iter()
        .chain(invoices)
        .chain(payment::of_documents())
        .chain(output::behaviors())
        .chain(period::behaviors())
        .chain(retention::behaviors())
        .collect()
}

/// The modules of this crate as the setting of a scenario, after those they link to.
#[cfg(test)]
pub fn setting() -> testkit::Setting {
    testkit::Setting::of(&[
        contacts::offer(),
        activity::offer(),
        goods::offer(),
        sales::offer(),
        stationery::offer(),
        offer(),
    ])
}
