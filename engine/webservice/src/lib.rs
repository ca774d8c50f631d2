//! The older web service: one address that programs of the vtiger family speak to.
//!
//! **Invariant:** knows no module by name and never touches the database; every operation becomes
//! a use case of `records` under the rights of its caller, and a definition says what its module
//! and its fields are called here.
//!
//! Read `router` (the one address), `params` (what is asked), `answer` (how it is said), `session`
//! (who asks), `kind` and `column` (what there is), `number` (ids), `value` and `input` (records as
//! texts, out and in), `lines` (what documents are made of), then the operations: `describe`,
//! `record`, `query`, `sync`, `related` and `file`.

mod answer;
mod column;
mod describe;
mod file;
mod input;
mod kind;
mod lines;
mod number;
mod params;
mod people;
mod query;
mod record;
mod related;
mod router;
mod session;
mod sync;
mod value;

pub use router::{ROUTES, WebserviceState, router};
