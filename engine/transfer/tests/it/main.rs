//! Tests of import and export from outside.

mod club;
mod mapping;
mod preparing;
mod reading;
