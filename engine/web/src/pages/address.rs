//! From an address to a module and a record.

use std::sync::Arc;

use access::Right;
use catalog::Module;
use kernel::{Error, RecordId, Result};
use records::Cx;

/// The module of an address that the person may see at all.
pub fn module(cx: &Cx, plural: &str) -> Result<Arc<Module>> {
    let module = cx.catalog.by_plural(plural).cloned().ok_or(Error::NotFound)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    Ok(module)
}

/// The record of an address; what is no id leads to no record.
pub fn id(text: &str) -> Result<RecordId> {
    text.parse().map_err(|()| Error::NotFound)
}
