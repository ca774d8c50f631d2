//! Field 86: what is told of a booking.

use crate::statement::{Details, Entry, purpose};

/// Characters of a part of the purpose; a full one goes on in the next without a blank.
const FULL: usize = 27;

/// Adds to a booking what its field 86 says.
pub fn tell(entry: &mut Entry, lines: &[&str]) {
    let joined = lines.concat();
    match structure(&joined) {
        Some((code, parts)) => {
            entry.transaction_code = code.to_owned();
            tell_parts(entry, &parts);
        }
        // Strokes tell parts apart, so that their lines are one, and else a line is a word's end.
        None if joined.starts_with('/') => purpose::fill(&mut entry.details, &joined),
        None => purpose::fill(&mut entry.details, &lines.join(" ")),
    }
}

// `166?00GUTSCHRIFT?20EREF+…`: three digits, a sign, then parts of two digits and a text.
fn structure(text: &str) -> Option<(&str, Vec<(u8, String)>)> {
    let (code, rest) = text.split_at_checked(3)?;
    let separator = rest.chars().next()?;
    let is_code = code.bytes().all(|byte| byte.is_ascii_digit());
    if !is_code || separator.is_alphanumeric() || separator.is_whitespace() {
        return None;
    }
    let mut parts: Vec<(u8, String)> = Vec::new();
    for piece in rest[separator.len_utf8()..].split(separator) {
        match (numbered(piece), parts.last_mut()) {
            (Some(part), _) => parts.push(part),
            // The sign itself stood in a text.
            (None, Some((_, text))) => {
                text.push(separator);
                text.push_str(piece);
            }
            (None, None) => {}
        }
    }
    (!parts.is_empty()).then_some((code, parts))
}

fn numbered(piece: &str) -> Option<(u8, String)> {
    let (digits, text) = piece.split_at_checked(2)?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| Some((digits.parse().ok()?, text.to_owned())))?
}

fn tell_parts(entry: &mut Entry, parts: &[(u8, String)]) {
    let mut details = Details::default();
    let mut text = String::new();
    let mut is_full = true;
    for (number, part) in parts {
        match number {
            0 => entry.booking_text = part.trim().to_owned(),
            20..=29 | 60..=63 => {
                if !is_full {
                    text.push(' ');
                }
                text.push_str(part);
                is_full = FULL <= part.chars().count();
            }
            30 => details.counterpart.bic = part.trim().to_owned(),
            31 => details.counterpart.iban = part.trim().to_owned(),
            32 | 33 => details.counterpart.name.push_str(part),
            34 => details.return_reason = part.trim().trim_start_matches('0').to_owned(),
            _ => {}
        }
    }
    details.counterpart.name = details.counterpart.name.trim().to_owned();
    purpose::fill(&mut details, &text);
    entry.details = details;
}
