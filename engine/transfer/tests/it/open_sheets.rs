//! OpenDocument sheets: read as they are shown, and refused when they were made to do harm.

use std::io::{Cursor, Write};

use kernel::Error;
use social::Files;
use testkit::scenario;
use transfer::source::Kind;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::club;
use crate::sources::list_of;
use crate::stage::{Stage, sent, shown};

const TYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// An OpenDocument file with this content.
fn book(content: &str) -> Vec<u8> {
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    let bare = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part, how) in [
        ("mimetype", TYPE, bare),
        ("content.xml", content.as_bytes(), SimpleFileOptions::default()),
    ] {
        packed.start_file(name, how).expect("memory takes it");
        packed.write_all(part).expect("memory takes it");
    }
    packed.finish().expect("memory takes it").into_inner()
}

fn content(tables: &[(&str, &str)]) -> String {
    let table = |(name, rows): &(&str, &str)| {
        format!("<table:table table:name=\"{name}\">{rows}</table:table>")
    };
    let tables: String = tables.iter().map(table).collect();
    format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" \
         xmlns:text=\"x\"><office:body><office:spreadsheet>{tables}</office:spreadsheet>\
         </office:body></office:document-content>"
    )
}

fn cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

fn row(cells: &[String]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

const BIRTHDAY: &str = "<table:table-cell office:value-type=\"date\" \
    office:date-value=\"1980-03-22\"><text:p>22. März 80</text:p></table:table-cell>";
const FEE: &str = "<table:table-cell office:value-type=\"currency\" office:value=\"1234.567\">\
    <text:p>1.234,57 €</text:p></table:table-cell>";
const NOTE: &str = "<table:table-cell office:value-type=\"string\"><office:annotation>\
    <text:p>Nur eine Notiz</text:p></office:annotation><text:p>Weiß &amp; Co<text:line-break/>KG\
    </text:p></table:table-cell>";

fn members() -> Vec<u8> {
    let head = ["Vorname", "Nachname", "Geburtstag", "Beitrag"].map(cell);
    let empty = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
                 table:number-columns-repeated=\"16384\"/></table:table-row>";
    let anna = row(&[cell("Anna"), NOTE.into(), BIRTHDAY.into(), FEE.into()]);
    let blank = "<table:table-cell table:number-columns-repeated=\"2\"/>".to_owned();
    let odd = row(&[cell("=1+1"), blank, FEE.into()]);
    let rest = "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell \
                table:number-columns-repeated=\"16384\"/></table:table-row>";
    let rows = [row(&head), empty.into(), anna, odd, rest.into()].concat();
    book(&content(&[("Leer", ""), ("Liste", &rows)]))
}

scenario!(club::setting(), an_open_sheet_keeps_its_rows_and_values, async |scene| {
    let admin = scene.as_admin().await;
    let (kind, list) = list_of(&admin, &members()).expect("it is a sheet");
    assert_eq!(kind, Kind::OpenSheet);
    expect_test::expect![[r#"
        Vorname;Nachname;Geburtstag;Beitrag


        Anna;Weiß & Co
        KG;1980-03-22;1234.5670
        '=1+1;;;1234.5670
    "#]]
    .assert_eq(&list.replace("\r\n", "\n").replace('\u{2028}', "\n"));
    let stage = Stage::of_any(&admin, "member", &members());
    let (_, tally) = stage.import(&admin).await;
    assert_eq!(shown(tally), "created 1, updated 0, skipped 0, refused 1, blank 2, linked 0");
    assert!(stage.refused().contains(";5;"), "the row of the sheet: {}", stage.refused());
});

scenario!(club::setting(), every_table_with_rows_can_be_chosen, async |scene| {
    let admin = scene.as_admin().await;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let files = Files::new(folder.path());
    let rows = |head: &str, text: &str| row(&[cell(head)]) + &row(&[cell(text)]);
    let (one, two) = (rows("Nachname", "Erste"), rows("Nachname", "Zweite"));
    let book = book(&content(&[("Leer", ""), ("Mitglieder", &one), ("Frühere", &two)]));
    let kept = transfer::keep(&admin, &files, "Bestand.ods", sent(&files, &book).await)
        .await
        .expect("it is kept");
    let names: Vec<&str> = kept.sheets.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Mitglieder", "Frühere"]);
    let second = std::fs::read_to_string(files.path(kept.sheets[1].0)).expect("it is there");
    assert!(second.contains("Zweite"), "{second}");
});

scenario!(club::setting(), open_sheets_made_to_do_harm_are_refused, async |scene| {
    let admin = scene.as_admin().await;
    let times = |n: &str, inner: &str| {
        format!("<table:table-row table:number-rows-repeated=\"{n}\">{inner}</table:table-row>")
    };
    let wide = "<table:table-cell office:value-type=\"string\" \
                table:number-columns-repeated=\"1000\"><text:p>x</text:p></table:table-cell>";
    let spaces = format!("<text:s text:c=\"{}\"/>", u64::MAX);
    let long = row(&[cell(&format!("{}{spaces}", "y".repeat(50_000)))]);
    let entity = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\
                  <table:table><table:table-row><table:table-cell><text:p>&e;</text:p>\
                  </table:table-cell></table:table-row></table:table>";
    let strange = content(&[("A", &row(&[cell("&unbekannt;")]))]);
    let (begun, endless) = (row(&[cell("x")]), times(&"9".repeat(40), &cell("x")));
    for (what, content, code) in [
        ("a second table without end", content(&[("A", &begun), ("B", &endless)]), "rows_many"),
        ("many rows", content(&[("A", &times("1000000", &cell("x")))]), "rows_many"),
        ("rows without end", content(&[("A", &times(&"9".repeat(40), &cell("x")))]), "rows_many"),
        (
            "late rows",
            content(&[("A", &(times("500000", &cell("")) + &row(&[cell("x")])))]),
            "rows_many",
        ),
        ("wide", content(&[("A", &row(&[wide.into()]))]), "columns_many"),
        ("long", content(&[("A", &long)]), "cell_long"),
        ("an entity from a file", entity.into(), "sheet_broken"),
        ("an entity nobody named", strange, "sheet_broken"),
        ("cut off", content(&[("A", "<table:table-row")]), "sheet_broken"),
        ("nothing in it", content(&[("A", "")]), "sheet_empty"),
    ] {
        let refused = list_of(&admin, &book(&content)).expect_err(what);
        let Error::Invalid(problems) = refused else { panic!("{what}: {refused:?}") };
        assert_eq!(problems[0].code, code, "{what}");
    }
});
