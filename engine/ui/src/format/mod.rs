//! Values as people write them, by language.

mod day;
mod device;
mod number;

pub(crate) use day::today;
pub use day::{
    date, date_time, duration, long_date, moment, relative_date, short_date, short_moment, time,
};
pub use device::device;
pub use number::{
    amount, decimal, integer, money, money_whole, number_example, number_input, percent, size,
};
