//! Files that records give out under a name, and files that records are made of.

mod output;
mod taking;

pub use output::{Form, Make, Making, Output, forms, output, output_in, outputs};
pub use taking::{FileReader, PlaceFile, ReadFile, read_file, taken_endings};
