//! The program speaks TLS itself.

use std::path::Path;
use std::sync::Arc;

use rcgen::CertifiedKey;
use server::{Certificate, Config, Entrance, Patience};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::house::{House, PASSWORD, encoded};

/// Writes a new certificate for `kontor.test` and gives it.
fn certify(folder: &Path) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["kontor.test".to_owned()]).unwrap();
    std::fs::write(folder.join("cert.pem"), cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
    cert.der().clone()
}

/// Says something to the program and reads all of its answer.
async fn ask(to: std::net::SocketAddr, known: &CertificateDer<'static>, said: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(known.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(config));
    let stream = TcpStream::connect(to).await.unwrap();
    let name = ServerName::try_from("kontor.test").unwrap();
    let mut stream = match connector.connect(name, stream).await {
        Ok(stream) => stream,
        Err(error) => return error.to_string(),
    };
    stream.write_all(said.as_bytes()).await.unwrap();
    let mut answer = String::new();
    drop(stream.read_to_string(&mut answer).await);
    answer
}

#[tokio::test]
async fn pages_come_encrypted_and_a_renewed_certificate_needs_no_restart() {
    let folder = tempfile::tempdir().unwrap();
    let first = certify(folder.path());
    let (cert, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    let files = (cert.clone(), key.clone());
    let house = House::open_as(|config: &mut Config| config.tls = Some(files)).await;
    house.jana().await;
    let certificate = Certificate::load(&cert, &key).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = listener.local_addr().unwrap();
    let entrance = Entrance::encrypted(listener, certificate.acceptor().unwrap());
    let never = std::future::pending();
    tokio::spawn(server::answer(entrance, house.app.clone(), Patience::default(), never));

    let form = encoded(&[("name", "jana"), ("password", PASSWORD)]);
    let sign_in = format!(
        "POST /login HTTP/1.1\r\nHost: kontor.test\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{form}",
        form.len()
    );
    let answer = ask(to, &first, &sign_in).await;
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    assert!(answer.contains("__Host-kontor=") && answer.contains("; Secure"), "{answer}");
    assert!(answer.contains("strict-transport-security"), "{answer}");

    let second = certify(folder.path());
    certificate.renew().unwrap();
    let health = "GET /healthz HTTP/1.1\r\nHost: kontor.test\r\nConnection: close\r\n\r\n";
    assert!(ask(to, &second, health).await.starts_with("HTTP/1.1 200"));
    assert!(!ask(to, &first, health).await.contains("200 OK"), "the old certificate is shown");

    std::fs::write(&key, "no key").unwrap();
    let told = format!("{:#}", certificate.renew().unwrap_err());
    assert!(told.contains("key.pem"), "{told}");
    assert!(ask(to, &second, health).await.starts_with("HTTP/1.1 200"));

    let mut plain = TcpStream::connect(to).await.unwrap();
    plain.write_all(health.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    drop(plain.read_to_end(&mut answer).await);
    assert!(!answer.starts_with(b"HTTP"), "plain http is answered");
}

#[test]
fn a_key_of_another_certificate_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    certify(folder.path());
    let cert = std::fs::read(folder.path().join("cert.pem")).unwrap();
    certify(folder.path());
    std::fs::write(folder.path().join("cert.pem"), cert).unwrap();
    let read = Certificate::load(&folder.path().join("cert.pem"), &folder.path().join("key.pem"));
    let told = format!("{:#}", read.unwrap_err());
    assert!(told.contains("do not fit"), "{told}");
}
