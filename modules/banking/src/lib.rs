//! What goes to banks and comes from them: identifiers, statements, orders, codes to pay by.
//!
//! **Invariant:** pure and bounded: bytes and values in, bytes and values out; no file, no clock,
//! no record. What it finds are proposals and problems, never decisions, and never sentences.
//!
//! Read `identifier` first (what an account and a reference are), then `order` (what goes to a
//! bank).

pub mod identifier;
pub mod order;
