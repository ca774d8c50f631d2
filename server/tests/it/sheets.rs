//! Workbooks with several sheets, as a browser brings them.

use std::io::{Cursor, Write};

use axum::http::StatusCode;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::house::{House, databases};

const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An Excel file with these sheets: name, heading and one cell below it.
fn workbook(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, to: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{TYPES}/{kind}\" Target=\"{to}\"/>")
    };
    let cell =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let (mut named, mut related, mut parts) = (String::new(), String::new(), Vec::new());
    for (n, (name, heading, value)) in (1..).zip(sheets) {
        let (id, place) = (format!("r{n}"), format!("worksheets/sheet{n}.xml"));
        named += &format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"{id}\"/>");
        related += &relation(&id, "worksheet", &place);
        let rows = [cell("A1", heading), cell("A2", value)];
        let rows = rows.map(|cell| format!("<row>{cell}</row>")).concat();
        let data = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/{place}"), data));
    }
    let root = relation("r0", "officeDocument", "xl/workbook.xml");
    let book = format!("<workbook xmlns:r=\"{TYPES}\"><sheets>{named}</sheets></workbook>");
    let around = |inside: &str| format!("<Relationships>{inside}</Relationships>");
    parts.push(("_rels/.rels".into(), around(&root)));
    parts.push(("xl/workbook.xml".into(), book));
    parts.push(("xl/_rels/workbook.xml.rels".into(), around(&related)));
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        packed.start_file(name, SimpleFileOptions::default()).unwrap();
        packed.write_all(content.as_bytes()).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

/// Links of a page to other sheets, in order.
fn links(page: &str) -> Vec<String> {
    let after = page.split("class=\"tab\" href=\"").skip(1);
    let hrefs = after.filter_map(|rest| rest.split('"').next());
    hrefs.filter(|href| href.contains("/import/")).map(|href| href.replace("&amp;", "&")).collect()
}

#[tokio::test]
async fn the_sheet_of_a_workbook_is_chosen_and_imported() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let book = workbook(&[
            ("Kunden &amp; mehr", "Organisationsname", "Weiß GmbH"),
            ("Lieferanten", "Firma", "Schwarz AG"),
        ]);
        let taken = house.upload(&jana, "/accounts/import", ("Bestand.xlsx", SHEET, &book)).await;
        let first = house.get(&jana, taken.location()).await;
        assert_eq!(first.status, StatusCode::OK);
        assert!(first.text.contains("Weiß GmbH") && !first.text.contains("Schwarz AG"));
        assert!(first.text.contains("Kunden &amp; mehr"), "the name of a sheet is text");
        let all = links(&first.text);
        assert_eq!(all.len(), 2, "{all:?}");
        let second = house.get(&jana, &all[1]).await;
        assert!(second.text.contains("Schwarz AG") && !second.text.contains("Weiß GmbH"));
        assert_eq!(links(&second.text), all, "the way back is there");
        let begun = house.post(&jana, &all[1], &[("step", "start")]).await;
        let run = house.get(&jana, begun.location()).await;
        assert!(run.text.contains("Bestand.xlsx · Lieferanten"), "{}", run.text);

        let tim = house.person("tim", kernel::Language::De, access::Sees::Own).await;
        assert_eq!(house.get(&tim, &all[1]).await.status, StatusCode::NOT_FOUND);
        let made_up = format!("{}&sheet=x&sheet=<b>:<b>", all[0]);
        let page = house.get(&jana, &made_up.replace('<', "%3C").replace('>', "%3E")).await;
        assert_eq!((page.status, links(&page.text).len()), (StatusCode::OK, 2));
    }
}

#[tokio::test]
async fn a_workbook_of_one_sheet_asks_nothing() {
    let house = House::open().await;
    let jana = house.jana().await;
    let book = workbook(&[("Kunden", "Organisationsname", "Weiß GmbH")]);
    let taken = house.upload(&jana, "/accounts/import", ("Kunden.xlsx", SHEET, &book)).await;
    let page = house.get(&jana, taken.location()).await;
    assert!(page.text.contains("Weiß GmbH"));
    assert_eq!(links(&page.text), Vec::<String>::new());
}

#[tokio::test]
async fn a_column_is_computed_shown_refused_at_its_place_and_imported() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        let list = "Firma;Rechtsform\nWeiß;GmbH\nSchwarz;AG\n".as_bytes();
        let taken = house.upload(&jana, "/accounts/import", ("Liste.csv", "text/csv", list)).await;
        let place = taken.location().to_owned();
        let page = house.get(&jana, &place).await;
        assert!(page.text.contains("name=\"computed.0\"") && page.text.contains("rechtsform"));
        let form = |formula: &'static str, step: &'static str| {
            [
                ("column.0", ""),
                ("column.1", ""),
                ("computed.0", ""),
                ("computed.1", formula),
                ("column.3", "name"),
                ("step", step),
            ]
        };
        let wrong = house.post(&jana, &place, &form("firma & <b>", "preview")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("id=\"computed-0-problem\""), "{}", wrong.text);
        assert!(wrong.text.contains("firma &amp; &lt;b&gt;</textarea>"), "what was typed is kept");

        let right = "firma & \" \" & UPPER(rechtsform)";
        let page = house.post(&jana, &place, &form(right, "preview")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Weiß GMBH · Schwarz AG"), "examples of what it holds");
        assert!(page.text.contains("name=\"computed.1\""), "there is room for one more");
        let begun = house.post(&jana, &place, &form(right, "start")).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER);
        let (_, stop) = tokio::sync::watch::channel(false);
        server::worker(&house.tenant, stop).round().await.unwrap();
        let found = house.get(&jana, "/accounts").await;
        assert!(found.text.contains("Weiß GMBH") && found.text.contains("Schwarz AG"));
    }
}
