//! What the bank would say: identifiers, statements, orders and codes against their standards.

mod debits;
mod foreign;
mod identifiers;
mod transfers;
