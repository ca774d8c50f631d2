//! Where the present comes from; tests set it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::Instant;

/// The source of the present instant.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The clock of the machine.
    #[default]
    System,
    /// A clock that stands until it is moved, in UTC milliseconds.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// Makes a clock that stands at the given instant.
    #[must_use]
    pub fn fixed(at: Instant) -> Self {
        Clock::Fixed(Arc::new(AtomicI64::new(at.millis())))
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Instant {
        match self {
            Clock::System => Instant::now(),
            Clock::Fixed(at) => Instant::from_millis(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a standing clock forward; the machine's clock does not move.
    pub fn advance(&self, millis: i64) {
        if let Clock::Fixed(at) = self {
            at.fetch_add(millis, Ordering::SeqCst);
        }
    }
}
