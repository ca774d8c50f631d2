//! The programs' side: REST, described by OpenAPI from the catalog.
