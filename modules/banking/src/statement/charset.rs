//! Bytes to text, in the encodings that banks use.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Fault, ReadError};

/// Decodes a file: by its mark, by what its XML declares, else UTF-8 where it is, else
/// Windows-1252.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    let (encoding, is_certain) = encoding(bytes)?;
    let (text, _, has_errors) = encoding.decode(bytes);
    if !has_errors {
        return Ok(text);
    }
    if is_certain {
        return Err(Fault::Charset.at(0, encoding.name()));
    }
    Ok(WINDOWS_1252.decode(bytes).0)
}

fn encoding(bytes: &[u8]) -> Result<(&'static Encoding, bool), ReadError> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok((encoding, true));
    }
    match bytes {
        [b'<' | b'"' | b':', 0, ..] => return Ok((UTF_16LE, true)),
        [0, b'<' | b'"' | b':', ..] => return Ok((UTF_16BE, true)),
        _ => {}
    }
    let Some(label) = declared(bytes) else { return Ok((UTF_8, false)) };
    let unknown = || Fault::Charset.at(1, &super::shown(&label));
    Encoding::for_label(label.as_bytes()).map(|encoding| (encoding, true)).ok_or_else(unknown)
}

// The encoding in `<?xml version="1.0" encoding="ISO-8859-1"?>`.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| ['"', '\''].contains(c))?;
    Some(value[1..].split(quote).next()?.to_owned())
}
