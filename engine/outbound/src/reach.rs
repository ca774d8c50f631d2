//! From a name to a connection.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use tokio::net::{TcpStream, lookup_host};
use url::{Host, Url};

use crate::client::Failure;
use crate::range::Ranges;

/// The addresses of a name, on their way.
pub type Resolved = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Finds the addresses of a name.
pub type Resolver = Arc<dyn Fn(String) -> Resolved + Send + Sync>;

/// The resolver of the system.
pub fn of_system() -> Resolver {
    Arc::new(|name| {
        Box::pin(async move {
            let found = lookup_host((name.as_str(), 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    })
}

/// Finds the addresses of a place, once, and judges all of them: a name that leads to one that
/// must not be reached is refused as a whole.
pub async fn judged(
    resolver: &Resolver,
    ranges: &Ranges,
    url: &Url,
) -> Result<Vec<SocketAddr>, Failure> {
    let port = url.port_or_known_default().ok_or(Failure::NoAddress)?;
    let addresses = match url.host().ok_or(Failure::NoAddress)? {
        Host::Ipv4(address) => vec![IpAddr::V4(address)],
        Host::Ipv6(address) => vec![IpAddr::V6(address)],
        Host::Domain(name) => resolver(name.to_owned()).await.map_err(|_| Failure::Unknown)?,
    };
    if addresses.is_empty() {
        return Err(Failure::Unknown);
    }
    match addresses.iter().find(|address| !ranges.allow(**address)) {
        Some(refused) => Err(Failure::Refused(*refused)),
        None => Ok(addresses.into_iter().map(|address| SocketAddr::new(address, port)).collect()),
    }
}

/// Connects to the first judged address that answers.
pub async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, Failure> {
    let mut last = None;
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => last = Some(error),
        }
    }
    Err(Failure::Broken(last.map_or_else(String::new, |error| error.to_string())))
}
