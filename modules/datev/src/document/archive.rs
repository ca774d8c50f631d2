//! Document sets as archives: `document.xml`, an XML for each invoice, and the files.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use kernel::FieldProblem;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::xml::{Xml, line};
use super::{Content, Document, DocumentFile, DocumentSet, invoice_xml};
use crate::extf::is_guid;
use crate::problems::Problems;

/// Most documents of one archive (schema `Document_v050`).
pub const MOST_DOCUMENTS: usize = 4999;

const NAMESPACE: &str = "http://xml.datev.de/bedi/tps/document/v05.0";
const LIST: &str = "document.xml";

/// An archive for DATEV.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// What it is called.
    pub name: String,
    /// The ZIP.
    pub bytes: Vec<u8>,
}

/// Writes a set in as many archives as it needs, or says everything that DATEV would refuse.
pub fn write(set: &DocumentSet) -> Result<Vec<Archive>, Vec<FieldProblem>> {
    check(set)?;
    let parts = (1..).zip(set.documents.chunks(MOST_DOCUMENTS));
    let archives = parts.map(|(n, documents)| {
        let name = format!("DATEV_Belege_{n}.zip");
        Archive { name, bytes: packed(&entries(set, documents)) }
    });
    Ok(archives.collect())
}

fn check(set: &DocumentSet) -> Result<(), Vec<FieldProblem>> {
    let mut problems = Problems::default();
    if !(1001..=9_999_999).contains(&set.consultant) {
        problems.add("consultant", "out_of_range");
    }
    if !(1..=99_999).contains(&set.client) {
        problems.add("client", "out_of_range");
    }
    problems.length("description", &set.description, 255);
    problems.length("client_name", &set.client_name, 36);
    if set.documents.is_empty() {
        problems.add("documents", "required");
    }
    let mut names = BTreeSet::from([LIST.to_owned()]);
    for (n, document) in set.documents.iter().enumerate() {
        let at = format!("documents[{n}]");
        check_document(&mut problems, &at, document);
        let invoice = invoice_name(document);
        let files = document.files.iter().map(|file| &file.name).chain(&invoice);
        for name in files {
            if !names.insert(name.to_ascii_lowercase()) {
                problems.add(&format!("{at}.files"), "not_unique");
            }
        }
    }
    problems.conclude(())
}

fn check_document(problems: &mut Problems, at: &str, document: &Document) {
    if !is_guid(&document.guid) {
        problems.add(&format!("{at}.guid"), "identifier_form");
    }
    problems.length(&format!("{at}.description"), &document.description, 40);
    match &document.content {
        Content::Outgoing(invoice) | Content::Incoming(invoice) => {
            invoice.check(problems, &format!("{at}.invoice"));
        }
        Content::Files if document.files.is_empty() => {
            problems.add(&format!("{at}.files"), "required");
        }
        Content::Files => {}
    }
    // Fifty places, one of which the invoice takes.
    if 49 < document.files.len() {
        problems.add_with(&format!("{at}.files"), "too_many", "max", 49);
    }
    for (n, file) in document.files.iter().enumerate() {
        let is_name = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let is_plain = file.name.chars().all(is_name) && !file.name.starts_with('.');
        if file.name.is_empty() || 255 < file.name.len() || !is_plain {
            problems.add(&format!("{at}.files[{n}].name"), "identifier_form");
        }
        if file.bytes.is_empty() {
            problems.add(&format!("{at}.files[{n}].bytes"), "required");
        }
    }
}

fn invoice_name(document: &Document) -> Option<String> {
    match &document.content {
        Content::Outgoing(_) | Content::Incoming(_) => Some(format!("{}.xml", document.guid)),
        Content::Files => None,
    }
}

fn entries(set: &DocumentSet, documents: &[Document]) -> Vec<DocumentFile> {
    let list = DocumentFile { name: LIST.to_owned(), bytes: list(set, documents).into_bytes() };
    let mut entries = vec![list];
    for document in documents {
        match &document.content {
            Content::Outgoing(invoice) | Content::Incoming(invoice) => {
                let bytes = invoice_xml::write(invoice).into_bytes();
                let name = invoice_name(document).unwrap_or_default();
                entries.push(DocumentFile { name, bytes });
            }
            Content::Files => {}
        }
        entries.extend(document.files.iter().cloned());
    }
    entries
}

fn list(set: &DocumentSet, documents: &[Document]) -> String {
    let attributes = [
        ("xmlns", NAMESPACE),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("version", "5.0"),
        ("generatingSystem", "Kontor"),
    ];
    Xml::document("archive", &attributes, |xml| {
        xml.within("header", &[], |xml| {
            // The schema takes a moment without a zone only.
            let created = set.created_at.to_string();
            xml.given("date", created.get(..19).unwrap_or(&created));
            xml.given("description", &line(&set.description, 255));
            xml.given("consultantNumber", &set.consultant.to_string());
            xml.given("clientNumber", &set.client.to_string());
            xml.given("clientName", &line(&set.client_name, 36));
        });
        xml.within("content", &[], |xml| {
            for document in documents {
                write_document(xml, document);
            }
        });
    })
}

fn write_document(xml: &mut Xml, document: &Document) {
    // `type` is the circle of documents: 1 incoming, 2 outgoing; `processID` is what becomes of it:
    // 1 it is booked, 2 it is kept.
    let (kind, process) = match &document.content {
        Content::Outgoing(_) => ("2", "1"),
        Content::Incoming(_) => ("1", "1"),
        Content::Files => ("", "2"),
    };
    let attributes = [("guid", document.guid.as_str()), ("type", kind), ("processID", process)];
    xml.within("document", &attributes, |xml| {
        xml.given("description", &line(&document.description, 40));
        let kind = match &document.content {
            Content::Outgoing(_) => Some("Outgoing"),
            Content::Incoming(_) => Some("Incoming"),
            Content::Files => None,
        };
        if let (Some(kind), Some(name)) = (kind, invoice_name(document)) {
            let extension = [("xsi:type", "Invoice"), ("datafile", name.as_str())];
            xml.within("extension", &extension, |xml| {
                xml.empty("property", &[("value", kind), ("key", "InvoiceType")]);
            });
        }
        for file in &document.files {
            xml.empty("extension", &[("xsi:type", "File"), ("name", &file.name)]);
        }
    });
}

// Files are stored as they are: PDF is packed already, and the same set gives the same bytes.
fn packed(entries: &[DocumentFile]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        archive.start_file(&*entry.name, options).expect("names were checked and memory is there");
        archive.write_all(&entry.bytes).expect("memory takes every byte");
    }
    archive.finish().expect("memory takes every byte").into_inner()
}
