//! The XML inside of a hybrid invoice (Factur-X 1.0, ZUGFeRD, XRechnung in PDF/A-3).

use lopdf::{Dictionary, Document, LoadOptions, Object};

use crate::Refused;

/// Names under which a hybrid carries its invoice, the newest first.
const NAMES: [&str; 4] =
    ["factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml", "ZUGFeRD-invoice.xml"];

/// Bytes that a file may have.
const BYTES: usize = 64 << 20;
/// Bytes that one stream may have when it is unpacked.
const UNPACKED: usize = 64 << 20;
/// Objects that a file may have.
const OBJECTS: usize = 200_000;
/// Nodes of the tree of names that are looked at.
const NODES: usize = 2_000;
/// Levels of that tree.
const DEPTH: usize = 16;
/// Streams of packed objects that a file may have; they are unpacked while it is opened.
const PACKED: usize = 1_000;
/// Bytes that all of them may have together when they are unpacked.
const PACKED_BYTES: usize = 256 << 20;

/// Finds the invoice inside of a PDF: its name and its XML, which is as foreign as any other.
/// `None` when the PDF has no such attachment.
///
/// # Errors
/// When it is no readable PDF, asks for a password, or is larger or deeper than any real one.
pub fn embedded(bytes: &[u8]) -> Result<Option<(String, Vec<u8>)>, Refused> {
    if BYTES < bytes.len() {
        return Err(Refused::TooLarge);
    }
    let n_packed = n_packed(bytes);
    if PACKED < n_packed {
        return Err(Refused::TooMany);
    }
    let each = UNPACKED.min(PACKED_BYTES / n_packed.max(1));
    let options = LoadOptions { max_decompressed_size: Some(each), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(unread)?;
    if document.is_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(Refused::Encrypted);
    }
    if OBJECTS < document.objects.len() {
        return Err(Refused::TooMany);
    }
    let mut files = Files { document: &document, found: Vec::new(), n_nodes: 0 };
    files.collect()?;
    let rank = |name: &str| NAMES.iter().position(|known| known.eq_ignore_ascii_case(name));
    let known = files.found.into_iter().filter_map(|(name, file)| Some((rank(&name)?, name, file)));
    let Some((_, name, file)) = known.min_by_key(|(rank, ..)| *rank) else { return Ok(None) };
    let unpacked = unpacked(&document, file)?;
    Ok(Some((name, unpacked)))
}

fn unread(error: lopdf::Error) -> Refused {
    match error {
        lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_) => {
            Refused::Encrypted
        }
        lopdf::Error::Decompress(_) => Refused::TooLarge,
        _ => Refused::Broken,
    }
}

// Streams that say that they hold objects or references, in plain letters or with a letter
// written as its number (ISO 32000-1, 7.3.5), which nobody does who means well. Chance finds a
// few more in pictures.
fn n_packed(bytes: &[u8]) -> usize {
    let begins = |rest: &[u8]| {
        let is_plain = rest.starts_with(b"/ObjStm") || rest.starts_with(b"/XRef");
        let hex = |byte: u8| char::from(byte).to_digit(16);
        let letter = match rest {
            [b'#', high, low, ..] => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        let is_hidden = letter.and_then(char::from_u32).is_some_and(|c| "ObjStmXRef".contains(c));
        is_plain || is_hidden
    };
    (0..bytes.len()).filter(|at| begins(&bytes[*at..])).count()
}

struct Files<'a> {
    document: &'a Document,
    found: Vec<(String, &'a Dictionary)>,
    n_nodes: usize,
}

impl<'a> Files<'a> {
    // Attachments stand in the tree of names (ISO 32000-1, 7.11.4), and as associated files in the
    // catalog (PDF/A-3).
    fn collect(&mut self) -> Result<(), Refused> {
        let catalog = self.document.catalog().map_err(unread)?;
        let names = self.dictionary(catalog.get(b"Names").ok());
        let tree = names.and_then(|names| self.dictionary(names.get(b"EmbeddedFiles").ok()));
        if let Some(tree) = tree {
            self.walk(tree, 0)?;
        }
        let associated = self.array(catalog.get(b"AF").ok());
        for file in associated.into_iter().flatten() {
            self.take(Some(file))?;
        }
        Ok(())
    }

    fn walk(&mut self, node: &'a Dictionary, depth: usize) -> Result<(), Refused> {
        if DEPTH < depth {
            return Err(Refused::TooDeep);
        }
        // Names and files take turns.
        for file in self.array(node.get(b"Names").ok()).into_iter().flatten().skip(1).step_by(2) {
            self.take(Some(file))?;
        }
        for kid in self.array(node.get(b"Kids").ok()).into_iter().flatten() {
            self.count()?;
            if let Some(kid) = self.dictionary(Some(kid)) {
                self.walk(kid, depth + 1)?;
            }
        }
        Ok(())
    }

    fn take(&mut self, file: Option<&'a Object>) -> Result<(), Refused> {
        self.count()?;
        let Some(file) = self.dictionary(file) else { return Ok(()) };
        let name = [&b"UF"[..], b"F"].into_iter().find_map(|key| self.text(file.get(key).ok()));
        if let Some(name) = name {
            self.found.push((name, file));
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), Refused> {
        self.n_nodes += 1;
        if NODES < self.n_nodes { Err(Refused::TooMany) } else { Ok(()) }
    }

    fn resolved(&self, object: Option<&'a Object>) -> Option<&'a Object> {
        self.document.dereference(object?).ok().map(|(_, object)| object)
    }

    fn dictionary(&self, object: Option<&'a Object>) -> Option<&'a Dictionary> {
        self.resolved(object)?.as_dict().ok()
    }

    fn array(&self, object: Option<&'a Object>) -> Option<&'a Vec<Object>> {
        self.resolved(object)?.as_array().ok()
    }

    fn text(&self, object: Option<&'a Object>) -> Option<String> {
        lopdf::decode_text_string(self.resolved(object)?).ok()
    }
}

fn unpacked(document: &Document, file: &Dictionary) -> Result<Vec<u8>, Refused> {
    let resolved = |object: &Object| document.dereference(object).ok().map(|(_, o)| o.clone());
    let inner = file.get(b"EF").ok().and_then(resolved).ok_or(Refused::Broken)?;
    let inner = inner.as_dict().map_err(|_| Refused::Broken)?;
    let stream = [&b"F"[..], b"UF"].into_iter().find_map(|key| inner.get(key).ok());
    let (_, stream) =
        document.dereference(stream.ok_or(Refused::Broken)?).map_err(|_| Refused::Broken)?;
    let stream = stream.as_stream().map_err(|_| Refused::Broken)?;
    stream.get_plain_content_with_limit(UNPACKED).map_err(unread)
}
