//! Points in degrees, minutes and seconds.

use super::{GeoPoint, read};

#[derive(Clone, Copy, PartialEq)]
enum Token {
    /// Millionths, and whether a sign or a fraction was written.
    Number { millionths: i64, is_signed: bool, is_broken: bool },
    /// What the number before it counts: 0 degrees, 1 minutes, 2 seconds.
    Mark(usize),
    /// Which way: whether it is a latitude, and its sign.
    Way { is_lat: bool, sign: i64 },
}

pub fn point(text: &str) -> Option<GeoPoint> {
    let tokens = tokens(text)?;
    let (first, second) = tokens.split_at(border(&tokens)?);
    match (coordinate(first)?, coordinate(second)?) {
        ((None, lat), (None, lon)) | ((Some(true), lat), (Some(false), lon)) => {
            GeoPoint::new(lat, lon)
        }
        ((Some(false), lon), (Some(true), lat)) => GeoPoint::new(lat, lon),
        _ => None,
    }
}

/// Where the second coordinate begins.
fn border(tokens: &[Token]) -> Option<usize> {
    let places = |wanted: fn(&Token) -> bool| {
        tokens.iter().enumerate().filter(move |(_, token)| wanted(token)).map(|(at, _)| at)
    };
    let mut ways = places(|token| matches!(token, Token::Way { .. }));
    match (ways.next(), ways.next()) {
        (Some(0), second) => second,
        (Some(first), Some(_)) => Some(first + 1),
        (Some(_), None) => None,
        _ => places(|token| *token == Token::Mark(0)).nth(1)?.checked_sub(1),
    }
}

/// Whether it is a latitude, where that is said, and its millionths.
fn coordinate(tokens: &[Token]) -> Option<(Option<bool>, i64)> {
    let (mut way, mut parts) = (None, Vec::new());
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            Token::Way { is_lat, sign } => {
                let is_outside = at == 0 || at + 1 == tokens.len();
                (way.is_none() && is_outside).then(|| way = Some((is_lat, sign)))?;
            }
            Token::Number { millionths, is_signed, is_broken } => {
                parts.push((millionths, is_signed, is_broken));
            }
            Token::Mark(of) => {
                let is_after = at > 0 && matches!(tokens[at - 1], Token::Number { .. });
                (is_after && of + 1 == parts.len()).then_some(())?;
            }
        }
    }
    let last = parts.len().checked_sub(1).filter(|last| *last < 3)?;
    let mut sum = 0;
    for (at, (n, is_signed, is_broken)) in parts.iter().enumerate() {
        let is_sign_fit = !is_signed || (at == 0 && way.is_none());
        let fits = is_sign_fit && (!is_broken || at == last) && (at == 0 || *n < 60_000_000);
        fits.then(|| sum = sum * 60 + n.abs())?;
    }
    // The sum counts the smallest part that was written.
    let per_degree = [1, 60, 3_600][last];
    let rounded = (sum + per_degree / 2) / per_degree;
    let is_minus = parts.first().is_some_and(|(n, is_signed, _)| *is_signed && *n < 0);
    let sign = way.map_or(if is_minus { -1 } else { 1 }, |(_, sign)| sign);
    Some((way.map(|(is_lat, _)| is_lat), sign * rounded))
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '\u{2212}');
        let taken = match c {
            _ if is_number(c) => {
                let length = number_length(rest);
                let millionths = read::millionths(&rest[..length])?;
                let is_broken = rest[..length].contains(['.', ',']);
                let is_signed = !c.is_ascii_digit();
                tokens.push(Token::Number { millionths, is_signed, is_broken });
                length
            }
            _ if c.is_alphabetic() && c != 'º' => {
                let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
                tokens.push(way(&rest[..length])?);
                length
            }
            '\'' if rest.starts_with("''") => {
                tokens.push(Token::Mark(2));
                2
            }
            _ => {
                match c {
                    '°' | 'º' => tokens.push(Token::Mark(0)),
                    '\'' | '′' | '’' => tokens.push(Token::Mark(1)),
                    '"' | '″' | '”' => tokens.push(Token::Mark(2)),
                    ',' | ';' => {}
                    _ if c.is_whitespace() => {}
                    _ => return None,
                }
                c.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    Some(tokens)
}

/// A comma belongs to a number only when digits follow it at once.
fn number_length(text: &str) -> usize {
    let mut is_broken = false;
    let mut ahead = text.char_indices().peekable();
    while let Some((at, c)) = ahead.next() {
        let goes_on = ahead.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        match c {
            _ if c.is_ascii_digit() || at == 0 => {}
            '.' | ',' if !is_broken && goes_on => is_broken = true,
            _ => return at,
        }
    }
    text.len()
}

fn way(word: &str) -> Option<Token> {
    let (is_lat, sign) = match word.to_lowercase().as_str() {
        "n" | "nord" | "north" => (true, 1),
        "s" | "süd" | "south" => (true, -1),
        "e" | "o" | "east" | "ost" => (false, 1),
        "w" | "west" => (false, -1),
        _ => return None,
    };
    Some(Token::Way { is_lat, sign })
}
