//! What documents give out: the paper, and the electronic invoice.
//!
//! Read `parties` (who takes part), `electronic` (from a document to EN 16931), `refused` (what the
//! rules say, at our fields), then `words`, `paper` and `sums` (what stands on paper), `made`
//! (files); `dunning` is the same for dunning letters.

mod dunning;
mod electronic;
mod made;
mod paper;
mod parties;
mod refused;
mod sums;
#[cfg(test)]
mod tests;
mod words;

pub use dunning::behavior as dunning_letter;
pub use electronic::{Written, written};
pub use made::{behaviors, pdf, xml};
pub use parties::Parties;
pub use words::Words;
