//! Opening the data of an installation.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use digests::Post;
use identity::Vault;
use kernel::{Clock, Error};
use mail::MailServer;
use outbound::Outbound;
use records::public::PublicLinks;
use records::{Engine, Offer};
use social::Files;
use store::Store;

use crate::config::Config;
use crate::{key, wire};

/// Says in the folder of the data that they were restored and not opened since.
pub const RESTORED: &str = "restored";

/// Opened data.
pub struct Tenant {
    /// Catalog and database.
    pub engine: Arc<Engine>,
    /// Files at records.
    pub files: Files,
    /// What seals secrets.
    pub vault: Vault,
    /// Whoever asks other programs.
    pub outbound: Outbound,
    /// The mail server, if there is one.
    pub mail: Option<MailServer>,
    /// How letters leave the house, if they do.
    pub post: Option<Post>,
}

/// Opens the data, bringing the tables up to date after a copy of what was there.
pub async fn open(config: &Config) -> Result<Tenant> {
    open_with(config, &wire::offers()).await
}

/// Opens the data with other modules than those of the program.
pub async fn open_with(config: &Config, offers: &[Offer]) -> Result<Tenant> {
    let (mail, post) = (config.mail_server()?, config.post()?);
    std::fs::create_dir_all(config.files())
        .with_context(|| format!("making {}", config.files().display()))?;
    let vault = key::vault(config)?;
    let store = store(config).await?;
    let catalog = wire::catalog(offers)?;
    let plan = store.plan(&catalog).await.map_err(|e| told(e, config))?;
    if plan.from > 0 && !plan.statements.is_empty() {
        keep_copy(config, &store, plan.from).await?;
    }
    let engine = Engine::open(store, catalog, Offer::behaviors(offers), Clock::System)
        .await
        .map_err(|e| told(e, config))?;
    engine.keep_files_in(&config.files());
    if mail.is_some() {
        engine.open_post();
    }
    if let Some(house) = &config.public_url {
        let signer = vault.clone();
        let sign = Arc::new(move |bytes: &[u8]| signer.sign("public link", bytes));
        engine.open_links(PublicLinks { house: house.trim_end_matches('/').into(), sign });
    }
    begin_anew(config, engine.store()).await?;
    let outbound = Outbound::new(config.outbound_allow.clone());
    Ok(Tenant { engine, files: Files::new(&config.files()), vault, outbound, mail, post })
}

/// After a restore, programs that followed changes cannot go on where they were.
async fn begin_anew(config: &Config, store: &Store) -> Result<()> {
    let mark = config.data.join(RESTORED);
    if mark.exists() {
        store.write(store::queries::feed::begin_anew).await.map_err(|e| told(e, config))?;
        remove(&mark)?;
    }
    Ok(())
}

/// Opens the database alone.
pub async fn store(config: &Config) -> Result<Store> {
    Store::open(&config.store()).await.map_err(|e| told(e, config))
}

/// Before tables change, the database is copied beside itself.
async fn keep_copy(config: &Config, store: &Store, from: i64) -> Result<()> {
    if store.file().is_none() {
        return Ok(());
    }
    let copy = config.data.join(format!("kontor-before-upgrade-from-{from}.db"));
    remove(&copy)?;
    store.copy_to(&copy).await.map_err(|e| told(e, config))?;
    tracing::info!(copy = %copy.display(), "the database was copied before its tables change");
    Ok(())
}

fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).context(format!("removing {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// One clear line for what can go wrong with the data.
pub fn told(error: Error, config: &Config) -> anyhow::Error {
    match error {
        Error::Conflict { code, .. } if code == "newer_data" => anyhow!(
            "{} was written by a newer version of Kontor; this version leaves it alone",
            config.database_name()
        ),
        Error::Unavailable { what } => anyhow!("the {what} does not answer"),
        Error::Internal(cause) => cause,
        other => anyhow!("{other}"),
    }
}
