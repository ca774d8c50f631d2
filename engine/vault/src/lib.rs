//! Secrets that have to be read again: sealed with the key of the installation.
//!
//! **Invariant:** knows nothing of what is sealed and writes nothing.
//!
//! The key lies beside the database and not in it, so a copy of the database alone tells none of
//! them. What is sealed is bound to its purpose, and opens for no other one.

use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use kernel::{Error, Result};

/// Bytes of a number that is used once.
const NONCE: usize = 24;

/// What seals secrets.
#[derive(Clone)]
pub struct Vault {
    key: Arc<[u8; 32]>,
}

impl Vault {
    /// A vault with a key; whoever has it can open everything.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Vault { key: Arc::new(key) }
    }

    /// Seals a secret for a purpose.
    ///
    /// # Errors
    /// `Internal` when the cipher fails.
    pub fn seal(&self, purpose: &str, secret: &[u8]) -> Result<Vec<u8>> {
        let nonce = kernel::random::<NONCE>();
        let payload = Payload { msg: secret, aad: purpose.as_bytes() };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| Error::internal("a secret was not sealed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for a purpose; nothing when it was not, or with another key.
    #[must_use]
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(*self.key))
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failed step is what a test reports")]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_and_for_its_purpose_only() {
        let vault = Vault::new([7; 32]);
        let sealed = vault.seal("factor/jana", b"secret").unwrap();
        assert_eq!(vault.open("factor/jana", &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(vault.open("factor/eve", &sealed), None);
        assert_eq!(Vault::new([8; 32]).open("factor/jana", &sealed), None);
        assert_ne!(vault.seal("factor/jana", b"secret").unwrap(), sealed, "the same twice");
        let mut bent = sealed.clone();
        bent[30] ^= 1;
        for wrong in [&bent[..], &sealed[..20], &[]] {
            assert_eq!(vault.open("factor/jana", wrong), None);
        }
        assert!(!format!("{vault:?}").contains('7'));
    }
}
