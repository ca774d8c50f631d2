//! Characters out of bytes (XML 1.0, appendix F).

use encoding_rs::{Encoding, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Refused;

/// Decodes what is UTF-8, UTF-16 or a Latin charset that the document declares.
pub fn decode(bytes: &[u8]) -> Result<String, Refused> {
    let unknown = |name: &str| Refused::Charset { name: name.to_owned() };
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if bytes.starts_with(b"<\0") => UTF_16LE,
        None if bytes.starts_with(b"\0<") => UTF_16BE,
        None => {
            let name = declared(bytes).unwrap_or_else(|| "utf-8".to_owned());
            named(&name).ok_or_else(|| unknown(&name))?
        }
    };
    let (text, _, is_broken) = encoding.decode(bytes);
    if is_broken { Err(unknown(encoding.name())) } else { Ok(text.into_owned()) }
}

fn named(name: &str) -> Option<&'static Encoding> {
    match name {
        "utf-8" | "utf8" | "us-ascii" | "ascii" => Some(UTF_8),
        "iso-8859-1" | "latin1" | "windows-1252" | "cp1252" => Some(WINDOWS_1252),
        "iso-8859-15" => Some(ISO_8859_15),
        _ => None,
    }
}

// The declaration stands in ASCII at the very start.
fn declared(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(200).map(|byte| char::from(*byte)).collect();
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?;
    let value = value.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    Some(value[1..].split(quote).next()?.to_lowercase())
}
