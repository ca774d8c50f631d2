//! Files at records: what is known of them in the database, the bytes in a folder of our own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::{FieldRight, Level, Right};
use kernel::{Error, FileId, FileRef, Instant, Link, PrincipalId, Result};
use records::{Cx, Record, Shelf, Work};
use sha2::{Digest, Sha256};
use store::queries::file as stored;

use crate::bytes::{fits, is_something, looked_through, media_type, safe_name, stretch};
use crate::incoming::Incoming;

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
    /// The field that it came for; others stand beside the record.
    pub field: Option<String>,
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

    /// What takes bytes on their way in, before anybody knows what becomes of them.
    #[must_use]
    pub fn incoming(&self) -> Incoming {
        Incoming::new(self.shelf.folder())
    }

    /// Puts bytes that came in down at the place of an id, where nobody knows of them yet.
    ///
    /// # Errors
    /// `Invalid` at `file` when they are none; when the disk fails.
    pub async fn put(&self, id: FileId, incoming: Incoming) -> Result<()> {
        is_something(incoming.length())?;
        incoming.put(self.path(id)).await
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
        fits(bytes.len() as u64)?;
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
            field: None,
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
            Some(_) => fits(bytes.len() as u64)?,
            None => is_something(bytes.len() as u64)?,
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
            field: None,
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
        let is_hidden =
            |field: &String| cx.actor.rights.field(&file.link.module, field) == FieldRight::Hidden;
        match file.field.as_ref().is_some_and(is_hidden) {
            true => Err(Error::NotFound),
            false => Ok(file),
        }
    }

    /// Takes a file away; its bytes stay until the record is purged.
    ///
    /// # Errors
    /// `NotFound`, also for files of fields, which are changed with their record; `Forbidden`.
    pub async fn remove(&self, cx: &Cx, id: FileId) -> Result<StoredFile> {
        let file = self.reach(cx, id).await?;
        if file.field.is_some() {
            return Err(Error::NotFound);
        }
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

    /// What is known of a file for a field that the actor brought and that belongs to no record
    /// yet.
    ///
    /// # Errors
    /// `NotFound`, also for files of records and of others.
    pub async fn own_loose(&self, cx: &Cx, id: FileId) -> Result<FileRef> {
        let file = cx.store().read(move |reader| stored::get(reader, id)).await?;
        let own = file.filter(|f| f.record.is_none() && f.created_by == cx.actor.user);
        let file = own.ok_or(Error::NotFound)?;
        let size = u64::try_from(file.size).unwrap_or(0);
        Ok(FileRef { id, name: file.name, size, media_type: file.media_type })
    }

    /// Stores a file for a field of a record that is not saved yet.
    ///
    /// # Errors
    /// `Invalid` at `file` when it is empty or too large.
    pub async fn add_for_field(&self, cx: &Cx, name: &str, bytes: Vec<u8>) -> Result<FileRef> {
        fits(bytes.len() as u64)?;
        let id = self.add_loose(cx, name, bytes).await?;
        self.own_loose(cx, id).await
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

pub(crate) fn readable(file: stored::File) -> Option<StoredFile> {
    Some(StoredFile {
        link: Link { module: file.module?, id: file.record? },
        id: file.id,
        name: file.name,
        media_type: file.media_type,
        size: u64::try_from(file.size).unwrap_or(0),
        created_at: file.created_at,
        created_by: file.created_by,
        field: file.field,
    })
}
