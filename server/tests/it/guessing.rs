//! Guessing passwords: slow for whoever does it, and nobody else's trouble.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, StatusCode, header};

use crate::house::{House, PASSWORD, Person, Reply, encoded};

async fn knock(house: &House, from: &str, cookie: &str, password: &str) -> Reply {
    let peer: SocketAddr = format!("{from}:4711").parse().unwrap();
    let who = Person { cookie: cookie.into(), ..Person::default() };
    let request = House::request(&who, Method::POST, "/login")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .extension(ConnectInfo(peer));
    let form = encoded(&[("name", "jana"), ("password", password)]);
    house.send(request.body(Body::from(form)).unwrap()).await
}

fn browser(reply: &Reply) -> String {
    let mut cookies = reply.headers.get_all(header::SET_COOKIE).iter();
    let known = cookies.find(|cookie| cookie.to_str().unwrap().starts_with("kontor_browser="));
    known.unwrap().to_str().unwrap().split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn whoever_guesses_waits_and_nobody_else_does() {
    let house = House::open().await.at_rest();
    house.jana().await;
    let known = browser(&knock(&house, "192.0.2.1", "", PASSWORD).await);
    for _ in 0..5 {
        let reply = knock(&house, "192.0.2.1", "", "falsch geraten").await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    }
    let reply = knock(&house, "192.0.2.1", "", PASSWORD).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS, "guessing goes on");
    assert!(reply.headers.contains_key(header::RETRY_AFTER));
    let forged = format!("{}x", &known[..known.len() - 1]);
    let reply = knock(&house, "192.0.2.1", &forged, PASSWORD).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS, "a forged browser may guess");
    let reply = knock(&house, "192.0.2.2", "", PASSWORD).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "another address is shut out");
    let reply = knock(&house, "192.0.2.1", &known, PASSWORD).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "the owner's browser is shut out");
    for _ in 0..5 {
        knock(&house, "192.0.2.1", &known, "falsch geraten").await;
    }
    let reply = knock(&house, "192.0.2.1", &known, PASSWORD).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS, "a known browser may guess");
}

#[tokio::test]
async fn many_guesses_at_once_are_no_way_around() {
    let house = House::open().await.at_rest();
    house.jana().await;
    let guesses = (0..12).map(|_| knock(&house, "192.0.2.1", "", "falsch geraten"));
    let guesses: Vec<_> = guesses.collect();
    let mut compared = 0;
    for reply in join(guesses).await {
        compared += usize::from(reply.status == StatusCode::UNAUTHORIZED);
    }
    assert_eq!(compared, 5);
}

/// Waits for all of them at once.
async fn join<F: Future<Output = Reply>>(asked: Vec<F>) -> Vec<Reply> {
    let mut asked: Vec<_> = asked.into_iter().map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|cx| {
        for (one, reply) in asked.iter_mut().filter(|(_, reply)| reply.is_none()) {
            if let std::task::Poll::Ready(said) = one.as_mut().poll(cx) {
                *reply = Some(said);
            }
        }
        match asked.iter().all(|(_, reply)| reply.is_some()) {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
    asked.into_iter().filter_map(|(_, reply)| reply).collect()
}

#[tokio::test]
async fn the_present_password_is_not_guessed_from_inside_a_session() {
    let house = House::open().await.at_rest();
    let jana = house.jana().await;
    let new = "neun Birnen im Korb";
    let mut statuses = Vec::new();
    for _ in 0..12 {
        let form = [("old_password", "falsch geraten"), ("password", new)];
        statuses.push(house.post(&jana, "/me/password", &form).await.status);
    }
    assert_eq!(statuses[0], StatusCode::UNPROCESSABLE_ENTITY);
    assert!(statuses.contains(&StatusCode::TOO_MANY_REQUESTS), "{statuses:?}");
    let right = [("old_password", PASSWORD), ("password", new)];
    let reply = house.post(&jana, "/me/password", &right).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS, "guessing goes on");
    // Whoever signs in anew is not kept out by it.
    let known = knock(&house, "192.0.2.9", "", PASSWORD).await;
    assert_eq!(known.status, StatusCode::SEE_OTHER);
}
