//! TLS by certificate files, for installations without a proxy.

use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use anyhow::{Context, Result};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

/// How often the files are looked at; whoever renews them does so weeks ahead.
const GLANCE: Duration = Duration::from_secs(60);

/// The certificate in use; it follows its files, so a renewed one needs no restart.
#[derive(Debug)]
pub struct Certificate {
    files: (PathBuf, PathBuf),
    provider: Arc<CryptoProvider>,
    present: RwLock<Arc<CertifiedKey>>,
}

impl Certificate {
    /// Reads certificate chain and key from PEM files.
    ///
    /// # Errors
    /// When a file cannot be read or the two do not fit.
    pub fn load(cert: &Path, key: &Path) -> Result<Arc<Self>> {
        let provider = Arc::new(ring::default_provider());
        let present = read((cert, key), &provider)?;
        let files = (cert.to_path_buf(), key.to_path_buf());
        Ok(Arc::new(Certificate { files, provider, present: RwLock::new(Arc::new(present)) }))
    }

    /// Reads the files again; what is wrong with them leaves the present certificate in use.
    ///
    /// # Errors
    /// As `load`.
    pub fn renew(&self) -> Result<()> {
        let fresh = read((&self.files.0, &self.files.1), &self.provider)?;
        let mut present = self.present.write().expect("no thread panics while it swaps");
        *present = Arc::new(fresh);
        Ok(())
    }

    /// What speaks TLS with this certificate, 1.2 and 1.3 only (ASVS 12.1.1).
    ///
    /// # Errors
    /// When the versions are not to be had.
    pub fn acceptor(self: &Arc<Self>) -> Result<TlsAcceptor> {
        let mut config = ServerConfig::builder_with_provider(self.provider.clone())
            .with_safe_default_protocol_versions()
            .context("choosing the versions of TLS")?
            .with_no_client_auth()
            .with_cert_resolver(self.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    /// Follows the files for as long as the program runs.
    pub async fn follow(self: Arc<Self>) {
        let mut seen = self.changed();
        loop {
            tokio::time::sleep(GLANCE).await;
            let now = self.changed();
            if now == seen {
                continue;
            }
            seen = now;
            match self.renew() {
                Ok(()) => tracing::info!("the certificate was renewed"),
                Err(error) => {
                    tracing::warn!(error = format!("{error:#}"), "the old certificate stays");
                }
            }
        }
    }

    fn changed(&self) -> [Option<std::time::SystemTime>; 2] {
        let at = |path: &Path| std::fs::metadata(path).and_then(|about| about.modified()).ok();
        [at(&self.files.0), at(&self.files.1)]
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.present.read().expect("no thread panics while it swaps").clone())
    }
}

fn read((cert, key): (&Path, &Path), provider: &CryptoProvider) -> Result<CertifiedKey> {
    let chain = CertificateDer::pem_file_iter(cert)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("reading the certificate {}", cert.display()))?;
    let secret = PrivateKeyDer::from_pem_file(key)
        .with_context(|| format!("reading the key {}", key.display()))?;
    CertifiedKey::from_der(chain, secret, provider)
        .with_context(|| format!("{} and {} do not fit", cert.display(), key.display()))
}
