//! Connections: how many there are, and how long each may take to say something.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, Version, header};
use axum::response::{IntoResponse, Response};
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep, sleep_until};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

/// How long clients may take, and how many may be there at once.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// The head of a request must be there in this time, on an idle connection too.
    pub head: Duration,
    /// A body has this time, and more for every byte that has come.
    pub body: Duration,
    /// Bytes a second that a body must bring on average after that time.
    pub pace: u32,
    /// Connections at once; further ones wait until one ends.
    pub connections: usize,
}

impl Default for Patience {
    fn default() -> Self {
        // Proxies keep idle connections for a minute; ending one first would break a request.
        let (head, body) = (Duration::from_secs(75), Duration::from_secs(30));
        Patience { head, body, pace: 1024, connections: 4096 }
    }
}

/// Where connections come in.
pub struct Entrance {
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
}

impl Entrance {
    /// Connections that are encrypted here.
    #[must_use]
    pub fn encrypted(listener: TcpListener, tls: TlsAcceptor) -> Self {
        Entrance { listener, tls: Some(tls) }
    }
}

impl From<TcpListener> for Entrance {
    fn from(listener: TcpListener) -> Self {
        Entrance { listener, tls: None }
    }
}

/// Answers until it is told to stop, then lets requests under way end.
pub async fn answer(
    entrance: impl Into<Entrance>,
    app: Router,
    patience: Patience,
    stop: impl Future<Output = ()>,
) {
    let Entrance { listener, tls } = entrance.into();
    let room = Arc::new(Semaphore::new(patience.connections));
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, peer, place) = tokio::select! {
            next = next(&listener, &room) => next,
            () = &mut stop => break,
        };
        // Answers are written whole, waiting for more would only delay them.
        let _ = stream.set_nodelay(true);
        let (app, watcher) = (app.clone(), graceful.watcher());
        let tls = tls.clone();
        tokio::spawn(async move {
            let talk = async move {
                match tls {
                    None => converse((stream, peer), app, patience, watcher).await,
                    Some(tls) => {
                        let hello = tokio::time::timeout(patience.head, tls.accept(stream));
                        let stream = hello.await.map_err(Early::from)??;
                        converse((stream, peer), app, patience, watcher).await
                    }
                }
            };
            if let Err(error) = talk.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

/// Why a connection ended before it was through.
type Early = Box<dyn std::error::Error + Send + Sync>;

/// Answers the requests of one connection.
async fn converse<S>(
    (stream, peer): (S, SocketAddr),
    app: Router,
    patience: Patience,
    watcher: Watcher,
) -> Result<(), Early>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: Request<Incoming>| {
        let (mut parts, body) = request.into_parts();
        parts.extensions.insert(ConnectInfo(peer));
        let body = Body::new(Paced::new(body, patience));
        one_meaning(app.clone(), Request::from_parts(parts, body))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .serve_connection(TokioIo::new(stream), service);
    watcher.watch(connection).await.map_err(Early::from)
}

/// A request without a host, or with two, means different things to different readers
/// (RFC 9112, 3.2).
async fn one_meaning(app: Router, request: Request<Body>) -> Result<Response, Infallible> {
    let hosts = request.headers().get_all(header::HOST).iter().count();
    if hosts != 1 && (hosts > 1 || request.version() == Version::HTTP_11) {
        return Ok((StatusCode::BAD_REQUEST, [(header::CONNECTION, "close")]).into_response());
    }
    app.oneshot(request).await
}

async fn next(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    loop {
        let place = room.clone().acquire_owned().await.expect("the semaphore is never closed");
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place),
            // Without free handles every further try fails at once.
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

/// A body that has to come at a pace.
struct Paced {
    body: Incoming,
    patience: Patience,
    begun: Instant,
    received: u64,
    end: Pin<Box<Sleep>>,
}

impl Paced {
    fn new(body: Incoming, patience: Patience) -> Self {
        let begun = Instant::now();
        let end = Box::pin(sleep_until(begun + patience.body));
        Paced { body, patience, begun, received: 0, end }
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                self.received += frame.data_ref().map_or(0, |data| data.len() as u64);
                let earned = self.received / u64::from(self.patience.pace);
                let end = self.begun + self.patience.body + Duration::from_secs(earned);
                self.end.as_mut().reset(end);
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(axum::Error::new(error)))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => match self.end.as_mut().poll(cx) {
                Poll::Ready(()) => {
                    Poll::Ready(Some(Err(axum::Error::new("the body comes too slowly"))))
                }
                Poll::Pending => Poll::Pending,
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
