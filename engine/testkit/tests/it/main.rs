//! The engine, tried with a library on both databases.
#![expect(clippy::unwrap_used, reason = "a failed step is what a test reports")]

mod access;
mod batches;
mod bin;
mod duplicates;
mod fields;
mod follows;
mod found;
mod groups;
mod history;
mod lanes;
mod linked;
mod lists;
mod merging;
mod near;
mod numbers;
mod overlay;
mod relations;
mod rich;
mod rules;
mod saving;
mod sealing;
mod search;
mod sharing;
mod standing;
mod switching;
mod syncs;
mod tally;
mod teams;
