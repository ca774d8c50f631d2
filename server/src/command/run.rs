//! From the command line to what is done.

use anyhow::{Context, Result};

use super::line::{Command, Line};
use super::{access_key, backup, check, jobs, migrate, restore, seed, token, transfer, user};
use crate::config::{Config, Given};
use crate::serve::{self, Demo, Parts};
use crate::{log, tenant};

/// Does what was asked.
pub fn run(line: Line) -> Result<()> {
    let mut given =
        Given { data: line.place.data, database_url: line.place.database, ..Given::default() };
    if let Command::Serve { listen, .. } = &line.command {
        given.listen.clone_from(listen);
    }
    let config = Config::load(given, line.place.config.as_deref())?;
    log::start(&config.log);
    let processors = std::thread::available_parallelism().map_or(2, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(processors + store::READERS)
        .enable_all()
        .build()
        .context("starting the runtime")?;
    let done = runtime.block_on(command(&config, line.command));
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    done
}

async fn command(config: &Config, command: Command) -> Result<()> {
    match command {
        Command::Serve { demo, no_jobs, .. } => {
            let parts = if no_jobs { Parts::NoJobs } else { Parts::All };
            let demo = if demo { Demo::Load } else { Demo::Leave };
            serve::serve(config, parts, demo).await
        }
        Command::Work => serve::serve(config, Parts::JobsOnly, Demo::Leave).await,
        Command::User(what) => user::run(config, &tenant::open(config).await?, what).await,
        Command::AccessKey(what) => {
            access_key::run(config, &tenant::open(config).await?, what).await
        }
        Command::Token(what) => token::run(config, &tenant::open(config).await?, what).await,
        Command::Jobs(what) => jobs::run(config, &tenant::open(config).await?, what).await,
        Command::Import(asked) => {
            transfer::import(config, &tenant::open(config).await?, asked).await
        }
        Command::Export { module, format, out } => {
            transfer::export(config, &tenant::open(config).await?, (module, format, out)).await
        }
        Command::Seed { contacts, accounts, opportunities, invoices, subscriptions, seed } => {
            let amount =
                seed::Amount { contacts, accounts, opportunities, invoices, subscriptions, seed };
            seed::run(config, &tenant::open(config).await?, amount).await
        }
        Command::Backup { file } => backup::run(config, &tenant::open(config).await?, &file).await,
        Command::Restore { file } => restore::run(config, &file).await,
        Command::Check { repair } => check::run(config, &tenant::open(config).await?, repair).await,
        Command::Migrate { dry_run } => migrate::run(config, dry_run).await,
        Command::Version => {
            println!("kontor {} (schema {})", env!("CARGO_PKG_VERSION"), store::SCHEMA_VERSION);
            Ok(())
        }
    }
}
