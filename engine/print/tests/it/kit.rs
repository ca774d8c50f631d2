//! Small documents, and programs that look at them.

use kernel::Instant;
use print::{Content, Data, Limits, Options, Part, Pdf, Standard, Template, compile};
use std::path::Path;
use std::process::Command;

/// A template of one text.
pub fn template(main: &str) -> Template {
    Template { main: main.to_owned(), parts: Vec::new() }
}

/// A template with one part.
pub fn with_part(main: &str, name: &str, text: &str) -> Template {
    let part = Part { name: name.to_owned(), text: text.to_owned() };
    Template { main: main.to_owned(), parts: vec![part] }
}

/// Data without pictures.
pub fn content(data: Data) -> Content {
    Content { data, pictures: Vec::new() }
}

/// A document of a fixed moment.
pub fn options() -> Options {
    Options {
        title: "A letter".to_owned(),
        author: "Kontor GmbH".to_owned(),
        language: "de".to_owned(),
        created: Instant::parse_rfc3339("2026-11-29T10:20:30Z").unwrap(),
        id: "0193a-1".to_owned(),
        standard: Standard::Archive,
        attachments: Vec::new(),
        metadata: None,
        limits: Limits::default(),
    }
}

/// The document of a template without data.
pub fn made(main: &str) -> Pdf {
    compile(&template(main), &Content::default(), &options()).unwrap()
}

/// Runs a program on the file and gives its standard output; it must succeed.
pub fn seen(bytes: &[u8], program: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, bytes).expect("a file");
    run(folder.path(), program, arguments)
}

/// Runs a program in a folder with `document.pdf`.
pub fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; `cargo xtask test` installs it"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The text of a document, in reading order.
pub fn text(bytes: &[u8]) -> String {
    seen(bytes, "pdftotext", &["-layout", "document.pdf", "-"])
}

/// Fails unless qpdf finds the structure sound.
pub fn assert_sound(bytes: &[u8]) {
    let said = seen(bytes, "qpdf", &["--check", "document.pdf"]);
    assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
}
