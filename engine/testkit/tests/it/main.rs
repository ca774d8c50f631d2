//! The engine, tried with a library on both databases.

mod access;
mod bin;
mod fields;
mod lists;
mod saving;
mod search;
