//! The tree that is written, always the same way for the same document.

use quick_xml::escape::{escape, partial_escape};

/// An element that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    text: Option<String>,
    children: Vec<Node>,
}

impl Node {
    /// An element without anything in it.
    pub fn new(name: &'static str) -> Self {
        Node { name, attributes: Vec::new(), text: None, children: Vec::new() }
    }

    /// An element with text.
    pub fn of(name: &'static str, text: impl Into<String>) -> Self {
        Node { text: Some(text.into()), ..Node::new(name) }
    }

    /// With an attribute.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With an attribute, when there is a value for it.
    pub fn with_option(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With a last child.
    pub fn and(mut self, child: Node) -> Self {
        self.children.push(child);
        self
    }

    /// Adds a child that holds text.
    pub fn text(&mut self, name: &'static str, text: impl Into<String>) {
        self.children.push(Node::of(name, text));
    }

    /// Adds a child that holds text, when there is some.
    pub fn option(&mut self, name: &'static str, text: Option<&str>) {
        self.children.extend(text.map(|text| Node::of(name, text)));
    }

    /// Adds elements in each other, the innermost with text, when there is some.
    pub fn nested<const N: usize>(&mut self, names: [&'static str; N], text: Option<&str>) {
        let Some(text) = text else { return };
        let (last, outer) = names.split_last().expect("at least one element is named");
        let wrap = |inner: Node, name: &&'static str| Node::new(name).and(inner);
        self.children.push(outer.iter().rev().fold(Node::of(last, text), wrap));
    }

    /// Adds a child.
    pub fn push(&mut self, child: Node) {
        self.children.push(child);
    }

    /// Adds children.
    pub fn extend(&mut self, children: impl IntoIterator<Item = Node>) {
        self.children.extend(children);
    }

    /// Adds a child, when it holds something.
    pub fn push_filled(&mut self, child: Node) {
        if child.text.is_some() || !child.children.is_empty() {
            self.children.push(child);
        }
    }

    /// The document with this root, in UTF-8.
    pub fn document(&self) -> Vec<u8> {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.write(&mut out, 0);
        out.into_bytes()
    }

    fn write(&self, out: &mut String, depth: usize) {
        out.extend(std::iter::repeat_n("  ", depth));
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&escape(legal(value)).replace('\n', "&#10;"));
            out.push('"');
        }
        match &self.text {
            _ if !self.children.is_empty() => {
                out.push_str(">\n");
                for child in &self.children {
                    child.write(out, depth + 1);
                }
                out.extend(std::iter::repeat_n("  ", depth));
                self.close(out);
            }
            Some(text) => {
                out.push('>');
                out.push_str(&partial_escape(legal(text)));
                self.close(out);
            }
            None => out.push_str("/>\n"),
        }
    }

    fn close(&self, out: &mut String) {
        out.push_str("</");
        out.push_str(self.name);
        out.push_str(">\n");
    }
}

// XML 1.0 knows no other control characters, and reads every line break as a line feed.
fn legal(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let is_legal = |c: &char| match c {
        '\t' | '\n' => true,
        c => *c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'),
    };
    text.chars().filter(is_legal).collect()
}
