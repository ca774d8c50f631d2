//! One spelling for names and addresses, however they were typed.

use kernel::Value;
use records::{Draft, Field};

/// Takes needless spaces out of a line of text.
pub fn squeeze(draft: &mut Draft, field: &Field<String>) {
    let squeezed = draft.get(field).map(|text| squeezed(&text));
    draft.put(field, squeezed);
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Brings a web address into the form `https://example.org/path`.
pub fn normalise_web_address(draft: &mut Draft, field: &Field<String>) {
    let normal = draft.get(field).map(|text| normal_web_address(&text));
    draft.put(field, normal);
}

/// Scheme and host do not care about capitals, the rest of a web address does (RFC 3986 6.2.2.1).
fn normal_web_address(text: &str) -> String {
    let (scheme, rest) = text.split_once("://").unwrap_or(("https", text));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let path = if path == "/" { "" } else { path };
    format!("{}://{}{path}", scheme.to_lowercase(), host.to_lowercase())
}

/// Writes a registration number as registers do: capitals and digits, nothing between.
pub fn normalise_register_number(draft: &mut Draft, field: &Field<String>) {
    let normal = draft.get(field).map(|text| {
        let plain = text.chars().filter(|c| c.is_alphanumeric());
        plain.collect::<String>().to_uppercase()
    });
    let value = normal.map_or(Value::Empty, |text| Value::text(&text));
    draft.set(field.name(), value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_get_one_form() {
        for (typed, normal) in [
            ("Www.Elbtal.Example", "https://www.elbtal.example"),
            ("HTTP://elbtal.example/", "http://elbtal.example"),
            ("elbtal.example/Presse?Jahr=1", "https://elbtal.example/Presse?Jahr=1"),
        ] {
            assert_eq!(normal_web_address(typed), normal);
            assert_eq!(normal_web_address(normal), normal);
        }
    }

    #[test]
    fn names_lose_needless_spaces() {
        assert_eq!(squeezed("  Elbtal   Technik\u{a0} GmbH "), "Elbtal Technik GmbH");
    }
}
