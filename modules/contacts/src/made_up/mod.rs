//! People and firms that do not exist, the same ones for the same seed.
//!
//! Read `dice` (where chance comes from), `names`, `places`, `firms`, `jobs` (the words), `person`
//! and `firm` (what becomes of them).

mod dice;
mod firm;
mod firms;
mod jobs;
mod names;
mod person;
mod places;

pub use dice::Dice;
pub use firm::Firm;
pub use person::Someone;
