//! Organisations and contacts: the people and firms we deal with.
//!
//! **Invariant:** knows the engine's doors and no other module; modules that come later link here,
//! never the other way round.
//!
//! Read `account` and `contact` (what they are and what they do), `spelling` and `hierarchy` (what
//! both share), `made_up`, `demo` and `seed` (data to look at and to measure with) last.

pub mod account;
pub mod company;
pub mod contact;
pub mod demo;
mod hierarchy;
mod made_up;
mod offer;
pub mod seed;
mod spelling;

pub use offer::offer;
