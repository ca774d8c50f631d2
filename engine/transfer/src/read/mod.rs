//! From bytes to rows of cells, whatever state the file is in.

mod decode;
mod row;
mod rows;

pub use decode::Decoder;
pub use row::{Fault, Row};
pub use rows::{LINE_IN_CELL, MAX_ROW, Rows};
