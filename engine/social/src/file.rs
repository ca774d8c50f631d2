//! Files at records: what is known of them in the database, the bytes in a folder of our own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::{Level, Right};
use kernel::{Error, FieldProblem, FileId, Instant, Link, PrincipalId, Result};
use records::{Cx, Record, Shelf, Work};
use sha2::{Digest, Sha256};
use store::queries::file as stored;

/// Bytes at most for one file.
pub const LARGEST: usize = 25 * 1024 * 1024;

/// A file at a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its id.
    pub id: FileId,
    /// The record it belongs to.
    pub link: Link,
    /// Name as given, made safe.
    pub name: String,
    /// Media type found by looking at the content.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// When it came.
    pub created_at: Instant,
    /// Who brought it.
    pub created_by: Option<PrincipalId>,
}

/// The folder of the files; on disk a file is named by its id alone.
#[derive(Clone, Debug)]
pub struct Files {
    shelf: Shelf,
}

impl Files {
    /// Uses a folder, which must exist.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Files { shelf: Shelf::new(folder) }
    }

    /// Where the bytes of a file lie.
    #[must_use]
    pub fn path(&self, id: FileId) -> PathBuf {
        self.shelf.path(id)
    }

    /// Stores a file at a record.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden`; `Invalid` at `file` when it is empty or too large.
    pub async fn add(&self, cx: &Cx, link: &Link, name: &str, bytes: Vec<u8>) -> Result<FileId> {
        cx.actor.rights.demand(&link.module, Right::Edit)?;
        records::demand(cx, link, Level::Write).await?;
        let file = self.keep(cx, (FileId::new(), Some(link)), name, bytes).await?;
        let id = file.id;
        cx.store().write(move |tx| stored::add(tx, &file)).await?;
        Ok(id)
    }

    /// Makes a record of a module out of a file, which then stands at it as it came; all of it or
    /// nothing.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound` where records are not made of files; `Invalid` at `file` with what
    /// is wrong with it, or with all problems of the record.
    pub async fn take_in(
        &self,
        cx: &Cx,
        module: &str,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<Record> {
        fits(&bytes)?;
        let bytes: Arc<[u8]> = bytes.into();
        let input = records::read_file(cx, module, bytes.clone()).await?;
        let id = FileId::new();
        let file = self.keep(cx, (id, None), name, bytes.to_vec()).await?;
        let (own, module) = (cx.clone(), module.to_owned());
        let make = move |tx: &mut store::Tx<'_>| {
            let record = Work::new(tx, &own).take_in(&module, input.clone())?;
            let (module, record_id) = (Some(module.clone()), Some(record.id));
            stored::add(tx, &stored::File { module, record: record_id, ..file.clone() })?;
            Ok(record)
        };
        let made = cx.store().write(make).await;
        if made.is_err() {
            drop(tokio::fs::remove_file(self.path(id)).await);
        }
        made
    }

    /// Whether a file of this id is known, also one that was taken away.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_known(&self, cx: &Cx, id: FileId) -> Result<bool> {
        cx.store().read(move |reader| Ok(stored::get(reader, id)?.is_some())).await
    }

    /// Takes over a file from elsewhere under an id of its own; doing so twice is as once.
    ///
    /// # Errors
    /// As `add`.
    pub async fn take_over(
        &self,
        cx: &Cx,
        (id, link): (FileId, &Link),
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<()> {
        cx.actor.rights.demand(&link.module, Right::Edit)?;
        records::demand(cx, link, Level::Write).await?;
        let file = self.keep(cx, (id, Some(link)), name, bytes).await?;
        let write = move |tx: &mut store::Tx<'_>| match stored::get(tx, id)? {
            Some(_) => Ok(()),
            None => stored::add(tx, &file),
        };
        cx.store().write(write).await
    }

    /// Stores bytes that belong to no record, such as the file of an import.
    ///
    /// # Errors
    /// `Invalid` at `file` when it is empty.
    pub async fn add_loose(&self, cx: &Cx, name: &str, bytes: Vec<u8>) -> Result<FileId> {
        let file = self.keep(cx, (FileId::new(), None), name, bytes).await?;
        let id = file.id;
        cx.store().write(move |tx| stored::add(tx, &file)).await?;
        Ok(id)
    }

    /// Takes over bytes that were written to the place of an id, and that belong to no record.
    ///
    /// Doing so twice is as once, so that what was interrupted can be repeated.
    ///
    /// # Errors
    /// `NotFound` when nothing lies there.
    pub async fn adopt_loose(&self, cx: &Cx, id: FileId, name: &str) -> Result<()> {
        let path = self.path(id);
        let read = tokio::task::spawn_blocking(move || looked_through(&path));
        let (size, sha256, media_type) =
            read.await.map_err(Error::internal)?.map_err(|_| Error::NotFound)?;
        let file = stored::File {
            id,
            module: None,
            record: None,
            name: safe_name(name),
            media_type: media_type.into(),
            size,
            sha256,
            created_at: cx.now(),
            created_by: cx.actor.user,
        };
        let adopt = move |tx: &mut store::Tx<'_>| match stored::get(tx, id)? {
            Some(_) => Ok(()),
            None => stored::add(tx, &file),
        };
        cx.store().write(adopt).await
    }

    async fn keep(
        &self,
        cx: &Cx,
        (id, link): (FileId, Option<&Link>),
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<stored::File> {
        match link {
            Some(_) => fits(&bytes)?,
            None => is_something(&bytes)?,
        }
        let file = stored::File {
            id,
            module: link.map(|link| link.module.clone()),
            record: link.map(|link| link.id),
            name: safe_name(name),
            media_type: media_type(&bytes).into(),
            size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            sha256: Sha256::digest(&bytes).to_vec(),
            created_at: cx.now(),
            created_by: cx.actor.user,
        };
        let shelf = self.shelf.clone();
        let write = move || shelf.put(id, &bytes);
        tokio::task::spawn_blocking(write)
            .await
            .map_err(Error::internal)?
            .map_err(Error::internal)?;
        Ok(file)
    }

    /// Files of a record, the newest first.
    ///
    /// # Errors
    /// `NotFound` for the record.
    pub async fn of_record(&self, cx: &Cx, link: &Link) -> Result<Vec<StoredFile>> {
        let id = records::get(cx, &link.module, link.id).await?.id;
        let all = cx.store().read(move |reader| stored::of_record(reader, id)).await?;
        Ok(all.into_iter().filter_map(readable).collect())
    }

    /// A file with its bytes, when the reader reaches its record.
    ///
    /// # Errors
    /// `NotFound`, also for files of records the reader may not see.
    pub async fn open(&self, cx: &Cx, id: FileId) -> Result<(StoredFile, Vec<u8>)> {
        let file = self.reach(cx, id).await?;
        let bytes = tokio::fs::read(self.path(id)).await.map_err(Error::internal)?;
        Ok((file, bytes))
    }

    /// What is known of a file, when the reader reaches its record.
    ///
    /// # Errors
    /// As `open`.
    pub async fn of(&self, cx: &Cx, id: FileId) -> Result<StoredFile> {
        self.reach(cx, id).await
    }

    /// Some bytes of a file that was reached, from a place on.
    ///
    /// # Errors
    /// `Internal` when they do not lie there.
    pub async fn stretch(&self, file: &StoredFile, from: u64, length: u64) -> Result<Vec<u8>> {
        let path = self.path(file.id);
        let read = tokio::task::spawn_blocking(move || stretch(&path, from, length));
        read.await.map_err(Error::internal)?.map_err(Error::internal)
    }

    async fn reach(&self, cx: &Cx, id: FileId) -> Result<StoredFile> {
        let file = cx.store().read(move |reader| stored::get(reader, id)).await?;
        let file = file.and_then(readable).ok_or(Error::NotFound)?;
        records::get(cx, &file.link.module, file.link.id).await?;
        Ok(file)
    }

    /// Takes a file away; its bytes stay until the record is purged.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden`.
    pub async fn remove(&self, cx: &Cx, id: FileId) -> Result<StoredFile> {
        let file = self.reach(cx, id).await?;
        cx.actor.rights.demand(&file.link.module, Right::Edit)?;
        records::demand(cx, &file.link, Level::Write).await?;
        let at = cx.now();
        cx.store().write(move |tx| stored::set_trashed(tx, id, Some(at))).await?;
        Ok(file)
    }

    /// Compares every file with what is known of it; tells how many there are and what is wrong.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn verify(&self, cx: &Cx) -> Result<(usize, Vec<String>)> {
        let all = cx.store().read(stored::all).await?;
        let mut faults = Vec::new();
        for file in &all {
            let path = self.path(file.id);
            let read = tokio::task::spawn_blocking(move || looked_through(&path));
            match read.await.map_err(Error::internal)? {
                Err(_) => faults.push(format!("{} ({}) is missing", file.name, file.id)),
                Ok((_, sha256, _)) if sha256 != file.sha256 => {
                    faults.push(format!("{} ({}) was changed", file.name, file.id));
                }
                Ok(_) => {}
            }
        }
        Ok((all.len(), faults))
    }

    /// Where the bytes of a file lie that the actor brought and that belongs to no record.
    ///
    /// # Errors
    /// `NotFound`, also for files of records and of others.
    pub async fn own_loose_path(&self, cx: &Cx, id: FileId) -> Result<PathBuf> {
        let file = cx.store().read(move |reader| stored::get(reader, id)).await?;
        let own = file.filter(|f| f.record.is_none() && f.created_by == cx.actor.user);
        own.map(|file| self.path(file.id)).ok_or(Error::NotFound)
    }
}

