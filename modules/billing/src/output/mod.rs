//! What documents give out: the paper, with the electronic invoice in it.
//!
//! Read `parties` (who takes part), then `words`, `paper` and `sums` (what stands on paper), `made`
//! (files); `dunning` is the same for dunning letters, `sketch` what templates are drawn on.

mod dunning;
mod made;
mod paper;
mod parties;
mod sketch;
mod sums;
#[cfg(test)]
mod tests;
mod words;

pub use dunning::behavior as dunning_letter;
pub use made::{behaviors, company_of, pdf, xml};
pub use paper::Printed;
pub(crate) use paper::grouped;
pub use parties::{Known, Parties};
pub use sketch::{sketch, templates};
pub use words::Words;
