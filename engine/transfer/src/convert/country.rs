//! Names of countries.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The ISO 3166-1 code of a country, by its code or its German or English name.
#[must_use]
pub fn country_code(text: &str) -> Option<&'static str> {
    static NAMES: OnceLock<BTreeMap<String, &'static str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut names = BTreeMap::new();
        for line in include_str!("countries.csv").lines() {
            let code = line.split(';').next().unwrap_or_default();
            names.extend(line.split(';').map(|name| (key(name), code)));
        }
        names
    });
    names.get(&key(text)).copied()
}

fn key(name: &str) -> String {
    kernel::words(name).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_many_names() {
        for (name, code) in [
            ("Deutschland", Some("DE")),
            ("germany", Some("DE")),
            ("D", Some("DE")),
            ("at", Some("AT")),
            ("Österreich", Some("AT")),
            ("U.S.A.", None),
            ("USA", Some("US")),
            ("Vereinigtes Königreich", Some("GB")),
            ("Atlantis", None),
            ("", None),
        ] {
            assert_eq!(country_code(name), code, "{name}");
        }
    }
}
