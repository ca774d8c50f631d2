//! Who asks, about which data: the first parameter of every use case.
//!
//! Read `context` (the tenant and one request), `readers` (the catalog as somebody meets it).

mod context;
mod readers;

pub use context::{Cx, Engine};
