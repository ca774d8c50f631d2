//! Reads our own markup strictly: every tag closes where it should.

use std::collections::BTreeSet;

/// Elements that never hold anything (HTML, "void elements").
const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "source"];

/// An element with its attributes and the names of the elements around it.
pub struct Element<'a> {
    pub name: &'a str,
    pub attributes: Vec<(&'a str, &'a str)>,
    pub around: Vec<&'a str>,
}

impl<'a> Element<'a> {
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn is_hidden(&self) -> bool {
        self.get("type") == Some("hidden")
            || self.get("hidden").is_some()
            || self.get("aria-hidden") == Some("true")
    }
}

/// Reads all elements of a document or a part of one.
pub fn read(html: &str) -> Vec<Element<'_>> {
    let (mut elements, mut open) = (Vec::new(), Vec::new());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("every tag ends");
        let (tag, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        if tag.starts_with('!') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "</{name}> closes what is open");
            continue;
        }
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        let attributes = attributes(&tag[name.len()..]);
        elements.push(Element { name, attributes, around: open.clone() });
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "still open: {open:?}");
    elements
}

/// What every page must keep to.
pub fn check_page(name: &str, html: &str) {
    let elements = read(html);
    check(name, html, &elements);
    let headings = elements.iter().filter(|element| element.name == "h1").count();
    assert_eq!(headings, 1, "{name} has one h1");
    let mains = elements.iter().filter(|element| element.name == "main").count();
    assert_eq!(mains, 1, "{name} has one main");
    assert!(html.contains("<title>"), "{name} has a title");
}

/// What every part of a page must keep to.
pub fn check_part(name: &str, html: &str) {
    check(name, html, &read(html));
}

fn check(name: &str, html: &str, elements: &[Element]) {
    // What waits in a template is not on the page; its copies replace each other.
    let shown = |element: &&Element| !element.around.contains(&"template");
    let elements: Vec<&Element> = elements.iter().filter(shown).collect();
    let elements = elements.as_slice();
    let ids: Vec<&str> = elements.iter().filter_map(|element| element.get("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    let twice = ids.iter().filter(|id| ids.iter().filter(|other| other == id).count() > 1);
    assert_eq!(ids.len(), unique.len(), "{name}: ids twice: {:?}", twice.collect::<Vec<_>>());
    let labels: BTreeSet<&str> = elements
        .iter()
        .filter(|element| element.name == "label")
        .filter_map(|element| element.get("for"))
        .collect();
    for element in elements {
        check_attributes(name, element, &unique);
        check_label(name, element, &labels);
    }
    for (at, _) in html.match_indices("ui.") {
        let key = html[at..].split(['"', '<', ' ']).next().unwrap_or_default();
        let is_key = key.split('.').count() > 2
            && key.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '_');
        assert!(!is_key, "{name}: the text {key} is missing");
    }
    check_forms(name, html, elements);
}

fn check_attributes(name: &str, element: &Element, ids: &BTreeSet<&str>) {
    assert!(element.name != "style", "{name}: no style element");
    assert!(element.name != "script" || element.get("src").is_some(), "{name}: no inline script");
    for (attribute, value) in &element.attributes {
        assert!(*attribute != "style" && !attribute.starts_with("on"), "{name}: {attribute}");
        assert!(!value.starts_with("javascript:"), "{name}: {value}");
        let references = ["for", "aria-describedby", "aria-labelledby", "popovertarget"];
        if references.contains(attribute) {
            assert!(ids.contains(value), "{name}: {attribute} leads to {value}");
        }
    }
    if element.name == "img" {
        assert!(element.get("alt").is_some(), "{name}: an image has an alternative text");
    }
}

fn check_label(name: &str, element: &Element, labels: &BTreeSet<&str>) {
    if !["input", "select", "textarea"].contains(&element.name) || element.is_hidden() {
        return;
    }
    let labelled = element.get("aria-label").is_some_and(|label| !label.is_empty())
        || element.get("id").is_some_and(|id| labels.contains(id))
        || element.around.contains(&"label");
    assert!(labelled, "{name}: {} {:?} has a label", element.name, element.attributes);
}

/// Forms work without script, and those that change something carry the token.
fn check_forms(name: &str, html: &str, elements: &[&Element]) {
    for element in elements.iter().filter(|element| element.get("hx-post").is_some()) {
        let plain = element.name != "form" || element.get("action").is_some();
        assert!(plain, "{name}: a form with hx-post has an action");
    }
    let signs_in = |to: &str| to.starts_with("/login") || to.starts_with("/setup");
    let posts = elements
        .iter()
        .filter(|element| element.name == "form" && element.get("method") == Some("post"))
        .filter(|element| !element.get("action").is_some_and(signs_in));
    let tokens = html.matches("name=\"csrf\" value=\"the-token\"").count();
    assert_eq!(posts.count(), tokens, "{name}: every post carries the token");
}

fn attributes(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        match after.strip_prefix("=\"") {
            Some(value) => {
                let (value, tail) = value.split_once('"').expect("values stand in quotes");
                found.push((name, value));
                rest = tail.trim_start();
            }
            None => {
                found.push((name, ""));
                rest = after.trim_start();
            }
        }
    }
    found
}
