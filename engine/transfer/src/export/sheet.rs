//! An Excel file with one sheet, written as it goes in memory of bounded size.
//!
//! Every text is a text in the file, so that no reader takes one for a formula.

use std::io::Write;

use kernel::{Error, Result, Value};
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

/// Characters of a cell at most.
const LONGEST: usize = 32_767;
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// What stands before the rows, and what follows them.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
    <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
/// The end of a sheet.
pub const FOOT: &str = "</sheetData></worksheet>";

/// A file while its rows are written.
pub type Packed<W> = ZipWriter<StreamWriter<W>>;

/// Begins a file; what is written from then on are the rows.
///
/// # Errors
/// When the writer fails.
pub fn begin<W: Write>(out: W) -> Result<Packed<W>> {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let relation = |kind: &str, to: &str| {
        format!(
            "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" \
             Type=\"{TYPES}/{kind}\" Target=\"{to}\"/></Relationships>"
        )
    };
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\">\
                 <Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/worksheets/sheet1.xml\" \
                 ContentType=\"{kind}.worksheet+xml\"/></Types>"
            ),
        ),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{TYPES}\"><sheets>\
                 <sheet name=\"Kontor\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
    ];
    let options = SimpleFileOptions::default();
    let mut packed = ZipWriter::new_stream(out);
    for (name, content) in parts {
        packed.start_file(name, options).map_err(Error::internal)?;
        packed.write_all(content.as_bytes()).map_err(Error::internal)?;
    }
    let rows = options.large_file(true);
    packed.start_file("xl/worksheets/sheet1.xml", rows).map_err(Error::internal)?;
    Ok(packed)
}

/// A cell: a number where the value is one, else its words.
pub fn cell(value: &Value, words: &str) -> String {
    match value {
        Value::Decimal(number) => format!("<c><v>{number}</v></c>"),
        _ if words.is_empty() => "<c/>".into(),
        _ => text(words),
    }
}

/// A cell of text.
pub fn text(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for sign in words.chars().take(LONGEST) {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\n' | '\t' => safe.push(sign),
            sign if sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}') => {}
            sign => safe.push(sign),
        }
    }
    format!("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{safe}</t></is></c>")
}
