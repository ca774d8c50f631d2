//! Where the bytes of files lie: a folder of our own, in which a file is named by its id alone.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use kernel::FileId;
use sha2::{Digest, Sha256};

/// The folder of the files.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// Uses a folder, which must exist.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Shelf { folder: folder.into() }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the bytes of a file lie.
    #[must_use]
    pub fn path(&self, id: FileId) -> PathBuf {
        let name = id.0.simple().to_string();
        self.folder.join(&name[name.len() - 2..]).join(name)
    }

    /// Puts bytes down; they have reached the disk when it returns.
    ///
    /// # Errors
    /// When the disk does not take them.
    pub fn put(&self, id: FileId, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(id);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = std::fs::File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// Takes bytes up again, when they are those of a hash; `None` when they are others.
    ///
    /// # Errors
    /// When nothing lies there.
    pub fn take(&self, id: FileId, sha256: &[u8]) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        std::fs::File::open(self.path(id))?.read_to_end(&mut bytes)?;
        Ok(Some(bytes).filter(|bytes| Sha256::digest(bytes).as_slice() == sha256))
    }
}
