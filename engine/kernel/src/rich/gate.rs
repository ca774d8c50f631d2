//! What lets nothing through but the elements that formatted text is made of (ASVS 1.3.1).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

const TAGS: [&str; 16] = [
    "p",
    "br",
    "strong",
    "em",
    "u",
    "s",
    "code",
    "a",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
];

/// Schemes of addresses that links may have.
pub const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

static GATE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut gate = Builder::empty();
    gate.tags(HashSet::from(TAGS))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(REL));
    gate
});

/// What every link says besides.
const REL: &str = "noopener noreferrer nofollow";

/// HTML without anything else.
pub fn pass(html: &str) -> String {
    GATE.clean(html).to_string()
}

/// Tells whether HTML was written by `pass`: tags that it writes letter by letter, and no others.
pub fn is_passed(html: &str) -> bool {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let Some(end) = rest[start..].find('>') else { return false };
        if !is_tag(&rest[start + 1..start + end]) {
            return false;
        }
        rest = &rest[start + end + 1..];
    }
    html.starts_with('<') && rest.is_empty()
}

fn is_tag(tag: &str) -> bool {
    let name = tag.strip_prefix('/').unwrap_or(tag);
    if name != "a" && TAGS.contains(&name) || tag == "/a" {
        return true;
    }
    let link = tag.strip_prefix("a href=\"").and_then(|rest| {
        let (href, rest) = rest.split_once('"')?;
        let rel = rest.strip_prefix(" rel=\"")?.strip_suffix('"')?;
        let (scheme, _) = href.split_once(':')?;
        Some(rel == REL && SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()))
    });
    link.unwrap_or(false)
}
