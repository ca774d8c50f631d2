//! The programs' side: REST, described by OpenAPI from the catalog.
//!
//! **Invariant:** knows no module by name and never touches the database; every request becomes a
//! use case of `records` under the rights of its caller.
//!
//! Read `router` (every address), `caller` (who asks), `params` and `strict` (what is asked),
//! `problem` (how errors are said), `shape` (records as JSON), `list`, `record`, `batch` (the
//! addresses), `once`, `meta` and `openapi` last.

mod batch;
mod caller;
mod list;
mod meta;
mod once;
mod openapi;
mod params;
mod problem;
mod record;
mod router;
mod shape;
mod strict;

pub use caller::ApiState;
pub use router::{ROUTES, missing, router};
