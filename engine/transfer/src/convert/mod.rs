//! From the text of a cell to the value of a field.

mod cell;
mod choice;
mod country;
mod date;
mod number;
mod text;
mod time;

pub use cell::{Reading, amount, day_of, number_of, value};
pub use choice::code as choice_code;
pub use country::country_code;
pub use date::date_order;
pub use number::{leaning, number_style, read as read_number};
pub use text::{neutral, tidy};
