//! The browser's side: routes, sessions, forms and fragments.
//!
//! **Invariant:** knows no module by name and never touches the database; it turns requests into
//! use cases and their results into the page models of `ui`.
//!
//! Read `router` and `own` (every address), `state`, `visitor` (who comes), `guard` (what every
//! answer carries and every change must bring), `squeeze` (compression), `body` (forms), `kept`
//! (forms that came without a session), `answer` and `failure` (what comes back), `live` (what
//! open pages are told), `shell` (the frame) and `pages` (one file per kind of page).

mod answer;
mod body;
mod failure;
mod guard;
mod kept;
mod live;
mod own;
mod pages;
mod router;
mod shell;
mod squeeze;
mod state;
mod visitor;

pub use guard::guarded;
pub use router::{ROUTES, router};
pub use state::{Posting, Transport, WebState};
