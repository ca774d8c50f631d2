//! Addresses.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

/// What is escaped in a query: all but unreserved characters (RFC 3986, 2.3) and the slash.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A byte as it may stand in a query.
pub fn escaped(byte: u8) -> String {
    percent_encode(&[byte], ESCAPED).to_string()
}
