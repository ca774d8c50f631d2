//! Files of every kind become rows, and no line is lost.

use std::io::Cursor;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use transfer::options::{Encoding, Separator};
use transfer::read::{MAX_ROW, Row, Rows};
use transfer::sniff::sniff;

fn rows(bytes: &[u8], encoding: Encoding, separator: Separator) -> Vec<Row> {
    let mut rows = Rows::new(bytes, encoding, separator).expect("memory can be read");
    let mut all = Vec::new();
    while let Some(row) = rows.next_row().expect("memory can be read") {
        all.push(row);
    }
    all
}

fn check(text: &str, expected: Expect) {
    let all = rows(text.as_bytes(), Encoding::Utf8, Separator::Semicolon);
    let shown = all.iter().map(|row| {
        let faults: Vec<&str> = row.faults.iter().map(|fault| fault.code()).collect();
        format!("{} {:?} {}", row.line, row.cells, faults.join(" ")).trim_end().to_owned()
    });
    expected.assert_eq(&shown.collect::<Vec<_>>().join("\n"));
}

#[test]
fn well_formed_files_are_read() {
    check(
        "a;b\r\nc;d\r\n",
        expect![[r#"
        1 ["a", "b"]
        2 ["c", "d"]"#]],
    );
    check(
        "a;b\nc;d",
        expect![[r#"
        1 ["a", "b"]
        2 ["c", "d"]"#]],
    );
    check(
        "a;b\rc;d\r",
        expect![[r#"
        1 ["a", "b"]
        2 ["c", "d"]"#]],
    );
    check(
        "\u{feff}\"a;1\";\"b \"\"c\"\"\"\n\"x\ny\";z\nlast;\n",
        expect![[r#"
        1 ["a;1", "b \"c\""]
        2 ["x\ny", "z"]
        4 ["last", ""]"#]],
    );
    check("sep=;\r\na;b\r\n", expect![[r#"2 ["a", "b"]"#]]);
    check("", expect![[r#""#]]);
    check(
        "\n\na\n",
        expect![[r#"
        1 [""]
        2 [""]
        3 ["a"]"#]],
    );
}

#[test]
fn what_people_made_of_it_is_read_too() {
    check(
        "\"The \"Old\" Mill\";x\n\"a\" ;b\n",
        expect![[r#"
        1 ["The \"Old\" Mill", "x"]
        2 ["a", "b"]"#]],
    );
    check(
        "5\" pipe;x\na\n",
        expect![[r#"
        1 ["5\" pipe", "x"]
        2 ["a"]"#]],
    );
}

#[test]
fn an_open_quotation_mark_costs_one_line() {
    check(
        "a;b\n\"open;c\nd;e\n\"f\";g\n\"h\"\"\";i\n",
        expect![[r#"
        1 ["a", "b"]
        2 ["\"open", "c"] open_text
        3 ["d", "e"]
        4 ["f", "g"]
        5 ["h\"", "i"]"#]],
    );
    check(
        "\"open;c\nd;e\n",
        expect![[r#"
        1 ["\"open", "c"] open_text
        2 ["d", "e"]"#]],
    );
    check("\"open", expect![[r#"1 ["\"open"] open_text"#]]);
}

#[test]
fn broken_bytes_are_named() {
    let all = rows(b"a;\xffb\nc;d\n", Encoding::Utf8, Separator::Semicolon);
    assert_eq!(all[0].faults.iter().map(|f| f.code()).collect::<Vec<_>>(), ["broken_characters"]);
    assert!(all[1].faults.is_empty());
}

#[test]
fn huge_cells_and_endless_lines_are_survived() {
    let big = "x".repeat(1 << 20);
    let all =
        rows(format!("\"{big}\";b\n{big};c\n").as_bytes(), Encoding::Utf8, Separator::Semicolon);
    assert_eq!(all.iter().map(|r| r.cell(0).len()).collect::<Vec<_>>(), [1 << 20, 1 << 20]);
    let endless = "y".repeat(MAX_ROW + 100_000);
    let text = format!("a\n{endless}\nb\n");
    let all = rows(text.as_bytes(), Encoding::Utf8, Separator::Semicolon);
    let shown: Vec<_> = all.iter().map(|r| (r.line, r.faults.first().map(|f| f.code()))).collect();
    assert_eq!(shown, [(1, None), (2, Some("row_too_long")), (3, None)]);
    let line = "z".repeat(1023) + "\n";
    let open = format!("a\n\"{}b\n", line.repeat(2 * MAX_ROW / 1024));
    let all = rows(open.as_bytes(), Encoding::Utf8, Separator::Semicolon);
    assert_eq!(all.len(), 2 * MAX_ROW / 1024 + 2);
    assert_eq!(all[1].faults.first().map(|f| f.code()), Some("open_text"));
}

#[test]
fn the_files_of_a_person_are_recognised() {
    let Ok(data) = std::env::var("KONTOR_TEST_DATA") else {
        eprintln!("not run: KONTOR_TEST_DATA names no folder with data/csv");
        return;
    };
    let mut shown = Vec::new();
    let folder = std::fs::read_dir(format!("{data}/data/csv")).expect("the folder of the lists");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        let bytes = std::fs::read(&path).expect("a file");
        let found = sniff(&mut Cursor::new(&bytes), (None, None), None).expect("a list");
        let format = found.format;
        let all = rows(&bytes, format.encoding, format.separator);
        let faulty = all.iter().filter(|row| !row.faults.is_empty()).count();
        shown.push(format!(
            "{} {} {} header={} columns={} rows={} faulty={faulty}",
            path.extension().and_then(|e| e.to_str()).unwrap_or_default(),
            format.encoding.code(),
            format.separator.code(),
            format.has_header,
            found.headings.len(),
            all.len(),
        ));
    }
    expect![[r#"
        csv windows1252 semicolon header=true columns=2 rows=7 faulty=1
        txt utf16-le tab header=true columns=16 rows=401 faulty=0
        csv utf8 semicolon header=true columns=10 rows=801 faulty=0
        csv utf8 comma header=true columns=11 rows=1201 faulty=0
        csv windows1252 semicolon header=true columns=16 rows=3251 faulty=0"#]]
    .assert_eq(&shown.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1_000)
    })]

    #[test]
    fn what_a_writer_wrote_comes_back(
        cells in prop::collection::vec(prop::collection::vec("[a-zä;\"\r\n ]{0,6}", 2..4), 1..5)
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines = cells.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(";"));
        let text = lines.collect::<Vec<_>>().join("\r\n");
        let all = rows(text.as_bytes(), Encoding::Utf8, Separator::Semicolon);
        let read: Vec<Vec<String>> = all.iter().map(|row| row.cells.clone()).collect();
        prop_assert_eq!(read, cells);
    }

    #[test]
    fn every_byte_of_a_line_stands_in_one_row(text in "[ab;\"\n]{0,40}") {
        let all = rows(text.as_bytes(), Encoding::Utf8, Separator::Semicolon);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        let cells = all.iter().flat_map(|row| &row.cells);
        let read: String = cells.map(|cell| letters(cell)).collect();
        prop_assert_eq!(read, letters(&text));
        let lines: Vec<usize> = all.iter().map(|row| row.line).collect();
        prop_assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
