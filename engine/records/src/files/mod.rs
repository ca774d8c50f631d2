//! Files that records give out under a name, and files that records are made of.

mod output;
mod taking;

pub use output::{Make, Making, Output, output, outputs};
pub use taking::{FileReader, PlaceFile, ReadFile, read_file, taken_endings};
