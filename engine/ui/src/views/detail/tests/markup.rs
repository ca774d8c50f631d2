//! Reads markup as far as the tests ask: tags with their attributes.

use std::collections::BTreeSet;

/// A tag that opens, and whether it stands inside a label.
pub(crate) struct Tag<'a> {
    pub name: &'a str,
    pub attributes: Vec<(&'a str, &'a str)>,
    pub is_in_label: bool,
}

impl<'a> Tag<'a> {
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

/// What every page and every part of one must keep to.
pub(crate) fn check(html: &str) {
    let tags = tags(html);
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "ids are unique: {ids:?}");
    let labels: BTreeSet<&str> =
        tags.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.get("for")).collect();
    for tag in &tags {
        assert_ne!(tag.name, "script");
        for (name, value) in &tag.attributes {
            assert!(*name != "style" && !name.starts_with("on"), "{name} in {}", tag.name);
            if ["for", "aria-describedby", "aria-labelledby", "popovertarget"].contains(name) {
                assert!(unique.contains(value), "{name} leads to {value}");
            }
        }
        assert!(is_labelled(tag, &labels), "{} {:?} has a label", tag.name, tag.attributes);
    }
    for key in ["ui.record.", "ui.form.", "ui.action."] {
        assert!(!html.contains(key), "a text is missing: {}", around(html, key));
    }
}

/// How often a tag of that name opens.
pub(crate) fn count(html: &str, name: &str) -> usize {
    tags(html).iter().filter(|tag| tag.name == name).count()
}

pub(crate) fn tags(html: &str) -> Vec<Tag<'_>> {
    let (mut tags, mut labels) = (Vec::new(), 0_usize);
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        if rest.starts_with("/label") {
            labels -= 1;
        }
        let inside = rest.split('>').next().unwrap_or_default();
        let name = inside.split([' ', '>']).next().unwrap_or_default();
        if name.starts_with('/') || name.starts_with('!') {
            continue;
        }
        labels += usize::from(name == "label");
        let attributes = attributes(inside.strip_prefix(name).unwrap_or_default());
        tags.push(Tag { name, attributes, is_in_label: 0 < labels });
    }
    tags
}

fn attributes(text: &str) -> Vec<(&str, &str)> {
    let (mut found, mut rest) = (Vec::new(), text.trim_start());
    while !rest.is_empty() {
        let end = rest.find([' ', '=']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let value = after.strip_prefix("=\"").and_then(|value| value.split_once('"'));
        let (value, after) = value.unwrap_or(("", after));
        found.push((name, value));
        rest = after.trim_start();
    }
    found
}

fn is_labelled(tag: &Tag, labels: &BTreeSet<&str>) -> bool {
    let is_control = ["input", "select", "textarea"].contains(&tag.name);
    let is_unseen = tag.get("type") == Some("hidden") || tag.get("aria-hidden").is_some();
    !is_control
        || is_unseen
        || tag.is_in_label
        || tag.get("aria-label").is_some_and(|label| !label.is_empty())
        || tag.get("id").is_some_and(|id| labels.contains(id))
}

fn around<'a>(html: &'a str, key: &str) -> &'a str {
    let at = html.find(key).unwrap_or_default();
    html[at..].get(..60).unwrap_or(&html[at..])
}
