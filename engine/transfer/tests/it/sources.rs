//! Address books and sheets become lists, and go the way of lists from there.

use std::io::{Cursor, Write};
use std::path::Path;

use kernel::Error;
use records::Cx;
use social::Files;
use testkit::scenario;
use transfer::source::{Kind, to_list};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::club;
use crate::stage::{Stage, sent, shown};

/// What a file becomes.
pub fn list_of(cx: &Cx, bytes: &[u8]) -> Result<(Kind, String), Error> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let target = folder.path().join("made.csv");
    let kind = to_list(cx, || Ok(Cursor::new(bytes)), &target)?;
    Ok((kind, std::fs::read_to_string(target).unwrap_or_default().replace('\u{feff}', "")))
}

fn code_of(cx: &Cx, bytes: &[u8]) -> String {
    match list_of(cx, bytes) {
        Err(Error::Invalid(problems)) => problems[0].code.clone(),
        other => format!("{other:?}"),
    }
}

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STYLES: &str = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>\
                      </styleSheet>";

/// Relations of a part: id, type and where it leads.
fn relations(all: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, to): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"{TYPES}/{kind}\" Target=\"{to}\"/>")
    };
    let all: String = all.iter().map(one).collect();
    format!("<Relationships>{all}</Relationships>")
}

/// An Excel file with an empty sheet and one with these rows.
fn sheet(rows: &str, shared: &[u8]) -> Vec<u8> {
    workbook(&[("Leer", ""), ("Liste", rows)], shared)
}

/// An Excel file with these sheets: name and rows.
fn workbook(sheets: &[(&str, &str)], shared: &[u8]) -> Vec<u8> {
    let root = relations(&[("r0", "officeDocument", "xl/workbook.xml")]);
    let (mut named, mut related, mut parts) = (String::new(), String::new(), Vec::new());
    for (n, (name, rows)) in (1..).zip(sheets) {
        let place = format!("worksheets/sheet{n}.xml");
        named += &format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"r{n}\"/>");
        related +=
            &format!("<Relationship Id=\"r{n}\" Type=\"{TYPES}/worksheet\" Target=\"{place}\"/>");
        let data = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/{place}"), data.into_bytes()));
    }
    let book = format!("<workbook xmlns:r=\"{TYPES}\"><sheets>{named}</sheets></workbook>");
    let related = format!("<Relationships>{related}</Relationships>");
    parts.extend([
        ("_rels/.rels".into(), root.into_bytes()),
        ("xl/workbook.xml".into(), book.into_bytes()),
        ("xl/_rels/workbook.xml.rels".into(), related.into_bytes()),
        ("xl/styles.xml".into(), STYLES.as_bytes().to_vec()),
        ("xl/sharedStrings.xml".into(), shared.to_vec()),
    ]);
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        packed.start_file(name, SimpleFileOptions::default()).expect("memory takes it");
        packed.write_all(&content).expect("memory takes it");
    }
    packed.finish().expect("memory takes it").into_inner()
}

