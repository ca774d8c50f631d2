//! The engine, tried with a library on both databases.

mod fields;
