//! What incoming invoices are, as stories.
//!
//! `desk` has the words in which they are told; `suite` reads the official documents, `files` good
//! and bad files, `matching` supplier and order, `typed` those from paper, `deciding` what is
//! approved and refused.

mod deciding;
mod desk;
mod files;
mod matching;
mod paying;
mod suite;
mod typed;
