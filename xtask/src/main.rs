//! Everything a developer runs: set-up, checks, tests, the interface, code generation.
//!
//! **Invariant:** nothing here is needed by the program at run time, and every step is a command
//! that a person can type as well.
//!
//! Reading order: `command` (one file each), then what they stand on: `step`, `process`, `tool`,
//! `npm`, `python`, `cluster`, `room`, `tally`.

mod cluster;
mod command;
mod npm;
mod process;
mod python;
mod room;
mod step;
mod tally;
mod tool;
mod workspace;

use clap::Parser;
use std::process::ExitCode;

/// Set up, check and run Kontor.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Command {
    /// Check what is needed, build interface and program, start it with demo data.
    Start(command::start::Options),
    /// Check and install what the tests need, then run everything that CI runs.
    Test,
    /// Check and bundle the interface into engine/ui/dist.
    Ui,
    /// Measure the release program against the raw statements of the same run.
    Bench {
        /// Name of the benchmark, all without one.
        name: Option<String>,
        /// What the benchmark itself is told, such as the number of records.
        rest: Vec<String>,
    },
    /// Write the typed names of fields beside each definition.
    Fields(command::fields::Options),
    /// Ask the running program what a generator makes of its own description, on both databases.
    Fuzz {
        /// About how many requests on each.
        #[arg(default_value_t = 20_000)]
        cases: u64,
        /// Seconds at most on each.
        #[arg(long)]
        seconds: Option<u64>,
        /// Takes the program as it was built last.
        #[arg(long)]
        built: bool,
    },
    /// Kill Kontor and PostgreSQL again and again while eight writers write.
    Kills {
        /// How often on each database.
        #[arg(default_value_t = 20)]
        rounds: u32,
    },
    /// Let many people work at once for some minutes, and fail when they wait or memory grows.
    Load(command::load::Options),
    /// Run a command beside a throw-away PostgreSQL that KONTOR_TEST_POSTGRES names.
    Postgres(command::postgres::Options),
}

fn main() -> ExitCode {
    let result = match Command::parse() {
        Command::Start(options) => command::start::run(&options),
        // Its last line is read by others, so nothing may be printed after it.
        Command::Test => return command::test::run(),
        Command::Ui => command::ui::run(),
        Command::Bench { name, rest } => command::bench::run(name.as_deref(), &rest),
        Command::Fields(options) => command::fields::run(&options),
        Command::Fuzz { cases, seconds, built } => command::fuzz::run(cases, seconds, built),
        Command::Kills { rounds } => command::kills::run(rounds, &mut tally::Tally::default()),
        Command::Load(options) => command::load::run(&options),
        Command::Postgres(options) => command::postgres::run(&options),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
