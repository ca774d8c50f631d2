//! Tests of jobs from outside.

mod bench;
mod messages;
mod workers;