fn is_something(bytes: &[u8]) -> Result<()> {
    if bytes.is_empty() { Err(Error::invalid("file", "file_empty")) } else { Ok(()) }
}

/// A file at a record is something, and not larger than one may be.
fn fits(bytes: &[u8]) -> Result<()> {
    is_something(bytes)?;
    if bytes.len() <= LARGEST {
        return Ok(());
    }
    let problem = FieldProblem::new("file", "file_large").with("max", LARGEST >> 20);
    Err(Error::Invalid(vec![problem]))
}

/// Size, hash and media type of a file, which reaches the disk and never stands in memory whole.
fn looked_through(path: &Path) -> std::io::Result<(i64, Vec<u8>, &'static str)> {
    use std::io::Read;
    let mut file = std::fs::File::open(path)?;
    file.sync_all()?;
    let (mut hash, mut size, mut kind) = (Sha256::new(), 0, None);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n = file.read(&mut buffer)?;
        if n == 0 {
            return Ok((size, hash.finalize().to_vec(), kind.unwrap_or("text/plain")));
        }
        kind.get_or_insert_with(|| media_type(&buffer[..n]));
        hash.update(&buffer[..n]);
        size += i64::try_from(n).unwrap_or(i64::MAX);
    }
}

fn stretch(path: &Path, from: u64, length: u64) -> std::io::Result<Vec<u8>> {
    use std::io::{Read, Seek, SeekFrom};
    let mut file = std::fs::File::open(path)?;
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(crate) fn readable(file: stored::File) -> Option<StoredFile> {
    Some(StoredFile {
        link: Link { module: file.module?, id: file.record? },
        id: file.id,
        name: file.name,
        media_type: file.media_type,
        size: u64::try_from(file.size).unwrap_or(0),
        created_at: file.created_at,
        created_by: file.created_by,
    })
}

/// A name without path, control characters and marks that turn the direction of writing.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let marks = ['\u{200e}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}'];
    let turns = |c: char| marks.iter().any(|range| range.contains(&c));
    let kept: String = last.chars().filter(|c| !c.is_control() && !turns(*c)).take(200).collect();
    let kept = kept.trim().trim_start_matches('.').to_owned();
    if kept.is_empty() { "file".into() } else { kept }
}

/// The type by content; what a browser could run is never named as such.
fn media_type(bytes: &[u8]) -> &'static str {
    match infer::get(bytes).map(|kind| kind.mime_type()) {
        Some("text/html" | "text/xml" | "application/xhtml+xml" | "image/svg+xml") => "text/plain",
        Some(known) => known,
        None if std::str::from_utf8(bytes).is_ok() => "text/plain",
        None => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_could_harm() {
        assert_eq!(safe_name("../../etc/passwd"), "passwd");
        assert_eq!(safe_name("C:\\x\\Rechnung\u{202e}fdp.exe"), "Rechnungfdp.exe");
        assert_eq!(safe_name(".htaccess"), "htaccess");
        assert_eq!(safe_name("a\0b\r\n.txt"), "ab.txt");
        assert_eq!(safe_name("///"), "file");
    }

    #[test]
    fn content_decides_over_the_type() {
        assert_eq!(media_type(b"<html><script>1</script>"), "text/plain");
        assert_eq!(media_type(b"<svg onload=alert(1)>"), "text/plain");
        assert_eq!(media_type(b"%PDF-1.7"), "application/pdf");
        assert_eq!(media_type(&[0, 159, 146]), "application/octet-stream");
    }
}
