//! What the squares say that people pay by.

mod girocode;
mod line;
mod swiss;

pub use girocode::GiroCode;
pub use swiss::{BillParty, SwissBill, SwissReference};
