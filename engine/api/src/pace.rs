//! How fast programs may ask.
//!
//! Each caller has a bucket of requests that fills evenly; each address has one for requests that
//! show no valid token, so that guessing costs its own allowance and nobody else's. Every process
//! counts for itself.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Instant;

use kernel::Error;
use uuid::Uuid;

/// Buckets remembered; full ones are forgotten first.
const MOST: usize = 20_000;

/// Whose requests are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// A token, or a person at a browser.
    Caller(Uuid),
    /// An address that shows nothing valid.
    Address(String),
}

/// The buckets of one process.
#[derive(Debug)]
pub struct Pace {
    per_minute: u32,
    buckets: Mutex<HashMap<Whose, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Pace {
    /// So many requests a minute for each; 0 counts nothing.
    #[must_use]
    pub fn new(per_minute: u32) -> Self {
        Pace { per_minute, buckets: Mutex::default() }
    }

    /// Takes one request out of a bucket.
    ///
    /// # Errors
    /// `TooMany` when it is empty, with the seconds until one is in it again.
    pub fn take(&self, whose: Whose) -> Result<(), Error> {
        self.take_at(whose, Instant::now())
    }

    fn take_at(&self, whose: Whose, now: Instant) -> Result<(), Error> {
        if self.per_minute == 0 {
            return Ok(());
        }
        let mut buckets = self.buckets.lock().expect("no thread panics while it counts");
        if buckets.len() >= MOST && !buckets.contains_key(&whose) {
            let full = f64::from(self.per_minute);
            buckets.retain(|_, bucket| self.filled(*bucket, now).left < full);
            // Whoever comes with ten thousand addresses at once makes nobody forget the others.
            if buckets.len() >= MOST {
                return Err(Error::TooMany { retry_after: 60 });
            }
        }
        let new = Bucket { left: f64::from(self.per_minute), at: now };
        let bucket = buckets.entry(whose).or_insert(new);
        *bucket = self.filled(*bucket, now);
        bucket.demand(self.per_second())?;
        bucket.left -= 1.0;
        Ok(())
    }

    fn per_second(&self) -> f64 {
        f64::from(self.per_minute) / 60.0
    }

    fn filled(&self, bucket: Bucket, now: Instant) -> Bucket {
        let came = now.saturating_duration_since(bucket.at).as_secs_f64() * self.per_second();
        Bucket { left: (bucket.left + came).min(f64::from(self.per_minute)), at: now }
    }
}

impl Bucket {
    fn demand(&self, per_second: f64) -> Result<(), Error> {
        if 1.0 <= self.left {
            return Ok(());
        }
        let seconds = ((1.0 - self.left) / per_second).ceil();
        // At most a minute, because at least one request a minute comes in.
        let retry_after = (1..=60).find(|n| seconds <= f64::from(*n)).unwrap_or(60);
        Err(Error::TooMany { retry_after })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_by_itself() {
        let (pace, start) = (Pace::new(6), Instant::now());
        let (one, two) = (Whose::Caller(Uuid::nil()), Whose::Address("::1".into()));
        for _ in 0..6 {
            assert!(pace.take_at(one.clone(), start).is_ok());
        }
        let refused = pace.take_at(one.clone(), start);
        assert!(matches!(refused, Err(Error::TooMany { retry_after: 10 })), "{refused:?}");
        assert!(pace.take_at(two, start).is_ok(), "one caller takes nothing from another");
        let later = start + Duration::from_secs(10);
        assert!(pace.take_at(one.clone(), later).is_ok());
        assert!(pace.take_at(one.clone(), later).is_err());
        let much_later = start + Duration::from_secs(600);
        let n_left = (0..10).filter(|_| pace.take_at(one.clone(), much_later).is_ok()).count();
        assert_eq!(n_left, 6, "what is not used does not pile up");
    }

    #[test]
    fn nought_counts_nothing() {
        let pace = Pace::new(0);
        assert!((0..1000).all(|_| pace.take(Whose::Caller(Uuid::nil())).is_ok()));
        assert!(pace.buckets.lock().expect("nobody panicked").is_empty());
    }
}
