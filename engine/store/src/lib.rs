//! The only crate that knows SQL: two databases behind one face.
//!
//! **Invariant:** no driver type and no SQL text leaves this crate, every read of records takes a
//! `Scope`, and nothing here knows a module by name.
//!
//! Read `store` (open, read, write), `layout` (which columns
//! a module has), `records` (reading and writing records), `schema` (tables), `queries` (everything
//! else, one file per topic), `sqlite` and `postgres` last. Statements are written with the crate
//! `sql`.

mod conn;
mod layout;
mod pending;
mod postgres;
pub mod queries;
pub mod records;
mod schema;
mod sqlite;
mod store;

pub use conn::{Reader, Tx};
pub use schema::{Applied, SCHEMA_VERSION};
pub use sqlite::READERS;
pub use store::{Location, Store, StoreOptions};
