//! Passkeys: what a browser is asked for, and whether its answer holds (WebAuthn).
//!
//! **Invariant:** pure; knows nothing of people but what it is told, and writes nothing. Where the
//! house is stands in the settings and never in a request, so an answer that was made for another
//! address is none.
//!
//! Everything that has to be judged about an answer is judged by `webauthn-rs`; this crate only
//! says how it is used, and turns what has to be kept into texts.
//!
//! Read `house` (where passkeys are good), `add` (a new one) and `enter` (a known one).

mod add;
mod enter;
mod house;

pub use add::{Added, Newcomer};
pub use enter::{Judged, Named, named};
pub use house::{Ask, Passkeys, Refusal};
