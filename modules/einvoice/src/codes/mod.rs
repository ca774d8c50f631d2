//! The code lists that EN 16931 binds (EN 16931 code lists, edition 16).

mod list;
mod lists;
mod references;
mod schemes;
mod units;

pub use list::has;
pub use lists::{ALLOWANCES, CHARGES, COUNTRIES, CURRENCIES, EXEMPTIONS, KINDS, MEANS};
pub use references::{CLASSIFICATIONS, REFERENCES, SUBJECTS};
pub use schemes::{ADDRESSES, SCHEMES};
pub use units::UNITS;
