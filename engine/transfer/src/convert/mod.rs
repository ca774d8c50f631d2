//! From the text of a cell to the value of a field.

mod cell;
mod choice;
mod country;
mod date;
mod number;
mod text;
mod time;

pub use cell::{Reading, day_of, number_of, value};
pub use country::country_code;
pub use date::date_order;
pub use number::number_style;
pub use text::{neutral, tidy};
