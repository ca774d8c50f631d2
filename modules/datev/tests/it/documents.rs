//! Document sets against the schemas of DATEV.

use datev::document::{
    AccountedInvoice, Content, Document, DocumentFile, DocumentSet, InvoiceKind, InvoiceLine,
    InvoiceParty, TaxLine, write,
};
use kernel::{Currency, Date, Decimal, Instant};
use proptest::prelude::*;

use crate::foreign::python;

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn party(name: &str, account: Option<u32>) -> InvoiceParty {
    InvoiceParty {
        name: name.into(),
        street: "Hauptstraße 7".into(),
        zip: "01067".into(),
        town: "Dresden".into(),
        country: "DE".into(),
        vat_id: "DE123456789".into(),
        tax_number: String::new(),
        account,
    }
}

fn invoice(id: &str) -> AccountedInvoice {
    let line = |description: &str, net: &str, gross: &str, rate: &str| InvoiceLine {
        description: description.into(),
        quantity: number("1"),
        net: number(net),
        gross: number(gross),
        rate: number(rate),
        account: Some(8400),
        tax_key: None,
        booking_text: "Wartung <November> & mehr".into(),
        cost_center: "NORD".into(),
    };
    let tax = |rate: &str, net: &str, tax: &str, gross: &str| TaxLine {
        rate: number(rate),
        net: number(net),
        tax: number(tax),
        gross: number(gross),
    };
    AccountedInvoice {
        kind: InvoiceKind::Invoice,
        number: id.into(),
        issued_on: Date::parse_iso("2026-11-30").unwrap(),
        delivered_on: Date::parse_iso("2026-11-15").unwrap(),
        supplier: party("Kontor GmbH", None),
        recipient: party("Müller & Söhne GmbH", Some(10_017)),
        due_on: Date::parse_iso("2026-12-14"),
        terms: "14 Tage netto".into(),
        currency: Currency::EUR,
        lines: vec![line("Wartung", "100.00", "119.00", "19"), line("Buch", "50", "50", "0")],
        taxes: vec![tax("19", "100", "19", "119"), tax("0", "50", "0", "50")],
        gross: number("169.00"),
    }
}

fn guid(n: usize) -> String {
    format!("f9b0cd0a-5f14-4e7b-8a3c-{n:012}")
}

fn document(n: usize, content: Content) -> Document {
    let file = |name: String| DocumentFile { name, bytes: b"%PDF-1.7".to_vec() };
    Document {
        guid: guid(n),
        description: "Rechnung".into(),
        content,
        files: vec![file(format!("beleg-{n}.pdf"))],
    }
}

fn set(documents: Vec<Document>) -> DocumentSet {
    DocumentSet {
        created_at: Instant::parse_rfc3339("2026-11-30T08:15:30.123Z").unwrap(),
        description: "Belege November".into(),
        consultant: 29_098,
        client: 55_003,
        client_name: "Kontor GmbH".into(),
        documents,
    }
}

fn said_of(bytes: &[u8]) -> String {
    let file = tempfile::Builder::new().suffix(".zip").tempfile().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    python(include_str!("validate.py"), &[file.path().to_str().unwrap()])
}

#[test]
fn a_document_set_is_what_the_schemas_of_datev_want() {
    let mut correction = invoice("GU-2026-0001");
    correction.kind = InvoiceKind::Correction;
    correction.due_on = None;
    correction.terms = String::new();
    correction.lines[0].tax_key = Some(3);
    let set = set(vec![
        document(1, Content::Outgoing(Box::new(invoice("RE-2026-0815")))),
        document(2, Content::Incoming(Box::new(correction))),
        document(3, Content::Files),
    ]);
    let archives = write(&set).unwrap();
    assert_eq!(archives.len(), 1);
    let expected = "invoice RE-2026-0815 169.00\nfile beleg-1.pdf 8\n\
                    invoice GU-2026-0001 169.00\nfile beleg-2.pdf 8\nfile beleg-3.pdf 8\n";
    assert_eq!(said_of(&archives[0].bytes), expected);
    assert_eq!(write(&set).unwrap(), archives);
}

#[test]
fn many_documents_go_into_several_archives() {
    let documents = (0..5000).map(|n| document(n, Content::Files)).collect();
    let archives = write(&set(documents)).unwrap();
    let counts: Vec<usize> =
        archives.iter().map(|archive| said_of(&archive.bytes).lines().count()).collect();
    assert_eq!(counts, [4999, 1]);
    assert_eq!(archives[1].name, "DATEV_Belege_2.zip");
}

#[test]
fn documents_that_datev_would_refuse_are_told() {
    let mut wrong = invoice("RE 1");
    wrong.recipient.zip = String::new();
    wrong.terms = String::new();
    wrong.lines[0].net = number("-1");
    wrong.gross = number("170.00");
    let mut first = document(1, Content::Outgoing(Box::new(wrong)));
    first.guid = "1".into();
    let mut second = document(1, Content::Files);
    second.files.push(DocumentFile { name: "../x.pdf".into(), bytes: Vec::new() });
    let problems = write(&set(vec![first, second])).unwrap_err();
    let found: Vec<(&str, &str)> =
        problems.iter().map(|p| (p.field.as_str(), p.code.as_str())).collect();
    let expected = [
        ("documents[0].guid", "identifier_form"),
        ("documents[0].invoice.number", "identifier_form"),
        ("documents[0].invoice.recipient.zip", "required"),
        ("documents[0].invoice.terms", "required"),
        ("documents[0].invoice.lines[0].net", "not_positive"),
        ("documents[0].invoice.taxes", "sum_differs"),
        ("documents[1].files[1].name", "identifier_form"),
        ("documents[1].files[1].bytes", "required"),
        ("documents[1].files", "not_unique"),
    ];
    assert_eq!(found, expected);
    let problems = write(&set(Vec::new())).unwrap_err();
    assert_eq!(problems[0].field, "documents");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn whatever_stands_in_texts_fits_the_schemas(
        texts in prop::collection::vec(any::<String>(), 6)
    ) {
        let documents = texts.iter().enumerate().map(|(n, text)| {
            let mut invoice = invoice(&format!("RE-{n}"));
            let text: String = text.chars().take(200).collect();
            invoice.recipient.name = format!("N{text}");
            invoice.recipient.street = text.clone();
            invoice.lines[0].description = format!("D{text}");
            invoice.lines[0].booking_text = format!("B{text}");
            document(n, Content::Outgoing(Box::new(invoice)))
        });
        let archives = write(&set(documents.collect())).unwrap();
        prop_assert_eq!(said_of(&archives[0].bytes).lines().count(), 12);
    }
}
