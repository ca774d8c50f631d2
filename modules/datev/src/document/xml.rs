//! XML whose values stand in attributes.

use quick_xml::escape::escape;

/// A document that is being written.
pub struct Xml(String);

impl Xml {
    /// A whole document.
    pub fn document(
        root: &str,
        attributes: &[(&str, &str)],
        body: impl FnOnce(&mut Xml),
    ) -> String {
        let mut xml = Xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".into());
        xml.within(root, attributes, body);
        xml.0
    }

    /// An element with others in it.
    pub fn within(&mut self, name: &str, attributes: &[(&str, &str)], body: impl FnOnce(&mut Xml)) {
        self.open(name, attributes);
        self.0.push_str(">\n");
        body(self);
        self.0.push_str(&format!("</{name}>\n"));
    }

    /// An element without content; attributes without a value are left out.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.0.push_str("/>\n");
    }

    /// An element with a text, where there is one.
    pub fn given(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.0.push_str(&format!("<{name}>{}</{name}>\n", escape(text)));
        }
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push_str(&format!("<{name}"));
        for (attribute, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.0.push_str(&format!(" {attribute}=\"{}\"", escape(*value)));
        }
    }
}

/// A text on one line without control characters, cut to so many characters.
pub fn line(text: &str, most: usize) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(most).collect::<String>().trim_end().to_owned()
}
