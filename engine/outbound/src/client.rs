//! One request.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::Url;

use crate::range::Ranges;
use crate::reach::{Resolver, connect, judged, of_system};

/// Whoever asks other programs.
#[derive(Clone)]
pub struct Outbound {
    ranges: Ranges,
    resolver: Resolver,
    tls: Arc<ClientConfig>,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Request {
    /// `POST` and the like.
    pub method: String,
    /// Where.
    pub url: String,
    /// Further headers.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Vec<u8>,
    /// How long all of it may take.
    pub patience: Duration,
    /// Bytes of the answer that are read at most; what comes after them is not.
    pub limit: usize,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status; redirects are answers like any other.
    pub status: u16,
    /// The beginning of the body.
    pub body: Vec<u8>,
    /// How long it took.
    pub took: Duration,
}

/// Why there was no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The address is none: not http or https, with a password in it, without a host.
    NoAddress,
    /// The name is not known.
    Unknown,
    /// The name leads to an address that must not be reached.
    Refused(IpAddr),
    /// It took too long.
    TooLong,
    /// The connection or its encryption broke, in words.
    Broken(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::NoAddress => f.write_str("this is no http or https address"),
            Failure::Unknown => f.write_str("the name is not known"),
            Failure::Refused(address) => write!(f, "{address} must not be reached from here"),
            Failure::TooLong => f.write_str("no answer in time"),
            Failure::Broken(why) => write!(f, "the connection failed: {why}"),
        }
    }
}

/// The certificates that the system trusts.
#[must_use]
pub fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

impl Outbound {
    /// Reaches public addresses and these ranges; trusts the certificates that the system trusts.
    #[must_use]
    pub fn new(ranges: Ranges) -> Self {
        Outbound::with(ranges, of_system(), system_roots())
    }

    /// The same with other names and other certificates.
    #[must_use]
    pub fn with(ranges: Ranges, resolver: Resolver, roots: RootCertStore) -> Self {
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider knows the versions of TLS that are in use")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Outbound { ranges, resolver, tls: Arc::new(tls) }
    }

    /// Asks once. The name is resolved once, and nothing but what was judged is connected to.
    ///
    /// # Errors
    /// Why there was no answer.
    pub async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        let begun = Instant::now();
        let asked = timeout(request.patience, self.ask_at_leisure(request, begun));
        asked.await.unwrap_or(Err(Failure::TooLong))
    }

    /// Connects to a place under the same rules, for protocols other than HTTP.
    ///
    /// # Errors
    /// Why there is no connection.
    pub async fn connect(
        &self,
        (host, port): (&str, u16),
        patience: Duration,
    ) -> Result<TcpStream, Failure> {
        let place = if host.contains(':') && !host.starts_with('[') {
            format!("http://[{host}]:{port}")
        } else {
            format!("http://{host}:{port}")
        };
        let connected = async {
            let url = address(&place)?;
            let addresses = judged(&self.resolver, &self.ranges, &url).await?;
            connect(&addresses).await
        };
        timeout(patience, connected).await.unwrap_or(Err(Failure::TooLong))
    }

    async fn ask_at_leisure(&self, request: &Request, begun: Instant) -> Result<Answer, Failure> {
        let url = address(&request.url)?;
        let addresses = judged(&self.resolver, &self.ranges, &url).await?;
        let stream = connect(&addresses).await?;
        if url.scheme() == "http" {
            return exchange(stream, &url, request, begun).await;
        }
        let name = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let name = ServerName::try_from(name).map_err(|_| Failure::NoAddress)?;
        let stream = TlsConnector::from(self.tls.clone()).connect(name, stream).await;
        exchange(stream.map_err(broken)?, &url, request, begun).await
    }
}

/// Reads an address that may be asked.
fn address(text: &str) -> Result<Url, Failure> {
    let url = Url::parse(text).map_err(|_| Failure::NoAddress)?;
    let is_web = ["http", "https"].contains(&url.scheme()) && url.has_host();
    let is_bare = url.username().is_empty() && url.password().is_none();
    if is_web && is_bare { Ok(url) } else { Err(Failure::NoAddress) }
}

fn broken(error: impl fmt::Display) -> Failure {
    Failure::Broken(error.to_string())
}

/// Sends one request over a connection of its own and reads the beginning of the answer.
async fn exchange<S>(
    stream: S,
    url: &Url,
    request: &Request,
    begun: Instant,
) -> Result<Answer, Failure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    // Ends with the sender, whether or not the other side does.
    let driver = tokio::spawn(connection);
    let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let mut message = hyper::Request::builder().method(request.method.as_str()).uri(path);
    message = message.header("host", host).header("user-agent", "Kontor");
    for (name, value) in &request.headers {
        message = message.header(name.as_str(), value.as_str());
    }
    let message = message.body(Full::new(Bytes::from(request.body.clone()))).map_err(broken)?;
    let response = sender.send_request(message).await.map_err(broken)?;
    let status = response.status().as_u16();
    let body = beginning(response.into_body(), request.limit).await?;
    driver.abort();
    Ok(Answer { status, body, took: begun.elapsed() })
}

async fn beginning(mut body: Incoming, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut read = Vec::new();
    while read.len() < limit {
        let Some(frame) = body.frame().await else { break };
        if let Some(data) = frame.map_err(broken)?.data_ref() {
            read.extend_from_slice(&data[..data.len().min(limit - read.len())]);
        }
    }
    Ok(read)
}
