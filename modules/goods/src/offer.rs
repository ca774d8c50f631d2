//! What this crate hands to the program.

use kernel::Language;
use records::{Offer, module, words};

use crate::{
    component, customer_discount, instalment, position, price_line, price_list, product,
    purchase_line, purchase_order, service, stock_movement, tax_line, vendor,
};

/// The modules of this crate, in the order in which they build on each other.
#[must_use]
pub fn offer() -> Offer {
    Offer {
        modules: vec![
            module!(vendor),
            module!(product),
            module!(service),
            module!(price_list),
            module!(customer_discount),
            module!(purchase_order),
            module!(stock_movement),
        ],
        shapes: vec![
            position::SHAPE,
            tax_line::SHAPE,
            instalment::SHAPE,
            purchase_line::SHAPE,
            price_line::SHAPE,
            component::SHAPE,
        ],
        texts: vec![
            (Language::De, words!("de", "picklist_goods")),
            (Language::En, words!("en", "picklist_goods")),
            (Language::De, words!("de", "position")),
            (Language::En, words!("en", "position")),
        ],
        areas: vec![("goods", "package", 35)],
        ..Offer::default()
    }
}

/// The modules of this crate as the setting of a scenario, after those they link to.
#[cfg(test)]
pub fn setting() -> testkit::Setting {
    testkit::Setting::of(&[contacts::offer(), activity::offer(), offer()])
}
