//! Invoices inside of PDF files, and PDF files that mean harm.

use einvoice::{Refused, embedded};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

const XML: &[u8] = b"<?xml version=\"1.0\"?><a>K\xc3\xb6ln</a>";

/// A PDF with one attachment in the tree of names.
fn hybrid(name: &str, content: Stream) -> Document {
    let mut document = Document::with_version("1.7");
    let file = document.add_object(content);
    let spec = document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal(name),
        "UF" => lopdf::text_string(name),
        "EF" => dictionary! { "F" => file },
    });
    let leaf = document.add_object(dictionary! {
        "Names" => vec![Object::string_literal(name), spec.into()],
    });
    let tree = dictionary! { "Kids" => vec![leaf.into()] };
    let pages = document.add_object(dictionary! {
        "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0,
    });
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog",
        "Pages" => pages,
        "Names" => dictionary! { "EmbeddedFiles" => tree },
    });
    document.trailer.set("Root", catalog);
    document
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory takes it");
    bytes
}

fn plain(content: &[u8]) -> Stream {
    Stream::new(Dictionary::new(), content.to_vec())
}

fn packed(content: &[u8]) -> Stream {
    let mut stream = plain(content);
    stream.compress().expect("it can be packed");
    stream
}

#[test]
fn invoices_are_found_under_the_names_of_all_versions() {
    for name in ["factur-x.xml", "zugferd-invoice.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml"] {
        let found = embedded(&saved(hybrid(name, packed(&XML.repeat(50))))).expect("a PDF");
        assert_eq!(found, Some((name.to_owned(), XML.repeat(50))));
    }
    let other = saved(hybrid("agb.xml", plain(XML)));
    assert_eq!(embedded(&other), Ok(None));
}

#[test]
fn invoices_are_found_as_associated_files() {
    let mut document = hybrid("other.txt", plain(b"x"));
    let file = document.add_object(packed(XML));
    let spec = document.add_object(dictionary! {
        "F" => Object::string_literal("factur-x.xml"), "EF" => dictionary! { "F" => file },
    });
    let catalog = document.catalog_mut().expect("it has one");
    catalog.set("AF", vec![spec.into()]);
    let found = embedded(&saved(document)).expect("a PDF");
    assert_eq!(found, Some(("factur-x.xml".to_owned(), XML.to_vec())));
}

#[test]
fn an_invoice_that_unpacks_without_end_is_refused() {
    let bomb = packed(&vec![0; 80 << 20]);
    let bytes = saved(hybrid("factur-x.xml", bomb));
    assert!(bytes.len() < 1 << 20, "it is small itself");
    assert_eq!(embedded(&bytes), Err(Refused::TooLarge));
}

#[test]
fn trees_that_lead_back_to_themselves_end() {
    let mut document = hybrid("factur-x.xml", plain(XML));
    let node = document.new_object_id();
    let looped = dictionary! { "Kids" => vec![node.into(), node.into()] };
    document.objects.insert(node, Object::Dictionary(looped));
    let tree = dictionary! { "EmbeddedFiles" => node };
    document.catalog_mut().expect("it has one").set("Names", tree);
    let refused = embedded(&saved(document));
    assert!(matches!(refused, Err(Refused::TooDeep | Refused::TooMany)), "{refused:?}");
}

#[test]
fn references_in_a_circle_are_no_attachment() {
    let mut document = hybrid("factur-x.xml", plain(XML));
    let (one, other) = (document.new_object_id(), document.new_object_id());
    document.objects.insert(one, Object::Reference(other));
    document.objects.insert(other, Object::Reference(one));
    document.catalog_mut().expect("it has one").set("Names", Object::Reference(one));
    assert_eq!(embedded(&saved(document)), Ok(None));
}

#[test]
fn hidden_packed_objects_are_counted() {
    let mut bytes = saved(hybrid("factur-x.xml", plain(XML)));
    for _ in 0..600 {
        bytes.extend(b"/ObjStm /Obj#53tm ");
    }
    assert_eq!(embedded(&bytes), Err(Refused::TooMany));
}

#[test]
fn deep_brackets_and_broken_files_are_refused() {
    let deep = format!("%PDF-1.7\n1 0 obj\n{}\nendobj\n", "[".repeat(1_000_000));
    assert_eq!(embedded(deep.as_bytes()), Err(Refused::Broken));
    for bytes in [&b""[..], b"%PDF-1.7", b"<?xml?>", &[0; 1_000]] {
        assert_eq!(embedded(bytes), Err(Refused::Broken));
    }
    let whole = saved(hybrid("factur-x.xml", packed(XML)));
    for at in (0..whole.len()).step_by(13) {
        drop(embedded(&whole[..at]));
        let mut bytes = whole.clone();
        bytes[at] = bytes[at].wrapping_add(1);
        drop(embedded(&bytes));
    }
}

#[test]
fn encrypted_files_are_refused() {
    let mut document = hybrid("factur-x.xml", plain(XML));
    let cipher = dictionary! { "Filter" => "Standard", "V" => 1, "R" => 2, "P" => -4,
    "O" => Object::string_literal(vec![0; 32]), "U" => Object::string_literal(vec![0; 32]) };
    let id = document.add_object(cipher);
    document.trailer.set("Encrypt", id);
    let name = Object::string_literal(vec![1; 16]);
    document.trailer.set("ID", vec![name.clone(), name]);
    assert_eq!(embedded(&saved(document)), Err(Refused::Encrypted));
}
