//! Records that are one, tried with a library on both databases.
#![expect(clippy::unwrap_used, reason = "a failed step is what a test reports")]

mod joined;
mod searched;
mod stage;
