//! What documents give out: the paper, with the electronic invoice in it.
//!
//! Read `parties` (who takes part), then `words`, `paper` and `sums` (what stands on paper), `made`
//! (files); `dunning` is the same for dunning letters.

mod dunning;
mod made;
mod paper;
mod parties;
mod sums;
#[cfg(test)]
mod tests;
mod words;

pub use dunning::behavior as dunning_letter;
pub use made::{behaviors, pdf, xml};
pub(crate) use paper::grouped;
pub use paper::{Printed, draw};
pub use parties::{Known, Parties};
pub use words::Words;
