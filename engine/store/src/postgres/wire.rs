//! The socket of a connection, read and written on the thread that asks.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::Config;
use tokio_postgres::config::Host;

/// How long a server may take to answer before it is asked anything.
const GREETING: Duration = Duration::from_secs(10);
const PORT: u16 = 5432;

/// What reading does when nobody knows whether something came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Reading {
    /// It is put off.
    Later,
    /// It waits once, then it is put off.
    Once,
    /// It waits as often as asked.
    Always,
}

/// Says how a wire is read; the wire itself belongs to the driver.
#[derive(Clone, Debug)]
pub struct Gate(Arc<AtomicU8>);

impl Gate {
    pub fn set(&self, reading: Reading) {
        self.0.store(reading as u8, Ordering::Relaxed);
    }

    /// Tells whether to read.
    fn pass(&self) -> bool {
        let at = self.0.load(Ordering::Relaxed);
        if at == Reading::Once as u8 {
            self.set(Reading::Later);
        }
        at != Reading::Later as u8
    }
}

enum Socket {
    Tcp(TcpStream),
    Unix(UnixStream),
}

/// A socket that blocks, in the shape that the driver wants.
pub struct Wire {
    socket: Arc<Socket>,
    gate: Gate,
}

/// The other end of a wire in our hands: it tells whether the socket waits.
pub struct Waiting(Arc<Socket>);

impl Wire {
    /// Connects to the first host that answers.
    pub fn open(config: &Config) -> io::Result<(Self, Gate, Waiting)> {
        let n_hosts = config.get_hosts().len().max(config.get_hostaddrs().len());
        let mut last = io::Error::new(io::ErrorKind::InvalidInput, "the address names no host");
        for at in 0..n_hosts {
            match connect(config, at) {
                Ok(socket) => {
                    let (socket, gate) = (Arc::new(socket), Gate(Arc::default()));
                    gate.set(Reading::Always);
                    let waiting = Waiting(socket.clone());
                    waiting.bound(Some(GREETING))?;
                    return Ok((Wire { socket, gate: gate.clone() }, gate, waiting));
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

impl Waiting {
    /// Bounds the waiting for an answer.
    pub fn bound(&self, longest: Option<Duration>) -> io::Result<()> {
        match &*self.0 {
            Socket::Tcp(socket) => socket.set_read_timeout(longest),
            Socket::Unix(socket) => socket.set_read_timeout(longest),
        }
    }

    /// Lets reads come back at once when nothing is there, or wait for it.
    pub fn set(&self, waits: bool) -> io::Result<()> {
        match &*self.0 {
            Socket::Tcp(socket) => socket.set_nonblocking(!waits),
            Socket::Unix(socket) => socket.set_nonblocking(!waits),
        }
    }
}

fn connect(config: &Config, at: usize) -> io::Result<Socket> {
    let ports = config.get_ports();
    let port = ports.get(at).or(ports.first()).copied().unwrap_or(PORT);
    let address = config.get_hostaddrs().get(at).map(|ip| SocketAddr::new(*ip, port));
    match (address, config.get_hosts().get(at)) {
        (Some(address), _) => tcp(config, address),
        (None, Some(Host::Tcp(name))) => {
            let mut last = io::Error::new(io::ErrorKind::NotFound, "the host has no address");
            for address in (name.as_str(), port).to_socket_addrs()? {
                match tcp(config, address) {
                    Ok(socket) => return Ok(socket),
                    Err(error) => last = error,
                }
            }
            Err(last)
        }
        (None, Some(Host::Unix(folder))) => {
            UnixStream::connect(folder.join(format!(".s.PGSQL.{port}"))).map(Socket::Unix)
        }
        (None, None) => Err(io::Error::new(io::ErrorKind::InvalidInput, "a host is missing")),
    }
}

fn tcp(config: &Config, address: SocketAddr) -> io::Result<Socket> {
    let longest = config.get_connect_timeout().copied().unwrap_or(GREETING);
    let socket = TcpStream::connect_timeout(&address, longest)?;
    socket.set_nodelay(true)?;
    if config.get_keepalives() {
        let mut keepalive = TcpKeepalive::new().with_time(config.get_keepalives_idle());
        if let Some(interval) = config.get_keepalives_interval() {
            keepalive = keepalive.with_interval(interval);
        }
        SockRef::from(&socket).set_tcp_keepalive(&keepalive)?;
    }
    Ok(Socket::Tcp(socket))
}

/// What a call of the socket comes to for the driver.
fn outcome<T>(mut call: impl FnMut() -> io::Result<T>) -> Poll<io::Result<T>> {
    loop {
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Poll::Pending,
            done => return Poll::Ready(done),
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.gate.pass() {
            return Poll::Pending;
        }
        let room = buffer.initialize_unfilled();
        let read = outcome(|| match &*self.socket {
            Socket::Tcp(socket) => (&mut &*socket).read(room),
            Socket::Unix(socket) => (&mut &*socket).read(room),
        });
        read.map_ok(|n| buffer.advance(n))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        outcome(|| match &*self.socket {
            Socket::Tcp(socket) => (&mut &*socket).write(bytes),
            Socket::Unix(socket) => (&mut &*socket).write(bytes),
        })
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(match &*self.socket {
            Socket::Tcp(socket) => socket.shutdown(Shutdown::Both),
            Socket::Unix(socket) => socket.shutdown(Shutdown::Both),
        })
    }
}
