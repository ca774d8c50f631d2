//! The tree that was read, which remembers what was understood.

use std::cell::Cell;

/// Paths that are listed of one kind.
const LISTED: usize = 1_000;

/// The schema of CII wants it, even where nothing is said in it.
const MAY_BE_EMPTY: &str = "ram:ApplicableHeaderTradeDelivery";

/// An element that was read; its name has the usual prefix of its namespace.
#[derive(Debug, Default)]
pub struct Element {
    /// Prefix and name, such as `cbc:ID`.
    pub name: String,
    /// Attributes by their local names.
    pub attributes: Vec<(String, String)>,
    /// Elements inside.
    pub children: Vec<Element>,
    /// All text directly inside.
    pub text: String,
    /// Whether somebody asked for it.
    pub seen: Cell<bool>,
}

impl Element {
    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        let child = self.children.iter().find(|child| child.name == name)?;
        child.seen.set(true);
        Some(child)
    }

    /// All children of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        let those = self.children.iter().filter(move |child| child.name == name);
        those.inspect(|child| child.seen.set(true))
    }

    /// The element at the end of a path such as `cac:Party/cbc:EndpointID`.
    pub fn at(&self, path: &str) -> Option<&Element> {
        path.split('/').try_fold(self, |element, name| element.child(name))
    }

    /// Its own text without blanks around it; `None` when there is none.
    pub fn own_text(&self) -> Option<&str> {
        Some(self.text.trim()).filter(|text| !text.is_empty())
    }

    /// The text at the end of a path.
    pub fn text(&self, path: &str) -> Option<String> {
        self.at(path)?.own_text().map(str::to_owned)
    }

    /// An attribute, without blanks around it; `None` when it is missing or empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// Marks everything inside as understood.
    pub fn take(&self) {
        self.seen.set(true);
        self.children.iter().for_each(Element::take);
    }

    /// Marks it as not understood.
    pub fn leave(&self) {
        self.seen.set(false);
    }

    /// Paths of elements with nothing in them, at most 1,000.
    pub fn empty(&self) -> Vec<String> {
        let mut paths = Vec::new();
        self.collect_empty("", &mut paths);
        paths
    }

    fn collect_empty(&self, above: &str, paths: &mut Vec<String>) {
        let path = self.path_below(above);
        for child in &self.children {
            child.collect_empty(&path, paths);
        }
        let is_empty = self.children.is_empty() && self.own_text().is_none();
        if is_empty && self.name != MAY_BE_EMPTY && paths.len() < LISTED {
            paths.push(path);
        }
    }

    fn path_below(&self, above: &str) -> String {
        if above.is_empty() { self.name.clone() } else { format!("{above}/{}", self.name) }
    }

    /// Paths of what nobody asked for, each once with its outermost element.
    pub fn left(&self) -> Vec<String> {
        let mut paths = Vec::new();
        self.collect("", &mut paths);
        paths
    }

    fn collect(&self, above: &str, paths: &mut Vec<String>) {
        let path = self.path_below(above);
        if self.seen.get() {
            self.children.iter().for_each(|child| child.collect(&path, paths));
        } else if paths.len() < LISTED {
            paths.push(path);
        }
    }
}
