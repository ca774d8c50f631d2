//! Papers of a made-up house, for tests and for eyes.

mod all;
mod blank;
mod german;
mod neighbours;
mod small;

pub use all::all;
pub use blank::{blank, line, made};
pub use german::{
    cancellation, credit_note, invoice, long_invoice, order_confirmation, purchase_order, quote,
};
pub use neighbours::{austria, english, swiss, swiss_blank};
pub use small::{delivery_note, dunning_letter, mandate};
