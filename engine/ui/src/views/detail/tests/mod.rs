//! A made-up library, and what its pages must hold.

pub(crate) mod markup;
mod page;
pub(crate) mod sample;
