//! From the shell to the command line and back.

use std::process::ExitCode;

use clap::Parser;

use super::{Line, run};

/// Does what the command line says; 0 is done, 1 failed, 2 wrong usage.
#[must_use]
pub fn enter() -> ExitCode {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => {
            // Printing can only fail when nobody reads; there is nobody left to tell.
            drop(error.print());
            let asked = !error.use_stderr();
            return if asked { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match run(line) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kontor: {error:#}");
            ExitCode::from(1)
        }
    }
}
