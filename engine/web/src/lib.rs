//! The browser's side: routes, sessions, forms and fragments.
//!
//! **Invariant:** knows no module by name and never touches the database; it turns requests into
//! use cases and their results into the page models of `ui`.
//!
//! Read `router` (every address), `guard` (what every answer carries and every change must bring),
//! `squeeze` (compression) and `pages` (one file per kind of page). Who comes and how pages answer
//! stands in `visit`, the settings in `settings`.

mod guard;
mod pages;
mod router;
mod squeeze;

pub use guard::guarded;
pub use router::{ROUTES, router};
pub use visit::state::{Posting, Transport, WebState};
