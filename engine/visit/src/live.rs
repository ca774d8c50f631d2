//! Telling open pages that something changed, as events from the server.
//!
//! Nobody's page asks the database by itself: one watcher for all pages asks once after commits,
//! and every few seconds for what other processes wrote, and wakes only those it concerns.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use kernel::{Instant, PrincipalId};
use records::{Cx, Engine};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// Open pages of one person that are told; a further one takes the place of the oldest.
const PER_PERSON: usize = 8;
/// Open pages in all.
const IN_ALL: usize = 1000;
/// Many commits are one look.
const GATHER: Duration = Duration::from_millis(150);
/// What other processes wrote is seen after this time at the latest.
const LOOK: Duration = Duration::from_secs(3);
/// A look goes back a little, because clocks differ and commits come late.
const BACK: i64 = 10_000;
/// A word now and then shows whether anybody is still there.
const WORD: Duration = Duration::from_secs(20);
/// After so many words the browser comes back by itself, with a session that is asked again.
const WORDS: u32 = 9;

/// Who is told.
#[derive(Default)]
pub struct Live {
    seats: Mutex<Seats>,
}

#[derive(Default)]
struct Seats {
    by_person: HashMap<PrincipalId, VecDeque<watch::Sender<u64>>>,
    n: usize,
    is_watched: bool,
    is_closed: bool,
}

/// A place of somebody who is told; it falls free when somebody else takes it.
pub type Seat = watch::Receiver<u64>;

impl Live {
    fn seats(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().expect("no thread panics while it holds the seats")
    }

    /// Takes a seat; none when all are taken or the program ends.
    pub fn join(self: &Arc<Self>, engine: &Arc<Engine>, person: PrincipalId) -> Option<Seat> {
        let mut seats = self.seats();
        seats.leave_out_gone();
        if seats.is_closed || seats.n >= IN_ALL {
            return None;
        }
        let (says, hears) = watch::channel(0);
        let own = seats.by_person.entry(person).or_default();
        if own.len() >= PER_PERSON {
            own.pop_front();
        }
        own.push_back(says);
        if !std::mem::replace(&mut seats.is_watched, true) {
            tokio::spawn(watch(self.clone(), engine.clone()));
        }
        Some(hears)
    }

    /// Ends all streams, because the program ends.
    pub fn close(&self) {
        let mut seats = self.seats();
        *seats = Seats { is_closed: true, ..Seats::default() };
    }

    fn wake(&self, person: PrincipalId) {
        for seat in self.seats().by_person.get(&person).into_iter().flatten() {
            seat.send_modify(|n| *n += 1);
        }
    }

    /// Whether nobody is there any more; then the watcher goes as well.
    fn is_left(&self) -> bool {
        let mut seats = self.seats();
        seats.leave_out_gone();
        seats.is_watched = seats.n > 0;
        seats.n == 0
    }
}

impl Seats {
    fn leave_out_gone(&mut self) {
        self.by_person.retain(|_, own| {
            own.retain(|seat| !seat.is_closed());
            !own.is_empty()
        });
        self.n = self.by_person.values().map(VecDeque::len).sum();
    }
}

/// Looks for changes as long as anybody is there.
async fn watch(live: Arc<Live>, engine: Arc<Engine>) {
    let committed = engine.store().committed();
    let mut since = engine.clock().now();
    let mut told: BTreeMap<PrincipalId, Instant> = BTreeMap::new();
    while !live.is_left() {
        if timeout(LOOK, committed.notified()).await.is_ok() {
            sleep(GATHER).await;
        }
        let now = engine.clock().now();
        match social::changed_since(&engine, since.plus_millis(-BACK)).await {
            Ok(changed) => {
                for (person, at) in &changed {
                    if told.get(person) != Some(at) {
                        live.wake(*person);
                    }
                }
                told = changed;
                since = now;
            }
            Err(error) => tracing::warn!(error = ?error, "a look for messages failed"),
        }
    }
}

/// Events with the number of unread messages, the first at once.
pub fn stream(cx: Cx, seat: Seat, n: i64) -> Response {
    let begin = format!("retry: 3000\n{}", event(n));
    let state = Telling { cx, seat, n, words: 0, next: Some(begin) };
    let events = unfold(state, |mut state| async move {
        let text = match state.next.take() {
            Some(text) => text,
            None => state.wait().await?,
        };
        Some((Ok::<_, Infallible>(Bytes::from(text)), state))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // A proxy that gathers answers before it hands them on would keep the news to itself.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, Body::from_stream(events)).into_response()
}

/// The number of unread messages, once.
pub fn number(n: i64) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], n.to_string()).into_response()
}

fn event(n: i64) -> String {
    format!("data: {n}\n\n")
}

/// One open page.
struct Telling {
    cx: Cx,
    seat: Seat,
    n: i64,
    words: u32,
    next: Option<String>,
}

impl Telling {
    /// What is said next; nothing at the end.
    async fn wait(&mut self) -> Option<String> {
        let waited = timeout(WORD, self.seat.changed()).await;
        if let Ok(Err(_)) = waited {
            return None;
        }
        let before = self.n;
        self.n = social::unread(&self.cx).await.ok()?;
        if waited.is_ok() || self.n != before {
            return Some(event(self.n));
        }
        self.words += 1;
        (self.words < WORDS).then(|| ": still here\n\n".into())
    }
}
