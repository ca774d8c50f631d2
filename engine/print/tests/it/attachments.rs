//! Files within documents, and properties of the caller.

use crate::kit::{assert_sound, options, run, template, text};
use kernel::Instant;
use print::{Attachment, Content, Metadata, Options, Property, Relationship, compile};

fn attachment(name: &str, bytes: &[u8]) -> Attachment {
    Attachment {
        name: name.to_owned(),
        mime: "text/xml".to_owned(),
        bytes: bytes.to_vec(),
        relationship: Relationship::Alternative,
        description: "The same as data".to_owned(),
        modified: Instant::parse_rfc3339("2025-12-31T23:59:58.700Z").unwrap(),
    }
}

fn metadata() -> Metadata {
    let property = |name: &str, value: &str| Property {
        name: name.to_owned(),
        value: value.to_owned(),
        description: format!("What {name} is"),
    };
    Metadata {
        namespace: "urn:example:data:1p0#".to_owned(),
        prefix: "ex".to_owned(),
        schema: "Example & more".to_owned(),
        properties: vec![property("FileName", "data.xml"), property("Level", "A < B")],
    }
}

fn with(attachments: Vec<Attachment>, metadata: Option<Metadata>) -> Vec<u8> {
    let options = Options { attachments, metadata, ..options() };
    compile(&template("= Title\nHello"), &Content::default(), &options).unwrap().bytes
}

#[test]
fn attachments_come_out_as_they_went_in() {
    let xml = "<a>ä &amp; ö</a>\n".repeat(300);
    let bytes =
        with(vec![attachment("data.xml", xml.as_bytes()), attachment("b.bin", &[0, 255])], None);
    assert_sound(&bytes);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("document.pdf"), &bytes).unwrap();
    let list = run(folder.path(), "pdfdetach", &["-list", "document.pdf"]);
    assert!(list.contains("2 embedded files"), "{list}");
    run(folder.path(), "pdfdetach", &["-saveall", "document.pdf"]);
    assert_eq!(std::fs::read(folder.path().join("data.xml")).unwrap(), xml.as_bytes());
    assert_eq!(std::fs::read(folder.path().join("b.bin")).unwrap(), [0, 255]);
    let raw = String::from_utf8_lossy(&bytes);
    assert_eq!(raw.matches("/AFRelationship/Alternative").count(), 2, "relationship");
    assert!(raw.contains("/AF"), "associated files of the document");
    assert_eq!(raw.matches("/ModDate(D:20251231235958Z)").count(), 2, "date of change");
}

#[test]
fn attachments_of_a_template_stay_as_they_are() {
    let main =
        "#pdf.attach(\"own.txt\", bytes(\"own /Type/EmbeddedFile\"), mime-type: \"text/plain\",
        description: \"own\")";
    let attachments = vec![attachment("data.xml", b"<a/>")];
    let options = Options { attachments, ..options() };
    let bytes = compile(&template(main), &Content::default(), &options).unwrap().bytes;
    assert_sound(&bytes);
    let raw = String::from_utf8_lossy(&bytes);
    assert_eq!(raw.matches("/ModDate(D:20251231235958Z)").count(), 1);
    assert_eq!(raw.matches("/ModDate(D:20261129102030Z)").count(), 2, "own.txt, the document");
}

#[test]
fn attachments_change_nothing_on_the_paper() {
    let plain = with(Vec::new(), None);
    let full = with(vec![attachment("data.xml", b"<a/>")], Some(metadata()));
    assert_eq!(text(&plain), text(&full));
}

#[test]
fn properties_stand_in_the_metadata_with_their_description() {
    let bytes = with(vec![attachment("data.xml", b"<a/>")], Some(metadata()));
    assert_sound(&bytes);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("document.pdf"), &bytes).unwrap();
    let xmp = run(folder.path(), "pdfinfo", &["-meta", "document.pdf"]);
    for part in [
        "<ex:FileName>data.xml</ex:FileName>",
        "<ex:Level>A &lt; B</ex:Level>",
        "xmlns:ex=\"urn:example:data:1p0#\"",
        "<pdfaSchema:schema>Example &amp; more</pdfaSchema:schema>",
        "<pdfaSchema:namespaceURI>urn:example:data:1p0#</pdfaSchema:namespaceURI>",
        "<pdfaProperty:name>Level</pdfaProperty:name>",
        "<pdfaid:part>3</pdfaid:part>",
    ] {
        assert_eq!(xmp.matches(part).count(), 1, "{part} in {xmp}");
    }
    assert_eq!(xmp.matches("<pdfaExtension:schemas>").count(), 1);
    assert_eq!(xmp.matches("</rdf:RDF>").count(), 1);
}

#[test]
fn a_document_with_everything_has_the_same_bytes_each_time() {
    let made = || with(vec![attachment("data.xml", b"<a/>")], Some(metadata()));
    assert_eq!(made(), made());
}

#[test]
fn a_name_that_is_a_path_is_refused() {
    for name in ["../etc/passwd", "a/b", "", ".hidden", "a\\b"] {
        let options = Options { attachments: vec![attachment(name, b"x")], ..options() };
        let result = compile(&template("Hello"), &Content::default(), &options);
        assert_eq!(result.unwrap_err()[0].kind, print::FaultKind::Name, "{name}");
    }
}
