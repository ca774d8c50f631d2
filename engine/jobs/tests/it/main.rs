//! Tests of jobs from outside.

mod bench;
mod bins;
mod errands;
mod messages;
mod workers;
