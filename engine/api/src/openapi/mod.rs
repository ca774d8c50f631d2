//! The description of the interface (OpenAPI 3.1), written from the catalog for one caller.

mod document;
mod example;
mod hanging;
mod path;
mod schema;

pub use document::document;
