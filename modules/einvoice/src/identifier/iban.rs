//! IBAN (ISO 13616).

use super::leitweg::remainder_97;

/// Whether it has the shape of an IBAN: a country, two digits, up to 30 letters and digits.
/// Spaces count as if they were not there.
#[must_use]
pub fn is_iban_shaped(text: &str) -> bool {
    let text = compact(text);
    let bytes = text.as_bytes();
    let country = bytes.len() < 2 || bytes[..2].iter().all(u8::is_ascii_uppercase);
    let digits = bytes.len() < 4 || bytes[2..4].iter().all(u8::is_ascii_digit);
    (15..=34).contains(&bytes.len())
        && country
        && digits
        && bytes.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Whether it is an IBAN with the right check digits (ISO 7064 Mod 97-10).
#[must_use]
pub fn is_iban(text: &str) -> bool {
    let text = compact(text);
    is_iban_shaped(&text) && remainder_97(text[4..].chars().chain(text[..4].chars())) == Some(1)
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
