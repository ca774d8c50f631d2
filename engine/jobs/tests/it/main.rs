//! Tests of jobs from outside.

mod bench;
mod workers;
