//! What was copied from a spreadsheet becomes lines, and nothing of it is lost.

use catalog::{FieldType, Shape};
use expect_test::{Expect, expect};
use kernel::{Currency, Value};
use proptest::prelude::*;
use records::Cx;
use std::sync::Arc;
use testkit::{Scene, scenario, text};
use transfer::lines::{How, Pasted, ReadLine, pasted, proposed, read, untold};
use transfer::options::UnknownLink;
use transfer::prepare::Refusal;
use transfer::read::Row;

use crate::club;

fn shape(cx: &Cx) -> Arc<Shape> {
    let module = cx.module("parcel").expect("a module");
    match &module.field("lines").expect("it has lines").kind {
        FieldType::Lines { shape } => shape.clone(),
        other => panic!("{other:?} is not lines"),
    }
}

fn block(text: &str, html: &str) -> kernel::Result<Pasted> {
    let catalog = club::catalog();
    let module = catalog.shapes()["content"].as_module(&[]);
    pasted((&catalog, &module), (text, html), None)
}

fn told(cx: &Cx, line: &ReadLine) -> String {
    let shape = shape(cx);
    let cells = shape.fields.iter().filter_map(|field| {
        let value = line.line.cell(&field.name);
        let said = match value {
            Value::Empty => return None,
            Value::Link(link) => format!("{}:", link.module),
            value => catalog::plain_text(value).replace('\n', "|"),
        };
        Some(format!("{}={said}", field.name))
    });
    let cells = cells.collect::<Vec<_>>().join(" ");
    let codes = |all: &[Refusal]| {
        let at = |r: &Refusal| r.column.map_or_else(String::new, |at| at.to_string());
        let all = all.iter().map(|r| format!("{}@{}", r.problem.code, at(r))).collect::<Vec<_>>();
        if all.is_empty() { String::new() } else { format!("\n  {}", all.join(" ")) }
    };
    let (wrong, notes) = (codes(&line.refusals), codes(&line.notes));
    format!("{} {} {cells}{wrong}{notes}", line.at, line.line.kind)
}

async fn check(cx: &Cx, text: &str, expected: Expect) {
    let (shape, pasted) = (shape(cx), block(text, "").expect("it is read"));
    let columns = proposed(cx, &shape, &pasted).await.expect("columns are proposed");
    let targets = columns.iter().map(|column| match &column.target {
        Some(target) => target.to_string(),
        None => "-".into(),
    });
    let targets = targets.collect::<Vec<_>>().join(" ");
    let left = untold(cx, &shape, (&pasted, &columns)).len();
    let (currency, unknown) = (Some(Currency::EUR), UnknownLink::Leave);
    let how = How { shape: &shape, columns: &columns, currency, unknown };
    let lines = read(cx, how, &pasted.rows).await.expect("lines are read");
    let lines: Vec<String> = lines.iter().map(|line| told(cx, line)).collect();
    expected.assert_eq(&format!("{targets} ({left} left)\n{}", lines.join("\n")));
}

async fn stocked(scene: &Scene) -> testkit::Person {
    let admin = scene.as_admin().await;
    let of = |name: &str, code: &str, barcode: &str| {
        [("name", text(name)), ("code", text(code)), ("barcode", text(barcode))]
    };
    admin.saves("thing", of("Ball", "B-1", "4006381333931")).await;
    admin.saves("thing", of("Netz", "N-2", "4006381333948")).await;
    admin.saves("club", [("name", text("TSV Köln"))]).await;
    admin
}

