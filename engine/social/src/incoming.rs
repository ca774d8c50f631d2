//! Bytes on their way in: they stand in memory only while they are few, whoever sends them.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use kernel::{Error, Result};

use crate::bytes::fits;

/// Bytes that stand in memory at most; what is more goes to an unnamed file, which ends with us.
const IN_MEMORY: usize = 1 << 20;

/// Bytes on their way in.
#[derive(Debug)]
pub struct Incoming {
    folder: PathBuf,
    /// What came last.
    gathered: Vec<u8>,
    /// What came before.
    file: Option<File>,
    length: u64,
}

impl Incoming {
    /// Nothing yet; much would lie in a folder.
    pub(crate) fn new(folder: &Path) -> Self {
        Incoming { folder: folder.into(), gathered: Vec::new(), file: None, length: 0 }
    }

    /// How many bytes came.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// When the disk does not take them.
    pub async fn add(&mut self, bytes: &[u8]) -> Result<()> {
        self.gathered.extend_from_slice(bytes);
        self.length += bytes.len() as u64;
        if self.gathered.len() < IN_MEMORY {
            return Ok(());
        }
        let (folder, file) = (self.folder.clone(), self.file.take());
        let mut portion = std::mem::take(&mut self.gathered);
        let write = move || {
            let mut file = file.map_or_else(|| tempfile::tempfile_in(folder), Ok)?;
            file.write_all(&portion)?;
            portion.clear();
            io::Result::Ok((file, portion))
        };
        let (file, portion) = aside(write).await?;
        (self.file, self.gathered) = (Some(file), portion);
        Ok(())
    }

    /// The first bytes, as many as were asked for or came.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn head(&mut self, length: usize) -> Result<Vec<u8>> {
        let Some(mut file) = self.file.take() else {
            return Ok(self.gathered[..self.gathered.len().min(length)].to_vec());
        };
        let read = move || {
            let mut head = vec![0; length.min(IN_MEMORY)];
            file.seek(SeekFrom::Start(0))?;
            file.read_exact(&mut head)?;
            file.seek(SeekFrom::End(0))?;
            io::Result::Ok((file, head))
        };
        let (file, head) = aside(read).await?;
        self.file = Some(file);
        Ok(head)
    }

    /// All bytes, for what is small enough to stand in memory.
    ///
    /// # Errors
    /// `Invalid` at `file` when they are none, or more than a file may have; when the disk fails.
    pub async fn whole(self) -> Result<Vec<u8>> {
        fits(self.length)?;
        let Incoming { gathered, file, length, .. } = self;
        let Some(mut file) = file else { return Ok(gathered) };
        let read = move || {
            let mut all = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
            file.seek(SeekFrom::Start(0))?;
            file.read_to_end(&mut all)?;
            all.extend_from_slice(&gathered);
            Ok(all)
        };
        aside(read).await
    }

    /// Puts the bytes down at a place of their own.
    pub(crate) async fn put(self, place: PathBuf) -> Result<()> {
        let Incoming { gathered, file, .. } = self;
        let write = move || {
            if let Some(folder) = place.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let mut target = File::create(place)?;
            if let Some(mut file) = file {
                file.seek(SeekFrom::Start(0))?;
                io::copy(&mut file, &mut target)?;
            }
            target.write_all(&gathered)
        };
        aside(write).await
    }
}

async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn sent(folder: &Path, portions: &[Vec<u8>]) -> Incoming {
        let mut incoming = Incoming::new(folder);
        for portion in portions {
            incoming.add(portion).await.expect("the disk takes it");
        }
        incoming
    }

    #[tokio::test]
    async fn few_and_many_bytes_come_back_as_they_were_sent() {
        let folder = tempfile::tempdir().expect("a folder");
        for n in [1, 3, 40] {
            let portions: Vec<Vec<u8>> = (0..n).map(|n| vec![n; 60_001]).collect();
            let all = portions.concat();
            let mut incoming = sent(folder.path(), &portions).await;
            assert!(incoming.gathered.len() < IN_MEMORY);
            assert_eq!(incoming.length(), all.len() as u64);
            assert_eq!(
                incoming.head(70_000).await.expect("it reads"),
                all[..all.len().min(70_000)]
            );
            incoming.add(b"end").await.expect("the disk takes it");
            let all = [all.as_slice(), b"end"].concat();
            let place = folder.path().join(format!("at/{n}"));
            incoming.put(place.clone()).await.expect("it is put");
            assert!(std::fs::read(&place).expect("it lies there") == all);
            let again = sent(folder.path(), std::slice::from_ref(&all)).await;
            assert!(again.whole().await.expect("it fits") == all);
        }
        let left = std::fs::read_dir(folder.path()).expect("it lists").count();
        assert_eq!(left, 1, "only the folder of what was put");
    }

    #[tokio::test]
    async fn what_is_larger_than_a_file_may_be_does_not_come_to_stand_in_memory() {
        let folder = tempfile::tempdir().expect("a folder");
        let portions = vec![vec![7; 1 << 20]; 26];
        let refused = sent(folder.path(), &portions).await.whole().await;
        let Err(Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
        assert_eq!((problems[0].field.as_str(), &*problems[0].code), ("file", "file_large"));
        let none = sent(folder.path(), &[]).await.whole().await;
        assert!(matches!(none, Err(Error::Invalid(problems)) if problems[0].code == "file_empty"));
    }
}
