//! Requests against a receiver on this machine.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use outbound::{Failure, Outbound, Range, Ranges, Request, Resolver};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::rustls::RootCertStore;

/// Answers every connection with the same bytes and keeps what was asked last.
async fn receiver(answer: &'static str) -> (SocketAddr, Arc<tokio::sync::Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let heard = Arc::new(tokio::sync::Mutex::new(String::new()));
    let kept = heard.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut bytes = vec![0; 4096];
            let n = stream.read(&mut bytes).await.unwrap();
            *kept.lock().await = String::from_utf8_lossy(&bytes[..n]).into_owned();
            stream.write_all(answer.as_bytes()).await.unwrap();
            if answer.is_empty() {
                // Whoever is silent keeps the connection.
                std::mem::forget(stream);
            }
        }
    });
    (address, heard)
}

fn request(url: &str) -> Request {
    Request {
        method: "POST".into(),
        url: url.into(),
        headers: vec![("content-type".into(), "application/json".into())],
        body: b"{}".to_vec(),
        patience: Duration::from_secs(5),
        limit: 10,
    }
}

/// Names that go where each answer of a list says, one after the other.
fn names(answers: Vec<Vec<&'static str>>) -> (Resolver, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let resolver: Resolver = Arc::new(move |_| {
        let n = count.fetch_add(1, Ordering::SeqCst);
        let answer = answers[n.min(answers.len() - 1)].clone();
        Box::pin(
            async move { Ok(answer.iter().map(|text| text.parse::<IpAddr>().unwrap()).collect()) },
        )
    });
    (resolver, asked)
}

fn reaching(ranges: &str, resolver: Resolver) -> Outbound {
    Outbound::with(Ranges::parse(ranges).unwrap(), resolver, RootCertStore::empty())
}

#[tokio::test]
async fn what_is_allowed_is_asked_and_its_beginning_is_read() {
    let (address, heard) =
        receiver("HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n01234567890123456789").await;
    let (resolver, asked) = names(vec![vec!["127.0.0.1"]]);
    let url = format!("http://haken.example:{}/a/b?c=d", address.port());
    let answer = reaching("127.0.0.1", resolver).ask(&request(&url)).await.unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (200, b"0123456789".as_slice()));
    let heard = heard.lock().await.to_lowercase();
    assert!(heard.starts_with("post /a/b?c=d http/1.1\r\n"), "{heard}");
    assert!(heard.contains(&format!("host: haken.example:{}\r\n", address.port())), "{heard}");
    assert_eq!(asked.load(Ordering::SeqCst), 1, "a name is resolved once");
}

#[tokio::test]
async fn what_is_not_allowed_is_not_even_connected_to() {
    let (address, heard) = receiver("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let port = address.port();
    for host in ["127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "[::1]"] {
        let (resolver, _) = names(vec![vec!["1.1.1.1"]]);
        let refused = reaching("", resolver).ask(&request(&format!("http://{host}:{port}/"))).await;
        assert!(matches!(refused, Err(Failure::Refused(_))), "{host}: {refused:?}");
    }
    for addresses in [vec!["127.0.0.1"], vec!["1.1.1.1", "127.0.0.1"], vec!["::ffff:127.0.0.1"]] {
        let (resolver, _) = names(vec![addresses.clone()]);
        let url = format!("http://haken.example:{port}/");
        let refused = reaching("", resolver).ask(&request(&url)).await;
        assert!(matches!(refused, Err(Failure::Refused(_))), "{addresses:?}: {refused:?}");
    }
    assert_eq!(*heard.lock().await, "");
    for wrong in ["ftp://a.example/", "http://", "haken", "http://u:p@a.example/", "file:///etc"] {
        let (resolver, asked) = names(vec![vec!["127.0.0.1"]]);
        let refused = reaching("127.0.0.1", resolver).ask(&request(wrong)).await;
        assert_eq!(refused, Err(Failure::NoAddress), "{wrong}");
        assert_eq!(asked.load(Ordering::SeqCst), 0);
    }
}

#[tokio::test]
async fn a_name_that_changes_its_mind_gains_nothing() {
    // The name first leads to a place that may be reached, and from then on to one that may not.
    let (address, heard) = receiver("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let (resolver, asked) = names(vec![vec!["127.0.0.1"], vec!["127.0.0.2"]]);
    let client = reaching("127.0.0.1", resolver);
    let url = format!("http://haken.example:{}/", address.port());
    assert_eq!(client.ask(&request(&url)).await.unwrap().status, 200);
    assert!(!heard.lock().await.is_empty(), "it went where it was judged to go");
    assert_eq!(asked.load(Ordering::SeqCst), 1, "between judging and connecting nobody asks again");
    let again = client.ask(&request(&url)).await;
    assert_eq!(again, Err(Failure::Refused("127.0.0.2".parse().unwrap())));
}

#[tokio::test]
async fn redirects_are_answers_and_silence_ends() {
    let (inner, heard) = receiver("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let told = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:{}/\r\n\
         content-length: 0\r\n\r\n",
        inner.port()
    );
    let (address, _) = receiver(told.leak()).await;
    let (resolver, _) = names(vec![vec!["127.0.0.1"]]);
    let client = reaching("127.0.0.1", resolver);
    let answer = client.ask(&request(&format!("http://{address}/"))).await.unwrap();
    assert_eq!(answer.status, 307);
    assert_eq!(*heard.lock().await, "", "a redirect was followed");
    let (silent, _) = receiver("").await;
    let hasty =
        Request { patience: Duration::from_millis(200), ..request(&format!("http://{silent}/")) };
    assert_eq!(client.ask(&hasty).await, Err(Failure::TooLong));
    let range: Range = "127.0.0.1".parse().unwrap();
    assert!(range.holds("127.0.0.1".parse().unwrap()));
}
