//! A line to a directory: allowed, encrypted with a checked certificate, and never open for long.

use std::sync::Arc;
use std::time::Duration;

use identity::Refusal;
use ldap3::{Ldap as Line, LdapConnAsync, LdapConnSettings, LdapError, StdStream};
use outbound::{Failure, Outbound};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::Url;

use crate::provider::Ldap;
use crate::valid::is_here;

/// How long one connection may take to be there.
const PATIENCE: Duration = Duration::from_secs(4);

/// Connects to a directory, and says who we are.
pub async fn open(outbound: &Outbound, (set, secret): (&Ldap, &str)) -> Result<Line, Refusal> {
    let url = Url::parse(&set.url).map_err(|_| "nonsense")?;
    let is_open = url.scheme() == "ldap" && !set.starttls;
    if is_open && !is_here(&url) {
        return Err("not_encrypted");
    }
    let port = url.port().unwrap_or(if url.scheme() == "ldaps" { 636 } else { 389 });
    let host = url.host_str().unwrap_or_default();
    let stream = outbound.connect((host, port), PATIENCE).await.map_err(|failure| {
        tracing::warn!(host, %failure, "a directory was not reached");
        match failure {
            Failure::Refused(_) => "private",
            Failure::Unknown | Failure::NoAddress | Failure::TooLong | Failure::Broken(_) => "away",
        }
    })?;
    // What is said openly must not leave this machine, whatever its name leads to.
    if is_open && !stream.peer_addr().is_ok_and(|peer| peer.ip().to_canonical().is_loopback()) {
        return Err("not_encrypted");
    }
    let stream = stream.into_std().map_err(|_| "away")?;
    let settings = LdapConnSettings::new()
        .set_conn_timeout(PATIENCE)
        .set_config(encryption(&set.ca)?)
        .set_starttls(set.starttls)
        .set_std_stream(StdStream::Tcp(stream));
    let opened = LdapConnAsync::from_url_with_settings(settings, &url).await;
    let (connection, mut line) = opened.map_err(|error| {
        tracing::warn!(host, %error, "a directory was not spoken to");
        match error {
            LdapError::Timeout { .. } => "away",
            _ => "certificate",
        }
    })?;
    tokio::spawn(async move { drop(connection.drive().await) });
    introduce(&mut line, set, secret).await?;
    Ok(line)
}

async fn introduce(line: &mut Line, set: &Ldap, secret: &str) -> Result<(), Refusal> {
    if set.bind_dn.is_empty() {
        return Ok(());
    }
    // Without a password a directory takes a name for nobody and says yes (RFC 4513, 5.1.2).
    if secret.is_empty() {
        return Err("no_secret");
    }
    let bound = line.with_timeout(PATIENCE).simple_bind(&set.bind_dn, secret).await;
    let bound = bound.map_err(|error| away(&error))?;
    if bound.rc == 0 { Ok(()) } else { Err("bind_refused") }
}

/// A line that broke, in a word.
pub fn away(error: &LdapError) -> Refusal {
    tracing::warn!(%error, "a directory did not answer");
    "away"
}

/// Certificates of who may vouch for a directory; nothing when the text is none.
pub(crate) fn roots(pem: &str) -> Option<RootCertStore> {
    let mut roots = RootCertStore::empty();
    for found in CertificateDer::pem_slice_iter(pem.as_bytes()) {
        roots.add(found.ok()?).ok()?;
    }
    (!roots.is_empty()).then_some(roots)
}

fn encryption(ca: &str) -> Result<Arc<ClientConfig>, Refusal> {
    let roots = match ca {
        "" => outbound::system_roots(),
        pem => roots(pem).ok_or("certificate")?,
    };
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the provider knows the versions of TLS that are in use")
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
