//! Tests of jobs from outside.

mod bench;
mod bins;
mod messages;
mod workers;
