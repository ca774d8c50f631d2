//! Requests to other programs: only where they may go, once, and never for long.
//!
//! **Invariant:** knows no data and no person; a name is resolved once, every address it has is
//! judged, and the connection goes to a judged address and nowhere else. Redirects are not
//! followed.
//!
//! Read `range` (which addresses may be reached), `client` (one request), `reach` (from a name to
//! a connection).

mod client;
mod range;
mod reach;

pub use client::{Answer, Failure, Outbound, Request, system_roots};
pub use range::{Range, Ranges};
pub use reach::{Resolved, Resolver};
