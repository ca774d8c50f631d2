//! Backups: one tar file of database and files, closed by a list of what it must hold.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::Location;

use crate::config::Config;
use crate::tenant::{Tenant, told};

/// Name of the list inside a backup; it comes last, so that a cut backup has none.
pub const LIST: &str = "backup.json";
/// Folder of the tables of PostgreSQL inside a backup.
pub const TABLES: &str = "tables";

/// The database that a backup is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The embedded one, as its file.
    #[default]
    Sqlite,
    /// PostgreSQL, as its rows.
    Postgres,
}

impl Kind {
    /// The database that is configured.
    pub fn of(config: &Config) -> Self {
        match config.store().location {
            Location::File(_) => Kind::Sqlite,
            Location::Server { .. } => Kind::Postgres,
        }
    }
}

/// What a backup holds.
#[derive(Debug, Serialize, Deserialize)]
pub struct Contents {
    /// Schema of the database.
    pub schema: i64,
    /// The database it is of.
    #[serde(default)]
    pub database: Kind,
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
    if file.exists() {
        bail!("{} exists; a backup never replaces a file", file.display());
    }
    let copy = config.data.join(format!("backup-{}", kernel::random_hex()));
    let part = file.with_extension("part");
    let done = write(config, tenant, (&copy, &part)).await;
    // The copy was only needed to write the backup; what remains of it harms nobody.
    drop(std::fs::remove_dir_all(&copy));
    let n_files = match done {
        Ok(n_files) => n_files,
        Err(error) => {
            drop(std::fs::remove_file(&part));
            return Err(error);
        }
    };
    std::fs::rename(&part, file).with_context(|| format!("naming {}", file.display()))?;
    println!("{} was written: the database and {n_files} files", file.display());
    Ok(())
}

/// The database first: a file that comes after it is too much at worst, never too little.
async fn write(config: &Config, tenant: &Tenant, (copy, part): (&Path, &Path)) -> Result<usize> {
    let database = Kind::of(config);
    let inside = if database == Kind::Postgres { copy.join(TABLES) } else { copy.to_owned() };
    std::fs::create_dir_all(&inside).with_context(|| format!("making {}", inside.display()))?;
    tenant.engine.store().save_to(&inside).await.map_err(|e| told(e, config))?;
    let mut archive = Archive::create(part, database)?;
    for (name, path) in inner_files(copy, "")? {
        archive.add(&name, &path)?;
    }
    let n_database = archive.contents.files.len();
    for (name, path) in inner_files(&config.files(), "files/")? {
        match archive.add(&name, &path) {
            Err(error) if is_gone(&error) => {}
            added => added?,
        }
    }
    let n_files = archive.contents.files.len() - n_database;
    archive.close()?;
    Ok(n_files)
}

/// What lay beside a file for a moment, such as the rows an import refuses, may go meanwhile.
fn is_gone(error: &anyhow::Error) -> bool {
    let cause = error.downcast_ref::<io::Error>();
    cause.is_some_and(|cause| cause.kind() == io::ErrorKind::NotFound)
}

/// A backup in the making.
struct Archive {
    tar: tar::Builder<File>,
    contents: Contents,
}

impl Archive {
    fn create(path: &Path, database: Kind) -> Result<Self> {
        // Only who made it reads it: it holds what everybody entered.
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let file = options.open(path).with_context(|| format!("writing {}", path.display()))?;
        let contents = Contents { schema: store::SCHEMA_VERSION, database, files: Vec::new() };
        Ok(Archive { tar: tar::Builder::new(file), contents })
    }

    /// Adds a file as long as it is now, also when somebody still writes to its end.
    fn add(&mut self, name: &str, path: &Path) -> Result<()> {
        let file = File::open(path).with_context(|| format!("reading {}", path.display()))?;
        let size = file.metadata()?.len();
        let mut bytes = Hashing { inner: file.take(size), hash: Sha256::new() };
        self.tar
            .append_data(&mut header(size), name, &mut bytes)
            .with_context(|| format!("adding {name}"))?;
        if bytes.inner.limit() > 0 {
            bail!("{} became shorter while it was read", path.display());
        }
        let sha256 = hex(bytes.hash);
        self.contents.files.push(Content { name: name.to_owned(), size, sha256 });
        Ok(())
    }

    fn close(mut self) -> Result<()> {
        let list = serde_json::to_vec_pretty(&self.contents)?;
        self.tar.append_data(&mut header(list.len() as u64), LIST, list.as_slice())?;
        Ok(self.tar.into_inner()?.sync_all()?)
    }
}

fn header(size: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o600);
    header.set_cksum();
    header
}

/// Hashes what is read through it.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.hash.update(&buffer[..n]);
        Ok(n)
    }
}

/// All files in a folder and below, in order, with their names inside a backup.
pub fn inner_files(folder: &Path, prefix: &str) -> Result<Vec<(String, PathBuf)>> {
    let mut entries: Vec<_> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.collect::<io::Result<_>>()?,
        Err(_) => return Ok(Vec::new()),
    };
    entries.sort_by_key(std::fs::DirEntry::file_name);
    let mut found = Vec::new();
    for entry in entries {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.file_type()?.is_dir() {
            true => found.extend(inner_files(&entry.path(), &format!("{name}/"))?),
            false => found.push((name, entry.path())),
        }
    }
    Ok(found)
}

/// Size and hash of a file.
pub fn fingerprint(path: &Path) -> Result<(u64, String)> {
    let file = File::open(path).with_context(|| format!("reading {}", path.display()))?;
    let mut bytes = Hashing { inner: file, hash: Sha256::new() };
    let size = io::copy(&mut bytes, &mut io::sink())?;
    Ok((size, hex(bytes.hash)))
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
