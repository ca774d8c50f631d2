//! Documents that are sent by mail: what the action proposes, and what it does.
//!
//! Read `mail`, then `propose` with `filled`; `offered` says which documents can be sent.

mod filled;
mod mail;
mod offered;
mod propose;
#[cfg(test)]
mod tests;

pub(crate) use mail::proposed;
pub use offered::behaviors;
