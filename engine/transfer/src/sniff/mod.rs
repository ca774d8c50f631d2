//! What a file looks like, before anybody says anything about it.

mod encoding;
mod header;
mod separator;
mod sniffed;

pub use header::looks_like_header;
pub use sniffed::{Header, SAMPLE_ROWS, Sniffed, sniff};
