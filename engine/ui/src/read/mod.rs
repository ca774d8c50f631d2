//! What people type, read leniently: `1.234,50`, `24.11.`, `morgen`, `+14`, `9:30`.

mod day;
mod number;

pub use day::{date, duration, time};
pub use number::number;
