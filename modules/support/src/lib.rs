//! What customers have of us, and what becomes of it.
//!
//! **Invariant:** a serial number of a product is that of one asset, wherever it is.
//!
//! Read `asset` first, then `delivered` (how delivery notes make assets). `demo` (data to look at)
//! is last.

pub mod asset;
mod delivered;
pub mod demo;
mod offer;

pub use offer::offer;
