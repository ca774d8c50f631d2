//! Work that ends: within its time, in a thread of its own, and only a few at once.
//!
//! Memory has no such bound: a text repeated a thousand million times fills it before anybody asks
//! for the time. Where strangers write templates, a process of its own with a limit sets them.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Condvar, LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::pulse::Slot;
use crate::{Fault, FaultKind};

/// How much a document may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For a place among the documents that are set at the same time.
    pub wait: Duration,
    /// For setting it; what is overdue is waited for two seconds more.
    pub time: Duration,
    /// Pages of the finished document.
    pub pages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { wait: Duration::from_secs(60), time: Duration::from_secs(20), pages: 500 }
    }
}

/// Typst walks deep trees; its own depth limits are made for stacks of this size.
const STACK: usize = 16 << 20;

/// The places that are free. Each document holds some ten megabytes, and one that was given up
/// keeps its place until it ends.
static FREE: LazyLock<Mutex<Vec<Slot>>> = LazyLock::new(|| Mutex::new(Slot::all()));
static FREED: Condvar = Condvar::new();

/// Does the work; after the limit of time the flag that it was given is set and the caller goes
/// on without it.
pub(crate) fn within<T: Send + 'static>(
    limits: Limits,
    work: impl FnOnce(Slot) -> Result<T, Vec<Fault>> + Send + 'static,
) -> Result<T, Vec<Fault>> {
    let Some(place) = Taken::wait(limits.wait) else {
        return Err(vec![Fault::bare(FaultKind::Busy)]);
    };
    let slot = place.0;
    let (sender, receiver) = mpsc::channel();
    let started = thread::Builder::new().name("print".into()).stack_size(STACK).spawn(move || {
        let result = work(slot);
        drop(place);
        // The caller may be gone.
        let _ = sender.send(result);
    });
    let Ok(worker) = started else {
        return Err(vec![Fault::bare(FaultKind::Busy)]);
    };
    match receiver.recv_timeout(limits.time) {
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => {
            slot.end();
            // Most templates notice within a moment, and then say where they were.
            let late = receiver.recv_timeout(GRACE);
            late.unwrap_or_else(|_| Err(vec![Fault::bare(FaultKind::TooLong)]))
        }
        Err(RecvTimeoutError::Disconnected) => Err(vec![broken(worker)]),
    }
}

/// How long an overdue template is waited for.
const GRACE: Duration = Duration::from_secs(2);

fn broken(worker: thread::JoinHandle<()>) -> Fault {
    let said = match worker.join() {
        Ok(()) => None,
        Err(payload) => payload
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).to_owned())),
    };
    Fault { message: said.unwrap_or_default(), ..Fault::bare(FaultKind::Broken) }
}

/// One of the places; dropped, it is free again, even when the work broke.
struct Taken(Slot);

impl Taken {
    fn wait(time: Duration) -> Option<Taken> {
        let free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut free, _) = FREED
            .wait_timeout_while(free, time, |free| free.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        let slot = free.pop()?;
        slot.begin();
        Some(Taken(slot))
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        FREE.lock().unwrap_or_else(PoisonError::into_inner).push(self.0);
        FREED.notify_one();
    }
}
