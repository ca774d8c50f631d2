//! One content line of a card taken apart: its name, what is said of it, its value.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A property of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Property {
    /// Its name in capitals, without group.
    pub name: String,
    /// Types such as `work` and `fax`, in small letters.
    pub types: Vec<String>,
    /// Whether it goes before others of its name.
    pub is_preferred: bool,
    /// Its value, decoded but with its escapes.
    pub value: String,
}

/// What is said of a value besides types.
#[derive(Default)]
struct Coding<'a> {
    is_printable: bool,
    is_binary: bool,
    charset: Option<&'a str>,
}

impl Property {
    /// Takes a line apart; none for what is no property, and for pictures, sounds and keys.
    #[must_use]
    pub fn read(line: &[u8]) -> Option<Self> {
        let colon = outside_texts(line, b':').next()?;
        let head = String::from_utf8_lossy(&line[..colon]).into_owned();
        let mut parts = split_outside_texts(&head, b';').into_iter();
        let name = parts.next()?.trim().rsplit('.').next()?.to_ascii_uppercase();
        let is_name = !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if !is_name {
            return None;
        }
        let mut property = Property { name, ..Property::default() };
        let mut coding = Coding::default();
        for part in parts {
            match part.split_once('=') {
                Some((key, value)) => property.note(&mut coding, key.trim(), value.trim()),
                None => property.note(&mut coding, "TYPE", part.trim()),
            }
        }
        if coding.is_binary {
            return None;
        }
        property.value = decoded(&line[colon + 1..], &coding);
        Some(property)
    }

    fn note<'a>(&mut self, coding: &mut Coding<'a>, key: &str, value: &'a str) {
        let value = value.trim_matches('"');
        match key.to_ascii_uppercase().as_str() {
            "TYPE" => value.split(',').for_each(|word| self.note_type(coding, word.trim())),
            "PREF" => self.is_preferred = true,
            "CHARSET" => coding.charset = Some(value),
            "ENCODING" => self.note_type(coding, value),
            _ => {}
        }
    }

    /// In vCard 2.1 codings stand among the types.
    fn note_type(&mut self, coding: &mut Coding<'_>, word: &str) {
        let word = word.trim_matches('"').to_ascii_lowercase();
        match word.as_str() {
            "quoted-printable" => coding.is_printable = true,
            "base64" | "b" => coding.is_binary = true,
            "pref" => self.is_preferred = true,
            _ => self.types.push(word),
        }
    }

    /// Tells whether one of these types is said.
    #[must_use]
    pub fn is(&self, types: &[&str]) -> bool {
        self.types.iter().any(|one| types.contains(&one.as_str()))
    }

    /// The value as a text.
    #[must_use]
    pub fn text(&self) -> String {
        unescaped(&self.value)
    }

    /// The parts of a value with structure, such as a name or an address.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        let mut parts = vec![String::new()];
        let mut signs = self.value.chars();
        while let Some(sign) = signs.next() {
            let last = parts.last_mut().expect("there is one part from the start");
            match sign {
                '\\' => {
                    last.push('\\');
                    last.extend(signs.next());
                }
                ';' => parts.push(String::new()),
                sign => last.push(sign),
            }
        }
        parts.iter().map(|part| unescaped(part).trim().to_owned()).collect()
    }
}

/// Takes escapes away (RFC 6350 3.4).
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            plain.push(sign);
            continue;
        }
        match signs.next() {
            Some('n' | 'N') => plain.push('\n'),
            Some(other @ ('\\' | ';' | ',' | ':' | '"')) => plain.push(other),
            Some(other) => plain.extend(['\\', other]),
            None => plain.push('\\'),
        }
    }
    plain.trim().to_owned()
}

fn decoded(bytes: &[u8], coding: &Coding<'_>) -> String {
    let bytes = if coding.is_printable { printable(bytes) } else { bytes.to_vec() };
    let named = coding.charset.and_then(|name| Encoding::for_label(name.as_bytes()));
    let is_utf8 = std::str::from_utf8(&bytes).is_ok();
    // Without a name, what is no UTF-8 comes from old Windows programs.
    let encoding = named.unwrap_or(if is_utf8 { UTF_8 } else { WINDOWS_1252 });
    encoding.decode_without_bom_handling(&bytes).0.into_owned()
}

/// Undoes quoted-printable (RFC 2045 6.7); what is no code stays as it is.
fn printable(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = bytes.get(at + 1..at + 3).filter(|_| *byte == b'=');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(code) => {
                plain.push(code);
                at += 3;
            }
            None => {
                plain.push(*byte);
                at += 1;
            }
        }
    }
    plain
}

/// What a line says of its value under a name, such as `TZID`.
#[must_use]
pub fn parameter(line: &[u8], wanted: &str) -> Option<String> {
    let colon = outside_texts(line, b':').next()?;
    let head = String::from_utf8_lossy(&line[..colon]).into_owned();
    let parts = split_outside_texts(&head, b';');
    let said = parts.into_iter().skip(1).filter_map(|part| part.split_once('='));
    let mut fits = said.filter(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
    fits.next().map(|(_, value)| value.trim().trim_matches('"').to_owned())
}

fn outside_texts(text: &[u8], sign: u8) -> impl Iterator<Item = usize> {
    let mut is_within = false;
    text.iter().enumerate().filter_map(move |(at, byte)| {
        is_within ^= *byte == b'"';
        (!is_within && *byte == sign).then_some(at)
    })
}

fn split_outside_texts(text: &str, sign: u8) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for at in outside_texts(text.as_bytes(), sign) {
        parts.push(&text[from..at]);
        from = at + 1;
    }
    parts.push(&text[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Property {
        Property::read(line.as_bytes()).unwrap()
    }

    #[test]
    fn lines_are_taken_apart() {
        let phone = read("item1.TEL;TYPE=\"voice,home\";PREF=1;VALUE=uri:tel:+49-30-1");
        assert_eq!((phone.name.as_str(), phone.value.as_str()), ("TEL", "tel:+49-30-1"));
        assert!(phone.is(&["home"]) && phone.is_preferred);
        let old = read("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg;;;");
        assert_eq!(old.parts(), ["Müller", "Jörg", "", "", ""]);
        assert_eq!(read("N:a\\;b;c\\,d\\ne").parts(), ["a;b", "c,d\ne"]);
        assert_eq!(read("NOTE:C\\:\\Data \\\\ x").text(), "C:\\Data \\ x");
        assert_eq!(Property::read(b"ORG:M\xfcller").unwrap().value, "Müller");
        assert_eq!(Property::read(b"PHOTO;ENCODING=b;TYPE=JPEG:/9j/"), None);
        for nothing in ["", "no colon", ":x", "a b:c", "\"x:y"] {
            assert_eq!(Property::read(nothing.as_bytes()), None, "{nothing}");
        }
    }
}
