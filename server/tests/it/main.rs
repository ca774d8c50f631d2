//! The whole program in one process: every address, in both languages, against bad input.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

mod backups;
mod commands;
mod doors;
mod foreign;
mod forgery;
mod house;
mod input;
mod pages;
mod places;
mod processes;
mod program;
mod rights;
mod uploads;
