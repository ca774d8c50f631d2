//! Restoring a backup into an empty folder; a damaged one is refused before anything is used.

use std::fs::File;
use std::path::{Component, Path};

use anyhow::{Context, Result, bail};

use super::backup::{Contents, LIST, fingerprint};
use crate::config::Config;

/// Unpacks beside the target, verifies every file, then puts it in place.
pub fn run(config: &Config, file: &Path) -> Result<()> {
    if config.data.exists() && std::fs::read_dir(&config.data)?.next().is_some() {
        bail!("{} is not empty; restore into an empty folder", config.data.display());
    }
    let name = config.data.file_name().context("the data folder has no name")?;
    let beside = config.data.with_file_name(format!("{}.restoring", name.to_string_lossy()));
    if beside.exists() {
        std::fs::remove_dir_all(&beside)?;
    }
    std::fs::create_dir_all(&beside)?;
    let restored = unpack(file, &beside).and_then(|()| verify(&beside));
    let contents = match restored {
        Ok(contents) => contents,
        Err(error) => {
            std::fs::remove_dir_all(&beside)?;
            return Err(error.context(format!("{} cannot be restored", file.display())));
        }
    };
    std::fs::remove_file(beside.join(LIST))?;
    if config.data.exists() {
        std::fs::remove_dir(&config.data)?;
    }
    std::fs::rename(&beside, &config.data)?;
    println!("{} holds the backup: {} files", config.data.display(), contents.files.len());
    Ok(())
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
    let list = std::fs::read(folder.join(LIST)).context("it has no list of contents")?;
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
    Ok(contents)
}
