//! What the bank would say: identifiers, statements, orders and codes against their standards.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

mod debits;
mod foreign;
mod hostile;
mod identifiers;
mod matching;
mod payloads;
mod statements;
mod tables;
mod transfers;
