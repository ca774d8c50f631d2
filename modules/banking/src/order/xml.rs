//! XML as banks read it, written element by element.

use quick_xml::escape::escape;

/// A document that is being written.
pub(super) struct Xml(String);

impl Xml {
    /// A whole document with one root in a namespace of ISO 20022.
    pub fn document(namespace: &str, message: &str, body: impl FnOnce(&mut Xml)) -> String {
        let mut xml = Xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".into());
        xml.0.push_str(&format!("<Document xmlns=\"{namespace}\">\n"));
        xml.within(message, body);
        xml.0.push_str("</Document>\n");
        xml.0
    }

    /// An element with others in it.
    pub fn within(&mut self, name: &str, body: impl FnOnce(&mut Xml)) {
        self.0.push_str(&format!("<{name}>\n"));
        body(self);
        self.0.push_str(&format!("</{name}>\n"));
    }

    /// A text at the end of a path of elements, such as `Dbtr/Nm`.
    pub fn text(&mut self, path: &str, text: &str) {
        for name in path.split('/') {
            self.0.push_str(&format!("<{name}>"));
        }
        self.0.push_str(&escape(text));
        for name in path.rsplit('/') {
            self.0.push_str(&format!("</{name}>"));
        }
        self.0.push('\n');
    }

    /// A text where there is one.
    pub fn given(&mut self, path: &str, text: &str) {
        if !text.is_empty() {
            self.text(path, text);
        }
    }

    /// An amount in euros.
    pub fn euros(&mut self, name: &str, amount: &str) {
        self.0.push_str(&format!("<{name} Ccy=\"EUR\">{amount}</{name}>\n"));
    }
}
