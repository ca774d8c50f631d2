//! Bringing tables up to date.

use anyhow::Result;

use crate::config::Config;
use crate::tenant::{self, told};
use crate::wire;

/// Prints what would be run, or runs it.
pub async fn run(config: &Config, dry_run: bool) -> Result<()> {
    if !dry_run {
        tenant::open(config).await?;
        println!("{} is at schema {}", config.database_name(), store::SCHEMA_VERSION);
        return Ok(());
    }
    std::fs::create_dir_all(&config.data)?;
    let store = tenant::store(config).await?;
    let plan = store.plan(&wire::catalog(&wire::offers())?).await.map_err(|e| told(e, config))?;
    println!("from schema {} to {}", plan.from, store::SCHEMA_VERSION);
    plan.statements.iter().for_each(|statement| println!("{statement};"));
    Ok(())
}
