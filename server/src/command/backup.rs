//! Backups: one tar file of database and files, with a list of what it must hold.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::config::Config;
use crate::tenant::{Tenant, told};

/// Name of the list inside a backup; it comes first.
pub const LIST: &str = "backup.json";
/// Name of the database inside a backup.
pub const DATABASE: &str = "kontor.db";

/// What a backup holds.
#[derive(Debug, Serialize, Deserialize)]
pub struct Contents {
    /// Schema of the database.
    pub schema: i64,
    /// Every file, with size and hash.
    pub files: Vec<Content>,
}

/// A file in a backup.
#[derive(Debug, Serialize, Deserialize)]
pub struct Content {
    /// Name inside the backup.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the content, in hex.
    pub sha256: String,
}

/// Writes a backup; the file appears under its name only when it is whole.
pub async fn run(config: &Config, tenant: &Tenant, file: &Path) -> Result<()> {
    if config.database_url.is_some() {
        bail!(
            "this backup covers the embedded database; for PostgreSQL use pg_dump --schema={} \
             and copy {}",
            config.database_schema,
            config.files().display()
        );
    }
    if file.exists() {
        bail!("{} exists; a backup never replaces a file", file.display());
    }
    let copy = config.data.join(format!("backup-{}.db", kernel::random_hex()));
    let done = write(config, tenant, &copy, file).await;
    // The copy was only needed to write the backup; what remains of it harms nobody.
    drop(std::fs::remove_file(&copy));
    let n = done?;
    println!("{} was written: the database and {n} files", file.display());
    Ok(())
}

async fn write(config: &Config, tenant: &Tenant, copy: &Path, file: &Path) -> Result<usize> {
    tenant.engine.store().copy_to(copy).await.map_err(|e| told(e, config))?;
    let mut paths = vec![(DATABASE.to_owned(), copy.to_path_buf())];
    collect(&config.files(), "files", &mut paths)?;
    let mut files = Vec::with_capacity(paths.len());
    for (name, path) in &paths {
        let (size, sha256) = fingerprint(path)?;
        files.push(Content { name: name.clone(), size, sha256 });
    }
    let contents = Contents { schema: store::SCHEMA_VERSION, files };
    let part = file.with_extension("part");
    let target = File::create(&part).with_context(|| format!("writing {}", part.display()))?;
    let mut tar = tar::Builder::new(target);
    let list = serde_json::to_vec_pretty(&contents)?;
    let mut header = tar::Header::new_gnu();
    header.set_size(list.len() as u64);
    header.set_mode(0o600);
    header.set_cksum();
    tar.append_data(&mut header, LIST, list.as_slice())?;
    for (name, path) in &paths {
        tar.append_path_with_name(path, name).with_context(|| format!("adding {name}"))?;
    }
    tar.into_inner()?.sync_all()?;
    std::fs::rename(&part, file).with_context(|| format!("naming {}", file.display()))?;
    Ok(paths.len() - 1)
}

fn collect(folder: &Path, name: &str, paths: &mut Vec<(String, PathBuf)>) -> Result<()> {
    let mut entries: Vec<_> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.collect::<std::io::Result<_>>()?,
        Err(_) => return Ok(()),
    };
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let inside = format!("{name}/{}", entry.file_name().to_string_lossy());
        match entry.file_type()?.is_dir() {
            true => collect(&entry.path(), &inside, paths)?,
            false => paths.push((inside, entry.path())),
        }
    }
    Ok(())
}

/// Size and hash of a file.
pub fn fingerprint(path: &Path) -> Result<(u64, String)> {
    let mut file = File::open(path).with_context(|| format!("reading {}", path.display()))?;
    let (mut hash, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n = file.read(&mut buffer)?;
        if n == 0 {
            break;
        }
        hash.update(&buffer[..n]);
        size += n as u64;
    }
    let hex = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((size, hex))
}
