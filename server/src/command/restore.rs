//! Restoring a backup into an empty place; a damaged one is refused before anything is changed.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Component, Path};

use anyhow::{Context, Result, bail};
use kernel::Error;

use super::backup::{Contents, Kind, LIST, TABLES, fingerprint, inner_files};
use crate::config::Config;
use crate::tenant::{self, RESTORED, told};

/// Unpacks beside the target, verifies every file, then puts it in place.
pub async fn run(config: &Config, file: &Path) -> Result<()> {
    if config.data.exists() && std::fs::read_dir(&config.data)?.next().is_some() {
        bail!("{} is not empty; restore into an empty folder", config.data.display());
    }
    let name = config.data.file_name().context("the data folder has no name")?;
    let beside = config.data.with_file_name(format!("{}.restoring", name.to_string_lossy()));
    if beside.exists() {
        std::fs::remove_dir_all(&beside)?;
    }
    std::fs::create_dir_all(&beside)?;
    let restored = prepare(config, file, &beside).await;
    let n_files = match restored {
        Ok(n_files) => n_files,
        Err(error) => {
            std::fs::remove_dir_all(&beside)?;
            return Err(error.context(format!("{} cannot be restored", file.display())));
        }
    };
    if config.data.exists() {
        std::fs::remove_dir(&config.data)?;
    }
    std::fs::rename(&beside, &config.data)?;
    let (data, database) = (config.data.display(), config.database_name());
    println!("{data} holds the {n_files} files of the backup, its database is {database}");
    Ok(())
}

/// Makes the folder beside the target what the target shall be, and fills PostgreSQL.
async fn prepare(config: &Config, file: &Path, beside: &Path) -> Result<usize> {
    unpack(file, beside)?;
    let contents = verify(beside)?;
    match (contents.database, Kind::of(config)) {
        (Kind::Sqlite, Kind::Sqlite) => {}
        (Kind::Postgres, Kind::Postgres) => {
            fill(config, &beside.join(TABLES)).await?;
            std::fs::remove_dir_all(beside.join(TABLES))?;
        }
        (Kind::Sqlite, Kind::Postgres) => {
            bail!("it is of the embedded database; restore it without naming PostgreSQL")
        }
        (Kind::Postgres, Kind::Sqlite) => {
            bail!("it is of PostgreSQL; name an empty database with --database postgres://…")
        }
    }
    std::fs::remove_file(beside.join(LIST))?;
    std::fs::write(beside.join(RESTORED), "")?;
    Ok(contents.files.iter().filter(|content| content.name.starts_with("files/")).count())
}

async fn fill(config: &Config, tables: &Path) -> Result<()> {
    let store = tenant::store(config).await?;
    match store.load_from(tables).await {
        Err(Error::Conflict { code, .. }) if code == "not_empty" => {
            bail!("{} holds tables; restore into an empty one", config.database_name())
        }
        filled => filled.map_err(|e| told(e, config)),
    }
}

fn unpack(file: &Path, target: &Path) -> Result<()> {
    let source = File::open(file).with_context(|| format!("reading {}", file.display()))?;
    let mut archive = tar::Archive::new(source);
    for entry in archive.entries()? {
        let mut entry = entry.context("the backup is damaged")?;
        let name = entry.path()?.into_owned();
        let inside = name.components().all(|part| matches!(part, Component::Normal(_)));
        if !inside || !entry.header().entry_type().is_file() {
            bail!("it holds {}, which no backup does", name.display());
        }
        let path = target.join(&name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        entry.unpack(&path).context("the backup is damaged")?;
    }
    Ok(())
}

fn verify(folder: &Path) -> Result<Contents> {
    let list = std::fs::read(folder.join(LIST)).context("it is cut: its list is missing")?;
    let contents: Contents = serde_json::from_slice(&list).context("its list is damaged")?;
    if contents.schema > store::SCHEMA_VERSION {
        bail!("it was written by a newer version of Kontor");
    }
    for content in &contents.files {
        let (size, sha256) = fingerprint(&folder.join(&content.name))
            .with_context(|| format!("{} is missing", content.name))?;
        if size != content.size || sha256 != content.sha256 {
            bail!("{} is damaged", content.name);
        }
    }
    let listed: BTreeSet<&str> = contents.files.iter().map(|file| file.name.as_str()).collect();
    let unpacked = inner_files(folder, "")?;
    let unknown = unpacked.iter().find(|(name, _)| name != LIST && !listed.contains(name.as_str()));
    match unknown {
        Some((name, _)) => bail!("{name} stands in no list of it"),
        None => Ok(contents),
    }
}
