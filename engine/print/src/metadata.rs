//! Properties of a document beyond title, author and date (XMP, ISO 16684-1).

use std::fmt::Write as _;

/// Properties in one namespace, with the description that PDF/A asks for (ISO 19005-3 6.6.2.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// The address that names the namespace.
    pub namespace: String,
    /// Its prefix, such as `fx`.
    pub prefix: String,
    /// What the namespace is, for people.
    pub schema: String,
    /// The properties in order.
    pub properties: Vec<Property>,
}

/// One property, a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name, an XML name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// What it means, for people.
    pub description: String,
}

impl Metadata {
    /// The packet with the values and what they are; nothing when it is not the expected one.
    ///
    /// A schema belongs into the one list of them, which Typst has begun with its own.
    pub(crate) fn join(&self, packet: &str) -> Option<String> {
        let (head, rest) = packet.split_once(SCHEMAS)?;
        let (middle, tail) = rest.split_once(RDF_END)?;
        let (values, schema) = (self.values(), self.described());
        Some(format!("{head}{SCHEMAS}{schema}{middle}{values}{RDF_END}{tail}"))
    }

    fn values(&self) -> String {
        let (prefix, namespace) = (&self.prefix, escaped(&self.namespace));
        let mut xml = format!("<rdf:Description rdf:about=\"\" xmlns:{prefix}=\"{namespace}\">");
        for Property { name, value, .. } in &self.properties {
            let value = escaped(value);
            write!(xml, "<{prefix}:{name}>{value}</{prefix}:{name}>")
                .expect("a string takes every text");
        }
        xml.push_str("</rdf:Description>");
        xml
    }

    fn described(&self) -> String {
        format!(
            "<rdf:li rdf:parseType=\"Resource\">\
             <pdfaSchema:schema>{}</pdfaSchema:schema>\
             <pdfaSchema:namespaceURI>{}</pdfaSchema:namespaceURI>\
             <pdfaSchema:prefix>{}</pdfaSchema:prefix>\
             <pdfaSchema:property><rdf:Seq>{}</rdf:Seq></pdfaSchema:property></rdf:li>",
            escaped(&self.schema),
            escaped(&self.namespace),
            self.prefix,
            self.properties.iter().map(described).collect::<String>(),
        )
    }
}

const SCHEMAS: &str = "<pdfaExtension:schemas><rdf:Bag>";
const RDF_END: &str = "</rdf:RDF>";

fn described(property: &Property) -> String {
    format!(
        "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{}</pdfaProperty:name>\
         <pdfaProperty:valueType>Text</pdfaProperty:valueType>\
         <pdfaProperty:category>external</pdfaProperty:category>\
         <pdfaProperty:description>{}</pdfaProperty:description></rdf:li>",
        property.name,
        escaped(&property.description),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
