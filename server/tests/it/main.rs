//! The whole program in one process: every address, in both languages, against bad input.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

mod backups;
mod bulk;
mod cells;
mod commands;
mod connections;
mod counts;
mod doors;
mod entries;
mod factor;
mod foreign;
mod forgery;
mod guessing;
mod house;
mod input;
mod links;
mod made_up;
mod messages;
mod pages;
mod places;
mod processes;
mod program;
mod programs;
mod rights;
mod settings;
mod sheets;
mod tls;
mod transport;
mod undo;
mod uploads;
mod words;