fn text(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn members() -> Vec<u8> {
    let head = [("A1", "Vorname"), ("B1", "Nachname"), ("C1", "Geburtstag"), ("D1", "Beitrag")];
    let head: String = head.iter().map(|(at, word)| text(at, word)).collect();
    let anna = [text("A3", "Anna"), text("B3", "Weiß &amp; Co&#10;KG")].concat();
    let rows = format!(
        r#"<row r="1">{head}</row>
        <row r="3">{anna}<c r="C3" s="1"><v>29302</v></c><c r="D3"><v>1234.567</v></c></row>
        <row r="4">{}<c r="D4"><v>0.30000000000000004</v></c></row>"#,
        text("A4", "=1+1")
    );
    sheet(&rows, b"<sst/>")
}

scenario!(club::setting(), a_sheet_keeps_its_rows_and_values, async |scene| {
    let admin = scene.as_admin().await;
    let (kind, list) = list_of(&admin, &members()).expect("it is a sheet");
    assert_eq!(kind, Kind::Sheet);
    expect_test::expect![[r#"
        Vorname;Nachname;Geburtstag;Beitrag

        Anna;Weiß & Co
        KG;1980-03-22;1234.5670
        '=1+1;;;0.3
    "#]]
    .assert_eq(&list.replace("\r\n", "\n").replace('\u{2028}', "\n"));
    let stage = Stage::of_any(&admin, "member", &members());
    let (_, tally) = stage.import(&admin).await;
    assert_eq!(shown(tally), "created 1, updated 0, skipped 0, refused 1, blank 1, linked 0");
    assert!(stage.refused().contains(";4;"), "the row of the sheet: {}", stage.refused());
});

scenario!(club::setting(), a_long_list_is_kept_as_it_was_sent, async |scene| {
    let admin = scene.as_admin().await;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let files = Files::new(folder.path());
    let list = format!("Name\n{}", "Verein für Kegeln;12345 Köln\n".repeat(120_000));
    let incoming = sent(&files, list.as_bytes()).await;
    let kept = transfer::keep(&admin, &files, "lang.csv", incoming).await.expect("it is kept");
    assert!(std::fs::read(files.path(kept.file)).expect("it lies there") == list.as_bytes());
    let known = files.own_loose(&admin, kept.file).await.expect("it is known");
    assert_eq!((known.size, known.media_type.as_str()), (list.len() as u64, "text/plain"));
    let nothing = transfer::keep(&admin, &files, "leer.csv", files.incoming()).await;
    assert!(matches!(nothing, Err(Error::Invalid(problems)) if problems[0].code == "file_empty"));
    let n_files = std::fs::read_dir(folder.path()).expect("it is a folder").count();
    assert_eq!(n_files, 1, "nothing else lies there");
});

scenario!(club::setting(), every_sheet_with_rows_can_be_chosen, async |scene| {
    let admin = scene.as_admin().await;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let files = Files::new(folder.path());
    let rows = |head: &str, cell: &str| {
        format!(r#"<row r="1">{}</row><row r="2">{}</row>"#, text("A1", head), text("A2", cell))
    };
    let (people, far) = (rows("Nachname", "Weiß"), format!("<row>{}</row>", text("A900000", "x")));
    let firms = rows("Organisationsname", "TSV");
    let sheets = [("Leer", ""), ("Leute", people.as_str()), ("Zu weit", &far), ("Vereine", &firms)];
    let book = workbook(&sheets, b"<sst/>");
    let kept = transfer::keep(&admin, &files, "Bestand.xlsx", sent(&files, &book).await)
        .await
        .expect("it is kept");
    let names: Vec<&str> = kept.sheets.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Leute", "Vereine"], "in order, without what is empty or cannot be read");
    assert_eq!(kept.file, kept.sheets[0].0, "the first one with rows is proposed");
    let lists = kept.sheets.iter().map(|(id, _)| std::fs::read_to_string(files.path(*id)));
    let lists: Vec<String> = lists.map(|list| list.expect("a list was made")).collect();
    assert!(lists[0].contains("Weiß") && !lists[0].contains("TSV"), "{}", lists[0]);
    assert!(lists[1].contains("TSV") && !lists[1].contains("Weiß"), "{}", lists[1]);
    let n_files = std::fs::read_dir(folder.path()).expect("it is a folder").flatten();
    let n_files: usize = n_files.map(|sub| std::fs::read_dir(sub.path()).unwrap().count()).sum();
    assert_eq!(n_files, 2, "nothing is left of the others");
    let stage = Stage::new(&admin, "club", lists[1].as_bytes());
    let (_, tally) = stage.import(&admin).await;
    assert_eq!(tally.created, 1, "{tally:?}");
});

scenario!(club::setting(), sheets_that_do_harm_are_refused, async |scene| {
    let admin = scene.as_admin().await;
    let code = |bytes: &[u8]| code_of(&admin, bytes);
    assert_eq!(code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"), "sheet_old");
    assert_eq!(code(b"PK\x03\x04 and nothing of it"), "sheet_broken");
    assert_eq!(code(&members()[..900]), "sheet_broken");
    assert_eq!(code(&sheet("", b"<sst/>")), "sheet_empty");
    let mut other = ZipWriter::new(Cursor::new(Vec::new()));
    other.start_file("word/document.xml", SimpleFileOptions::default()).expect("memory takes it");
    assert_eq!(code(&other.finish().expect("memory takes it").into_inner()), "sheet_unknown");
    let far = format!(r#"<row r="900000">{}</row>"#, text("A900000", "x"));
    assert_eq!(code(&sheet(&far, b"<sst/>")), "rows_many");
    let wide = format!(r#"<row r="1">{}</row>"#, text("XFD1", "x"));
    assert_eq!(code(&sheet(&wide, b"<sst/>")), "columns_many");
    let back =
        format!(r#"<row r="2">{}</row><row r="1">{}</row>"#, text("A2", "x"), text("A1", "y"));
    assert_eq!(code(&sheet(&back, b"<sst/>")), "sheet_broken");
    let long = format!(r#"<row r="1">{}</row>"#, text("A1", &"x".repeat(100_001)));
    assert_eq!(code(&sheet(&long, b"<sst/>")), "cell_long");
    let claim = b"<sst uniqueCount=\"99999999999999\"></sst>";
    assert_eq!(code(&sheet("", claim)), "file_unpacks");
    // What unpacks to hundreds of megabytes takes few bytes and is given up on the way.
    let bomb = vec![b' '; 65 << 20];
    assert_eq!(code(&sheet("", &bomb)), "file_unpacks");
});

scenario!(club::setting(), cards_of_all_versions_become_rows, async |scene| {
    let admin = scene.as_admin().await;
    let book = "BEGIN:VCARD\r\nVERSION:2.1\r\n\
        N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg;;;\r\n\
        TEL;CELL:0171 1\r\nNOTE;ENCODING=QUOTED-PRINTABLE:eins=0D=0A=\r\nzwei\r\nEND:VCARD\r\n\
        BEGIN:VCARD\nVERSION:4.0\nFN:Zoë Groß\nN:Groß;Zoë;;;\n\
         TEL;VALUE=uri;TYPE=\"voice,home\":tel:\n +49-30-1\n\
        EMAIL;PREF=1:zoe@a.example\nBDAY:19800322\n\
         ADR;TYPE=work:;;Weg 1;Köln;;50667;Deutschland\nEND:VCARD\n";
    let (kind, list) = list_of(&admin, book.as_bytes()).expect("it becomes a list");
    assert_eq!(kind, Kind::Cards);
    let shown_list = list.replace("\r\n", "\n").replace('\u{2028}', "|").replace(';', "\n;");
    expect_test::expect![[r#"
        Vorname
        ;Nachname
        ;E-Mail geschäftlich
        ;Telefon mobil
        ;Telefon privat
        ;Straße geschäftlich
        ;Postleitzahl geschäftlich
        ;Ort geschäftlich
        ;Land geschäftlich
        ;Geburtstag
        ;Notizen
        Jörg
        ;Müller
        ;
        ;0171 1
        ;
        ;
        ;
        ;
        ;
        ;
        ;eins|zwei
        Zoë
        ;Groß
        ;zoe@a.example
        ;
        ;'+49-30-1
        ;Weg 1
        ;50667
        ;Köln
        ;Deutschland
        ;1980-03-22
        ;
    "#]]
    .assert_eq(&shown_list);
    let mut wide: Vec<u8> = vec![0xff, 0xfe];
    wide.extend(book.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(list_of(&admin, &wide).expect("it becomes a list").1, list);
    let stage = Stage::of_any(&admin, "member", book.as_bytes());
    let (_, tally) = stage.import(&admin).await;
    assert_eq!(shown(tally), "created 2, updated 0, skipped 0, refused 0, blank 0, linked 0");
});

scenario!(club::setting(), cards_that_are_none_are_told, async |scene| {
    let admin = scene.as_admin().await;
    assert_eq!(code_of(&admin, b"BEGIN:VCARD\nEND:VCARD\n"), "cards_none");
    assert_eq!(code_of(&admin, b"BEGIN:VCARD\nPHOTO;ENCODING=b:AAAA\n"), "cards_none");
    let endless = format!("BEGIN:VCARD\n{}", "X:y\n".repeat(2_001));
    assert_eq!(code_of(&admin, endless.as_bytes()), "card_long");
    let cut = list_of(&admin, b"BEGIN:VCARD\nN:Doe;J;;;\nTEL:1").expect("it becomes a list").1;
    assert!(cut.contains("J;Doe;1"), "{cut}");
    let nested = b"BEGIN:VCARD\nN:A;;;;\nBEGIN:VCARD\nN:B;;;;\nEND:VCARD\nEND:VCARD";
    assert_eq!(list_of(&admin, nested).expect("it becomes a list").1.lines().count(), 2);
});

scenario!(club::setting(), shared_data_address_books_are_accounted_for, async |scene| {
    let data = std::env::var("KONTOR_TEST_DATA").expect("the suite runs where the data is");
    let admin = scene.as_admin().await;
    let folder = std::fs::read_dir(Path::new(&data).join("data/vcard")).expect("address books");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "vcf"));
    paths.sort();
    let mut said = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).expect("a file");
        let stage = Stage::of_any(&admin, "member", &bytes);
        let (_, tally) = stage.import(&admin).await;
        let n_cards = String::from_utf8_lossy(&bytes).to_uppercase().matches("END:VCARD").count();
        assert_eq!(tally.rows(), n_cards as u64, "{}", path.display());
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        said.push(format!("{name}: {}", shown(tally)));
    }
    expect_test::expect![[r#"
        John_Doe_ANDROID.vcf: created 0, updated 0, skipped 0, refused 6, blank 0, linked 0
        John_Doe_GMAIL.vcf: created 1, updated 0, skipped 0, refused 0, blank 0, linked 1
        John_Doe_IPHONE.vcf: created 0, updated 0, skipped 1, refused 0, blank 0, linked 0
        John_Doe_MS_OUTLOOK.vcf: created 0, updated 0, skipped 1, refused 0, blank 0, linked 0
        outlook-2003.vcf: created 0, updated 0, skipped 0, refused 1, blank 0, linked 0
        rfc2426-example.vcf: created 2, updated 0, skipped 0, refused 0, blank 0, linked 2"#]]
    .assert_eq(&said.join("\n"));
});
