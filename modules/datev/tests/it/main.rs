//! Files for DATEV, read back by our own rules, by schemas of DATEV and by a reader of others.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

mod charts;
mod documents;
mod foreign;
mod tables;