scenario!(club::setting(), headings_say_which_column_is_which_cell, async |scene| {
    let admin = stocked(&scene).await;
    let block = "Pos.\tArtikelnummer\tArtikel\tAnzahl\tEinheit\tBeitrag\tNachlass\tGesamt\r\n\
        1\tB-1\t\t1.234,5\tpcs\t12,50 €\t10 %\t9,99\r\n\
        2\tTH-2\tNetz, groß\t2\tStk\t1.000\t\t\r\n\
        3\t4006381333931\t\t\th\t\t\t\r\n\
        4\tTSV Köln\tJahr\t1\t\t\t\t\r\n\
        \r\n\
        5\tX-9\t\t3\t\t7\t\t\r\n\
        6\tX-9\t\"zwei\nZeilen\"\tviele\tKiste\t5 CHF\t200\t\r\n\
        \t\tÜberschrift\t\t\t\t\t\r\n";
    check(
        &admin,
        block,
        expect![[r#"
            - thing name pieces measure fee off - (0 left)
            2 item thing=thing: pieces=1234.5 measure=one fee=12.5 off=10
            3 item thing=thing: name=Netz, groß pieces=2 measure=one fee=1000
            4 item thing=thing: pieces=1 measure=hour
            5 item thing=club: name=Jahr pieces=1 measure=one
            7 item name=X-9 pieces=3 measure=one fee=7
              link_as_text@1
            8 item name=zwei, Zeilen note=X-9 off=200
              not_number@3 not_in_list@4 foreign_currency@5
              link_as_text@1
            10 group name=Überschrift"#]],
    )
    .await;
});

scenario!(club::setting(), english_numbers_and_headings_are_read_as_such, async |scene| {
    let admin = stocked(&scene).await;
    let block = "name\tpieces\tfee\nBall\t1,234.50\t1,250\nNetz\t2\t3.10\n";
    check(
        &admin,
        block,
        expect![[r#"
        name pieces fee (0 left)
        2 item name=Ball pieces=1234.5 measure=one fee=1250
        3 item name=Netz pieces=2 measure=one fee=3.1"#]],
    )
    .await;
});

scenario!(
    club::setting(),
    without_headings_what_stands_in_columns_says_what_they_are,
    async |scene| {
        let admin = stocked(&scene).await;
        check(
            &admin,
            "1\tB-1\t2\tpcs\t12,50\t10 %\n2\tN-2\t3\tStk\t9,90\t5 %",
            expect![[r#"
        - thing pieces measure fee off (0 left)
        1 item thing=thing: pieces=2 measure=one fee=12.5 off=10
        2 item thing=thing: pieces=3 measure=one fee=9.9 off=5"#]],
        )
        .await;
        check(
            &admin,
            "Ein langer Text\t4\t100,00 €\nNoch einer\t5\t7,00 €\n",
            expect![[r#"
        name pieces fee (0 left)
        1 item name=Ein langer Text pieces=4 measure=one fee=100
        2 item name=Noch einer pieces=5 measure=one fee=7"#]],
        )
        .await;
        check(
            &admin,
            "Q-77\tSchrauben und Muttern\t19 %\t4",
            expect![[r#"
            thing name measure pieces (0 left)
            1 item name=Schrauben und Muttern note=Q-77 pieces=4 measure=nineteen
              link_as_text@0"#]],
        )
        .await;
        check(
            &admin,
            "Nur Text",
            expect![[r#"
        name (0 left)
        1 item name=Nur Text pieces=1 measure=one"#]],
        )
        .await;
    }
);

scenario!(club::setting(), what_somebody_does_not_reach_is_text_to_them, async |scene| {
    stocked(&scene).await;
    let stranger = scene.as_user("stranger", access::Sees::Own).await;
    let block = "Artikelnummer\tAnzahl\nB-1\t2\n";
    check(
        &stranger,
        block,
        expect![[r#"
            thing pieces (0 left)
            2 item name=B-1 pieces=2 measure=one
              link_as_text@0"#]],
    )
    .await;
});

#[test]
fn hostile_blocks_are_refused_or_read_as_text() {
    let refused = |text: &str, html: &str| match block(text, html) {
        Err(kernel::Error::Invalid(problems)) => problems[0].code.clone(),
        other => panic!("{:?} is no refusal", other.map(|pasted| pasted.rows.len())),
    };
    assert_eq!(refused(&"a\tb\n".repeat(100_000), ""), "rows_many");
    assert_eq!(refused(&"a\t".repeat(100_000), ""), "columns_many");
    assert_eq!(refused(&"x".repeat(5 << 20), ""), "paste_large");
    assert_eq!(refused("", &format!("<table><td>{}", "x".repeat(5 << 20))), "paste_large");
    let long = block(&format!("Ball\t{}\n", "x".repeat(1 << 20)), "").expect("it is read");
    assert_eq!(long.rows[0].cells[1].len(), 1 << 20);
    let formula =
        block("=HYPERLINK(\"x\")\t@SUM(1)\n\u{0}\u{1b}[31m\t2\n", "").expect("it is read");
    assert_eq!(formula.rows[0].cells[0], "=HYPERLINK(\"x\")");
    let html = "<table onload=x><script><td>1</td></script><tr><td>a&lt;b&gt;<td>2</table>";
    let html = block("", html).expect("it is read");
    assert_eq!(html.rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>(), [["a<b>", "2"]]);
    assert!(block("", "").expect("nothing is read").rows.is_empty());
}

/// As spreadsheets put cells on the clipboard: quoted where something in them would end them.
fn copied(cells: &[Vec<String>]) -> String {
    let quoted = |cell: &String| match cell.contains(['\t', '\n', '\r', '"']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    let rows = cells.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join("\t"));
    rows.map(|row| row + "\r\n").collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(300)
    })]

    #[test]
    fn what_was_copied_comes_back(
        cells in prop::collection::vec(prop::collection::vec("[a-zä;,\"\t\r\n ]{0,6}", 3), 1..6)
    ) {
        let is_told = |row: &&Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
        let told: Vec<Vec<String>> = cells.iter().filter(is_told).cloned().collect();
        let read = block(&copied(&cells), "").expect("it is read");
        prop_assert!(!read.sniffed.format.has_header);
        let rows: Vec<Vec<String>> = read.rows.into_iter().map(|row: Row| row.cells).collect();
        prop_assert_eq!(rows, told);
    }

    #[test]
    fn nothing_that_is_pasted_stops_the_reader(
        text in "\\PC{0,200}",
        html in "[<>/a-z\"'&#;= !-]{0,200}",
    ) {
        let _ = block(&text, &html);
        let _ = block("", &format!("<table><tr><td>{html}"));
        let _ = block(&text.replace(' ', "\t").replace('e', "\n").replace('a', "\""), "");
    }
}
