//! A tree out of bytes, within limits; no document types, so no entities of any kind.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use super::Element;
use super::charset::decode;
use crate::Refused;

/// Bytes that a document may have; attachments are inside.
const BYTES: usize = 64 << 20;
/// Elements inside each other; the deepest known has a dozen, sub lines add two for a level.
const DEPTH: usize = 48;
/// Elements in all; a line of an invoice has about forty.
const ELEMENTS: usize = 500_000;
/// Attributes of one element; the largest known has nine, all namespaces.
const ATTRIBUTES: usize = 64;

/// Reads a document up to its root element.
///
/// # Errors
/// When it is too large, too deep, broken, in a foreign charset, or has a document type.
pub fn parse(bytes: &[u8]) -> Result<Element, Refused> {
    if BYTES < bytes.len() {
        return Err(Refused::TooLarge);
    }
    let text = decode(bytes)?;
    let mut reader = NsReader::from_str(&text);
    let mut tree = Tree::default();
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| Refused::Broken)?;
        match event {
            Event::Start(tag) => tree.open(&namespace, &tag)?,
            Event::Empty(tag) => {
                tree.open(&namespace, &tag)?;
                tree.close();
            }
            Event::End(_) => tree.close(),
            Event::Text(text) => tree.add(&text.xml10_content())?,
            Event::CData(text) => tree.add(&text.xml10_content())?,
            Event::GeneralRef(name) => tree.add(&resolved(&name)?)?,
            Event::DocType(_) => return Err(Refused::DocumentType),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    tree.root.filter(|_| tree.open.is_empty()).ok_or(Refused::Broken)
}

fn resolved(name: &BytesRef<'_>) -> Result<String, Refused> {
    if let Some(character) = name.resolve_char_ref().map_err(|_| Refused::Broken)? {
        return Ok(character.to_string());
    }
    let known = quick_xml::escape::resolve_xml_entity(name).ok_or(Refused::Broken)?;
    Ok(known.to_owned())
}

#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    root: Option<Element>,
    n_elements: usize,
}

impl Tree {
    fn open(&mut self, namespace: &ResolveResult<'_>, tag: &BytesStart<'_>) -> Result<(), Refused> {
        self.n_elements += 1;
        if ELEMENTS < self.n_elements {
            return Err(Refused::TooMany);
        }
        if DEPTH <= self.open.len() {
            return Err(Refused::TooDeep);
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(Refused::Broken);
        }
        let prefix = match namespace {
            ResolveResult::Bound(namespace) => prefix(namespace.0),
            ResolveResult::Unbound => "none",
            ResolveResult::Unknown(_) => return Err(Refused::Broken),
        };
        let name = format!("{prefix}:{}", tag.local_name().as_ref());
        let attributes = attributes(tag)?;
        self.open.push(Element { name, attributes, ..Element::default() });
        Ok(())
    }

    // The reader has seen to it that tags match.
    fn close(&mut self) {
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
    }

    fn add(&mut self, text: &str) -> Result<(), Refused> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            // Nothing but blanks may stand around the root.
            None if text.trim().is_empty() => {}
            None => return Err(Refused::Broken),
        }
        Ok(())
    }
}

fn attributes(tag: &BytesStart<'_>) -> Result<Vec<(String, String)>, Refused> {
    let mut found = Vec::new();
    for (n, attribute) in tag.attributes().with_checks(false).enumerate() {
        if ATTRIBUTES <= n {
            return Err(Refused::TooMany);
        }
        let attribute = attribute.map_err(|_| Refused::Broken)?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_err(|_| Refused::Broken)?.into_owned();
        found.push((attribute.key.local_name().as_ref().to_owned(), value));
    }
    Ok(found)
}

/// The usual prefix of a namespace.
fn prefix(namespace: &str) -> &'static str {
    const UBL: &str = "urn:oasis:names:specification:ubl:schema:xsd:";
    const CII: &str = "urn:un:unece:uncefact:data:standard:";
    let ubl = namespace.strip_prefix(UBL).and_then(|name| match name {
        "Invoice-2" | "CreditNote-2" => Some("ubl"),
        "CommonAggregateComponents-2" => Some("cac"),
        "CommonBasicComponents-2" => Some("cbc"),
        "CommonExtensionComponents-2" => Some("ext"),
        _ => None,
    });
    let cii = namespace.strip_prefix(CII).and_then(|name| match name {
        "CrossIndustryInvoice:100" => Some("rsm"),
        "ReusableAggregateBusinessInformationEntity:100" => Some("ram"),
        "UnqualifiedDataType:100" => Some("udt"),
        "QualifiedDataType:100" => Some("qdt"),
        _ => None,
    });
    ubl.or(cii).unwrap_or("other")
}
