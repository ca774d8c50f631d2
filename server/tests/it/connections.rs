//! What comes over the wire before it is a request.

use std::time::Duration;

use server::Patience;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::house::House;

/// A program that listens, with little patience.
struct Listening {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
    _house: House,
}

async fn listening(connections: usize) -> Listening {
    let house = House::open().await;
    house.jana().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let short = Duration::from_millis(150);
    let patience = Patience { head: short, body: short, connections, ..Patience::default() };
    let answer = server::answer(listener, house.app.clone(), patience, async {
        stopped.await.ok();
    });
    Listening { address, stop, ended: tokio::spawn(answer), _house: house }
}

impl Listening {
    /// Sends bytes and reads until the other side ends the connection.
    async fn said(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        let read = stream.read_to_end(&mut answer);
        let ended = tokio::time::timeout(Duration::from_secs(20), read).await;
        assert!(ended.is_ok(), "{} keeps the connection", String::from_utf8_lossy(bytes));
        String::from_utf8_lossy(&answer).into_owned()
    }
}

const WHOLE: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: kontor.test\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn whoever_says_nothing_is_let_go() {
    let listening = listening(100).await;
    assert_eq!(listening.said(b"").await, "");
    let half = "GET /healthz HTTP/1.1\r\nHost: kontor.test\r\nX-Slow";
    assert!(!listening.said(half.as_bytes()).await.contains(" 200 "));
    let body = "POST /login HTTP/1.1\r\nHost: kontor.test\r\n\
        Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname=";
    assert!(listening.said(body.as_bytes()).await.starts_with("HTTP/1.1 4"));
    let idle = "GET /healthz HTTP/1.1\r\nHost: kontor.test\r\n\r\n";
    assert!(listening.said(idle.as_bytes()).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn silent_connections_leave_room_again() {
    let listening = listening(3).await;
    let mut silent = Vec::new();
    for _ in 0..6 {
        silent.push(TcpStream::connect(listening.address).await.unwrap());
    }
    assert!(listening.said(WHOLE).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_request_has_one_meaning() {
    let listening = listening(100).await;
    let wrong = [
        "POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nContent-Length: 5\r\n\r\n{}aaaa",
        "POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST /login HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n12345",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /healthz HTTP/1.1\r\n\r\n",
    ];
    for request in wrong {
        let answer = listening.said(request.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{request:?} answers {answer:.80}");
    }
    let smuggled = "POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\
        Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    let answer = listening.said(smuggled.as_bytes()).await;
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "a second request was smuggled in");
}

#[tokio::test]
async fn a_stop_ends_what_is_under_way_and_takes_nothing_more() {
    let listening = listening(100).await;
    assert!(listening.said(WHOLE).await.starts_with("HTTP/1.1 200"));
    listening.stop.send(()).unwrap();
    listening.ended.await.unwrap();
    assert!(TcpStream::connect(listening.address).await.is_err());
}
