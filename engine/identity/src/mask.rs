//! The token of a session in a shape that is new on every page.
//!
//! Pages are compressed on the wire. A secret that stands in many of them unchanged could be
//! guessed from their lengths (the attack called BREACH), so what a page holds is a random key
//! followed by the token moved by that key.

use kernel::random_token;

/// The signs of a token in their order (RFC 4648, 5).
const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Hides a token behind a key of its own.
pub(crate) fn mask(token: &str) -> String {
    let key = random_token();
    let moved: String = combine(token, &key, |sign, by| sign + by).collect();
    key + &moved
}

/// Tells whether a masked text hides this token; the time does not depend on where they differ.
pub(crate) fn hides(masked: &str, token: &str) -> bool {
    let (length, is_plain) = (token.len(), masked.is_ascii());
    if !is_plain || masked.len() != 2 * length {
        return false;
    }
    let (key, moved) = masked.split_at(length);
    let found = combine(moved, key, |sign, by| sign + SIGNS.len() - by);
    found.zip(token.chars()).fold(0, |sum, (a, b)| sum | (u32::from(a) ^ u32::from(b))) == 0
}

/// Moves each sign of a text by that of a key.
fn combine<'a>(
    text: &'a str,
    key: &'a str,
    moved: impl Fn(usize, usize) -> usize + 'a,
) -> impl Iterator<Item = char> + 'a {
    let place = |sign: u8| SIGNS.iter().position(|known| *known == sign).unwrap_or_default();
    text.bytes()
        .zip(key.bytes())
        .map(move |(sign, by)| SIGNS[moved(place(sign), place(by)) % SIGNS.len()].into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_token_is_known_and_never_twice_the_same() {
        let token = random_token();
        let (one, other) = (mask(&token), mask(&token));
        assert_ne!(one, other);
        assert!(!one.contains(&token));
        assert!(hides(&one, &token) && hides(&other, &token));
    }

    #[test]
    fn anything_else_is_refused() {
        let token = random_token();
        let masked = mask(&token);
        let half = masked[..43].to_owned();
        let wide = "ä".repeat(43);
        let foreign = mask(&random_token());
        for wrong in ["", &token, &half, &wide, &foreign, &format!("{masked}A")] {
            assert!(!hides(wrong, &token), "{wrong}");
        }
    }
}
