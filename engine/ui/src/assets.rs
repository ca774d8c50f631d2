//! Style sheet, script, icons and fonts, embedded with the hash of their content in the address.

/// A file that browsers may keep for ever, because its address changes with its content.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// The bytes as they are.
    pub body: &'static [u8],
    /// The bytes compressed with Brotli; none when they are packed already.
    pub brotli: Option<&'static [u8]>,
    /// The bytes compressed with gzip; none when they are packed already.
    pub gzip: Option<&'static [u8]>,
    /// Media type.
    pub content_type: &'static str,
}

struct Embedded {
    name: &'static str,
    path: &'static str,
    content_type: &'static str,
    body: &'static [u8],
    brotli: &'static [u8],
    gzip: &'static [u8],
}

static TABLE: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// Finds a file by the part of its address behind `/assets/`.
#[must_use]
pub fn get(path: &str) -> Option<Asset> {
    let found = TABLE.iter().find(|embedded| embedded.path == path)?;
    let packed = |bytes: &'static [u8]| (!bytes.is_empty()).then_some(bytes);
    Some(Asset {
        body: found.body,
        brotli: packed(found.brotli),
        gzip: packed(found.gzip),
        content_type: found.content_type,
    })
}

/// Gives the address of a file by its plain name, such as `app.css`.
///
/// # Panics
/// When there is no such file; names stand in templates only, so a test finds it.
#[must_use]
pub fn url(name: &str) -> String {
    let found = TABLE.iter().find(|embedded| embedded.name == name);
    format!("/assets/{}", found.expect("templates name bundled files only").path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_found_under_its_address() {
        for name in ["app.css", "app.js", "icons.svg", "inter-latin-opsz-normal.woff2"] {
            let path = url(name);
            let asset = get(path.strip_prefix("/assets/").unwrap()).unwrap();
            assert!(!asset.body.is_empty());
        }
        assert!(get("app.css").is_none());
        let style = get(url("app.css").strip_prefix("/assets/").unwrap()).unwrap();
        let text = std::str::from_utf8(style.body).unwrap();
        let font = url("inter-latin-opsz-normal.woff2").replace("/assets/", "./");
        assert!(text.contains(&font), "the style sheet points to {font}");
        assert!(style.brotli.unwrap().len() < style.body.len() / 3);
    }
}
