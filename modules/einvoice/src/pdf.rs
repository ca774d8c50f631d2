//! The XML inside of a hybrid invoice.

use crate::Refused;

/// Stub.
pub fn embedded(_: &[u8]) -> Result<Option<(String, Vec<u8>)>, Refused> {
    Ok(None)
}
