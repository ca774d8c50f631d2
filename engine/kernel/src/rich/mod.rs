//! Formatted text: few elements, always clean.
//!
//! Read `text` first (what it is), then `read` (how markup of others becomes it), `write` (its
//! one form), `gate` (what lets nothing else through), `plain` (its words).

mod gate;
mod plain;
mod read;
mod text;
mod write;

pub use text::RichText;
