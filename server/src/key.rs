//! The key of the installation, which lies beside the data and in no backup of them.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result, bail};
use identity::Vault;

use crate::config::Config;

/// Bytes of a key.
const LENGTH: usize = 32;

/// Reads the key; the one in the folder of the data is made when it is first needed.
pub fn vault(config: &Config) -> Result<Vault> {
    let key = match &config.secret_key_file {
        Some(path) => read(path)?,
        None => own(&config.data.join("secret.key"))?,
    };
    Ok(Vault::new(key))
}

fn own(path: &Path) -> Result<[u8; LENGTH]> {
    let mut options = OpenOptions::new();
    // Only who made it reads it.
    match options.write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => {
            let key = kernel::random::<LENGTH>();
            let written = file.write_all(&key).and_then(|()| file.sync_all());
            written.with_context(|| format!("writing {}", path.display()))?;
            Ok(key)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(path),
        Err(error) => Err(error).with_context(|| format!("making {}", path.display())),
    }
}

fn read(path: &Path) -> Result<[u8; LENGTH]> {
    let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    match bytes.try_into() {
        Ok(key) => Ok(key),
        Err(_) => bail!("{} does not hold {LENGTH} bytes", path.display()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_for_one_reader() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        let made = own(&path).unwrap();
        assert_eq!(own(&path).unwrap(), made);
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::write(&path, "short").unwrap();
        assert!(own(&path).unwrap_err().to_string().contains("does not hold 32 bytes"));
        assert!(read(&folder.path().join("none")).is_err());
    }
}
