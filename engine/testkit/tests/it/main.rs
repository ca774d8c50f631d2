//! The engine, tried with a library on both databases.

mod access;
mod batches;
mod bin;
mod duplicates;
mod fields;
mod history;
mod lists;
mod numbers;
mod overlay;
mod relations;
mod rules;
mod saving;
mod search;
