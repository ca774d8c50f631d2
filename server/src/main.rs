//! The program: configuration, wiring and commands.
//!
//! Read `wire` (what the program consists of), `config` (what it is told), `tenant` (opening the
//! data), `serve` (running it), `command` (the command line).

mod command;
mod config;
mod log;
mod metrics;
mod operate;
mod serve;
mod tenant;
mod wire;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let line = match command::Line::try_parse() {
        Ok(line) => line,
        Err(error) => {
            // Printing can only fail when nobody reads; there is nobody left to tell.
            drop(error.print());
            let asked = !error.use_stderr();
            return if asked { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match command::run(line) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kontor: {error:#}");
            ExitCode::from(1)
        }
    }
}
