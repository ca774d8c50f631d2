//! What holds for every paper.

use crate::kit::{assert_order, printed, seen, sheets, within};
use crate::samples;
use paper::{Kind, Made, pdf, preview};
use print::{Attachment, Metadata, Property, Relationship};

#[test]
fn every_kind_is_sound_and_says_that_it_is_an_archive() {
    let all = samples::all();
    for kind in Kind::ALL {
        assert!(all.iter().any(|(_, paper)| paper.kind == kind), "{kind:?} has a sample");
    }
    for (name, paper) in all {
        let bytes = printed(&paper);
        let said = seen(&bytes, "qpdf", &["--check", "paper.pdf"]);
        assert!(said.contains("No syntax or stream encoding errors found"), "{name}: {said}");
        let xmp = seen(&bytes, "pdfinfo", &["-meta", "paper.pdf"]);
        assert!(xmp.contains("<pdfaid:part>3</pdfaid:part>"), "{name}");
        let fonts = seen(&bytes, "pdffonts", &["paper.pdf"]);
        for line in fonts.lines().skip(2) {
            assert!(line.contains(" yes yes yes "), "{name}: {line}");
        }
        assert_eq!(printed(&paper), bytes, "{name}: the same bytes");
    }
}

#[test]
fn an_invoice_says_all_that_it_must_in_order() {
    let text = sheets(&printed(&samples::invoice())).concat();
    assert_order(
        &text,
        &[
            "Lindner & Söhne",
            "Rechnungsnummer",
            "RE-2026-0042",
            "Leistungsdatum",
            "18.11.2026",
            "Nordlicht Veranstaltungstechnik GmbH",
            "24103 Kiel",
            "Rechnung RE-2026-0042",
            "Sehr geehrte Frau Dr. Petersen,",
            "Pos.",
            "Bezeichnung",
            "Menge",
            "Einzelpreis",
            "Rabatt",
            "USt.",
            "Betrag",
            "Besprechungstisch „Elbe“",
            "2.480,00",
            "Gestell Stahl",
            "Konferenzstuhl „Mulde“",
            "10 %",
            "1.548,00",
            "Nettobetrag",
            "4.426,00 €",
            "Umsatzsteuer 19 % auf 4.402,00 €",
            "836,38 €",
            "Umsatzsteuer 7 % auf 24,00 €",
            "Gesamtbetrag",
            "5.264,06 €",
            "mit 2 % Skonto",
            "5.158,78 €",
            "Mit der Banking-App bezahlen",
            "DE02 8605 5592 1090 1234 56",
            "Mit freundlichen Grüßen",
            "Mara Lindner",
            "Amtsgericht Leipzig HRB 12345",
            "USt-IdNr. DE123456789",
        ],
    );
    assert!(!text.contains("Seite 1"), "one sheet counts none");
}

#[test]
fn the_address_stands_in_the_window_and_nothing_else_does() {
    // DIN 5008 form B: 20 mm from the left, 45 mm from the top, 85 by 45 mm.
    let window = within(&printed(&samples::invoice()), [20, 45, 85, 45]);
    let lines: Vec<&str> = window.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "Lindner & Söhne GmbH · Werkstraße 8 · 04229 Leipzig",
            "Nordlicht Veranstaltungstechnik GmbH",
            "Frau Dr. Annika Petersen",
            "Hafenstraße 112",
            "24103 Kiel",
        ]
    );
}

#[test]
fn nine_lines_of_an_address_stand_in_the_window_too() {
    let mut paper = samples::invoice();
    paper.recipient.lines = (1..=9).map(|line| format!("Zeile {line}")).collect();
    paper.recipient.remark = Some("Einschreiben".into());
    let window = within(&printed(&paper), [20, 45, 85, 45]);
    assert_order(&window, &["Einschreiben", "Zeile 1", "Zeile 9"]);
}

#[test]
fn groups_and_options_are_marked() {
    let text = sheets(&printed(&samples::quote())).concat();
    assert_order(
        &text,
        &[
            "1 Planung",
            "1.1",
            "Aufmaß",
            "Summe Planung",
            "1.610,00",
            "2 Einrichtung",
            "2.3",
            "Alternativ",
            "(2.780,00)",
            "2.4",
            "Optional",
            "(1.020,00)",
            "Mengenrabatt",
            "− 457,00",
            "Summe Einrichtung",
            "8.683,00",
            "Montage an einem Werktag",
            "Gesamtbetrag",
            "13.307,77 €",
            "Lieferzeit",
            "Ort, Datum",
        ],
    );
}

#[test]
fn a_delivery_note_names_no_amount() {
    let text = sheets(&printed(&samples::delivery_note())).concat();
    assert_order(
        &text,
        &["Lieferschein", "Palette 1", "1 Stk.", "Palette 2", "8 Stk.", "erhalten"],
    );
    for word in ["€", "Betrag", "Einzelpreis", "USt.\n"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

#[test]
fn a_dunning_letter_lists_what_is_open() {
    let text = sheets(&printed(&samples::dunning_letter())).concat();
    assert_order(
        &text,
        &[
            "Zweite Mahnung",
            "Fällig am",
            "Offen",
            "RE-2026-0019",
            "54",
            "1.380,00 €",
            "RE-2026-0027",
            "714,00 €",
            "Verzugszinsen",
            "Bitte zahlen Sie",
            "2.160,08 €",
        ],
    );
}

#[test]
fn an_english_paper_speaks_english() {
    let text = sheets(&printed(&samples::english())).concat();
    assert_order(
        &text,
        &["Invoice RE-2026-0043", "No.", "Description", "Quantity", "Unit price", "Total due"],
    );
    for word in ["Menge", "Betrag", "Seite"] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn attachments_and_properties_lie_within() {
    let xml = b"<rsm:CrossIndustryInvoice/>".to_vec();
    let attachment = Attachment {
        name: "factur-x.xml".into(),
        mime: "text/xml".into(),
        bytes: xml,
        relationship: Relationship::Alternative,
        description: "Invoice data".into(),
        modified: samples::made().at,
    };
    let property = |name: &str, value: &str| Property {
        name: name.into(),
        value: value.into(),
        description: name.into(),
    };
    let metadata = Metadata {
        namespace: "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#".into(),
        prefix: "fx".into(),
        schema: "Factur-X PDFA Extension Schema".into(),
        properties: vec![property("ConformanceLevel", "EN 16931")],
    };
    let made = Made { attachments: vec![attachment], metadata: Some(metadata), ..samples::made() };
    let bytes = pdf(&samples::invoice(), &made).unwrap().bytes;
    let list = seen(&bytes, "pdfdetach", &["-list", "paper.pdf"]);
    assert!(list.contains("factur-x.xml"), "{list}");
    let xmp = seen(&bytes, "pdfinfo", &["-meta", "paper.pdf"]);
    assert!(xmp.contains("<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>"));
    let said = seen(&bytes, "qpdf", &["--check", "paper.pdf"]);
    assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
}

#[test]
fn a_preview_has_a_picture_for_each_sheet() {
    let paper = samples::long_invoice(60);
    let pages = pdf(&paper, &samples::made()).unwrap().pages;
    let drawn = preview(&paper, &samples::made()).unwrap();
    assert_eq!((drawn.len(), pages), (5, 5));
}
