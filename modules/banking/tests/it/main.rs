//! What the bank would say: identifiers, statements, orders and codes against their standards.

mod debits;
mod foreign;
mod hostile;
mod identifiers;
mod matching;
mod payloads;
mod statements;
mod tables;
mod transfers;
