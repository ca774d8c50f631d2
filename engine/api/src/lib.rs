//! The programs' side: REST, described by OpenAPI from the catalog.
//!
//! **Invariant:** knows no module by name and never touches the database; every request becomes a
//! use case of `records` under the rights of its caller.
//!
//! Read `router` (every address), `caller` (who asks) with `pace` (how fast), `params` and `strict`
//! (what is asked), `problem` (how errors are said), `shape` (records as JSON), `list`, `record`,
//! `batch` (the addresses), `taking` (records made of files), `file` with `range`, and `comment`
//! (what hangs on a record), `changes` (what happened), `once`, `meta` and `openapi` last.

mod batch;
mod caller;
mod changes;
mod comment;
mod file;
mod list;
mod mailed;
mod merge;
mod meta;
mod once;
mod openapi;
mod pace;
mod params;
mod problem;
mod range;
mod record;
mod router;
mod shape;
mod strict;
mod taking;

pub use caller::{ApiState, ClientOf};
pub use openapi::document as describe;
pub use pace::{Pace, Whose};
pub use router::{ROUTES, missing, router};
pub use social::Files;
