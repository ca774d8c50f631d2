//! What goes to banks and comes from them: identifiers, statements, orders, codes to pay by.
//!
//! **Invariant:** pure and bounded: bytes and values in, bytes and values out; no file, no clock,
//! no record. What it finds are proposals and problems, never decisions, and never sentences.
//!
//! Read `identifier` first (what an account and a reference are), then `statement` (what comes
//! from a bank) and `form` (in which shape it comes), `matching` (what it may be for), `order`
//! (what goes to a bank), `payload` (squares to pay by).

pub mod form;
pub mod identifier;
pub mod matching;
pub mod order;
pub mod payload;
pub mod statement;
