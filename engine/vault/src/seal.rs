//! Sealing and opening.

use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use kernel::{Error, Result};
use sha2::Sha256;

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

    /// Signs something for a purpose with 128 bits that nobody can make without the key (HMAC with
    /// SHA-256, RFC 2104, cut short; SP 800-107).
    #[must_use]
    pub fn sign(&self, purpose: &str, signed: &[u8]) -> [u8; 16] {
        let key = mac(self.key.as_slice(), purpose.as_bytes());
        let whole = mac(&key, signed);
        *whole.first_chunk().expect("32 bytes begin with 16")
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(*self.key))
    }
}

fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key may have any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_its_key_its_purpose_and_its_bytes() {
        let vault = Vault::new([7; 32]);
        let signed = vault.sign("link", b"a record");
        assert_eq!(vault.sign("link", b"a record"), signed);
        assert_ne!(vault.sign("link", b"another"), signed);
        assert_ne!(vault.sign("letter", b"a record"), signed);
        assert_ne!(Vault::new([8; 32]).sign("link", b"a record"), signed);
    }

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
