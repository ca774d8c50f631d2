//! Who comes to the browser's side, what they post and how they are answered.
//!
//! **Invariant:** nothing is read or written for somebody before it is known who they are; a form
//! counts only with the token of its session. Which pages there are is not known here.
//!
//! Read `state` (what every page works with), `visitor` (who comes), `body` (forms), `kept` (forms
//! that came without a session), `answer`, `download` and `failure` (what comes back), `shell` and
//! `open` (the frame), `live` (what open pages are told) and `sign_in` (the way in).

pub mod answer;
pub mod body;
pub mod download;
mod failure;
mod kept;
pub mod live;
pub mod open;
pub mod query;
pub mod shell;
pub mod sign_in;
pub mod state;
pub mod visitor;
