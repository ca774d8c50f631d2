//! What a request says, from the address or from its body, as the operation reads it.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Query, Request};
use axum::http::{Uri, header};
use serde_json::{Map, Value as Json};

use crate::answer::{Fault, Outcome};

/// What stands in the address and what in the body.
pub struct Params {
    query: Vec<(String, String)>,
    form: Vec<(String, String)>,
}

/// Where an operation finds what it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the address.
    Query,
    /// In the body.
    Form,
}

/// What one operation is told.
pub struct Told<'a>(&'a [(String, String)]);

impl Params {
    /// Reads a request whole.
    pub async fn read(request: Request) -> Outcome<Self> {
        let query = pairs(request.uri().query().unwrap_or_default())?;
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or_default().to_ascii_lowercase();
        let form = match kind.starts_with("multipart/form-data") {
            true => parts(request).await?,
            false => {
                let bytes = Bytes::from_request(request, &()).await.map_err(|_| not_read())?;
                let text = std::str::from_utf8(&bytes).map_err(|_| not_read())?;
                match kind.starts_with("application/x-www-form-urlencoded") {
                    true => pairs(text)?,
                    false => Vec::new(),
                }
            }
        };
        Ok(Params { query, form })
    }

    /// What the operation is told in its place.
    pub fn told(&self, place: Place) -> Told<'_> {
        match place {
            Place::Query => Told(&self.query),
            Place::Form => Told(&self.form),
        }
    }

    /// What may stand in either place: the name of the operation, and of the session.
    pub fn anywhere(&self, name: &str) -> &str {
        match self.told(Place::Query).get(name) {
            "" => self.told(Place::Form).get(name),
            found => found,
        }
    }
}

impl<'a> Told<'a> {
    /// A text, or `""`; of several the last one counts.
    pub fn get(&self, name: &str) -> &'a str {
        self.0.iter().rev().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// JSON that stands in a parameter; what is none is nothing.
    pub fn json(&self, name: &str) -> Json {
        serde_json::from_str(self.get(name)).unwrap_or(Json::Null)
    }

    /// An object that stands in a parameter; what is none has no members.
    pub fn object(&self, name: &str) -> Map<String, Json> {
        match self.json(name) {
            Json::Object(map) => map,
            _ => Map::new(),
        }
    }
}

fn not_read() -> Fault {
    Fault::new("OPERATION_NOT_SUPPORTED", "The request cannot be read")
}

fn pairs(text: &str) -> Outcome<Vec<(String, String)>> {
    // A body is no part of an address and may be longer than one, but is written the same way.
    if text.len() <= 16_000
        && let Ok(uri) = format!("/?{text}").parse::<Uri>()
    {
        return Query::try_from_uri(&uri).map(|Query(pairs)| pairs).map_err(|_| not_read());
    }
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((decoded(name)?, decoded(value)?))
    };
    let all = text.split('&').filter(|pair| !pair.is_empty()).map(pair);
    all.collect::<Option<_>>().ok_or_else(not_read)
}

/// Takes the percent signs out of a part of a form.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = std::str::from_utf8(behind.get(..2)?).ok()?;
                rest = &behind[2..];
                u8::from_str_radix(digits, 16).ok()?
            }
            byte => *byte,
        });
    }
    String::from_utf8(bytes).ok()
}

async fn parts(request: Request) -> Outcome<Vec<(String, String)>> {
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| not_read())?;
    let mut pairs = Vec::new();
    while let Some(part) = form.next_field().await.map_err(|_| not_read())? {
        let name = part.name().unwrap_or_default().to_owned();
        let text = part.text().await.map_err(|_| not_read())?;
        if pairs.len() < 200 {
            pairs.push((name, text));
        }
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_short_or_long() {
        let short = "element=%7B%22a%22%3A%22M%C3%BCller+%26+S%C3%B6hne%22%7D&x=1&x=2&y";
        let long = format!("{short}&z={}", "a".repeat(20_000));
        for text in [short, &long] {
            let form = pairs(text).unwrap();
            let told = Told(&form);
            assert_eq!(told.object("element")["a"], "Müller & Söhne");
            assert_eq!((told.get("x"), told.get("y"), told.get("no")), ("2", "", ""));
        }
        assert!(pairs(&format!("a=%zz&z={}", "a".repeat(20_000))).is_err());
        assert!(Told(&[]).json("element").is_null());
    }
}
