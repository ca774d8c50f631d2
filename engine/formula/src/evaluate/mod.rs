//! The answer of a formula.

mod answer;
mod operator;
mod text;
mod time;
mod total;

pub use answer::{Answer, Present};
