//! Files that records give out under a name, and files that records are made of.
//!
//! Read `output` (what is made when it is asked for), `kept` (what is made once), `shelf` (where
//! bytes lie), `taking` (records that are made of files), `held` (files in fields of records).

pub(crate) mod held;
pub mod kept;
mod output;
mod shelf;
mod taking;

pub use held::PICTURES;
pub use output::{
    Form, Make, Making, Output, forms, is_made_by_job, material, media_type, output, output_in,
    outputs,
};
pub use shelf::Shelf;
pub use taking::{FileReader, PlaceFile, ReadFile, read_file, taken_endings};
