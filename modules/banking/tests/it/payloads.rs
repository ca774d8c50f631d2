//! Squares to pay by: drawn, and read back by a program of others.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use banking::order::PostalAddress;
use banking::payload::{BillParty, GiroCode, SwissBill, SwissReference};
use kernel::Currency;
use proptest::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

use crate::foreign::{output, python};
use crate::statements::number;
use crate::transfers::berlin;

/// What `zbarimg` reads from the square of a payload.
fn read_back(payload: &str) -> String {
    let code = QrCode::with_error_correction_level(payload, EcLevel::M).unwrap();
    let (width, colors, scale) = (code.width(), code.to_colors(), 4);
    let side = (width + 8) * scale;
    let mut picture = format!("P5 {side} {side} 255\n").into_bytes();
    for y in 0..side {
        for x in 0..side {
            let (x, y) = ((x / scale).checked_sub(4), (y / scale).checked_sub(4));
            let inside = |n: Option<usize>| n.filter(|n| *n < width);
            let is_dark =
                inside(x).zip(inside(y)).is_some_and(|(x, y)| colors[y * width + x] == Color::Dark);
            picture.push(if is_dark { 0 } else { 255 });
        }
    }
    let mut file = tempfile::Builder::new().suffix(".pgm").tempfile().unwrap();
    file.write_all(&picture).unwrap();
    look_at(file.path())
}

fn look_at(picture: &Path) -> String {
    let mut zbarimg = Command::new("zbarimg");
    zbarimg.args(["-q", "--raw", "-Sbinary"]).arg(picture);
    String::from_utf8(output(&mut zbarimg, b"")).unwrap()
}

fn code() -> GiroCode {
    GiroCode {
        name: "Müller & Söhne GmbH".into(),
        iban: "DE89 3704 0044 0532 0130 00".into(),
        amount: Some(number("1234.5")),
        text: "Rechnung RE-2026-0815 – über Ärzte".into(),
        ..GiroCode::default()
    }
}

fn bill() -> SwissBill {
    let party = |name: &str| BillParty {
        name: name.into(),
        address: PostalAddress { country: "CH".into(), town: "Zürich".into(), ..berlin() },
    };
    SwissBill {
        iban: "CH44 3199 9123 0008 8901 2".into(),
        creditor: party("Robert Schneider AG"),
        debtor: Some(party("Pia Rütschi")),
        amount: Some(number("2500.25")),
        currency: Currency::parse("CHF").unwrap(),
        reference: SwissReference::Qr("21 00000 00003 13947 14300 09017".into()),
        message: "Auftrag vom 15.06.2026".into(),
        billing_information: "//S1/10/10201409/11/200701".into(),
    }
}

fn codes(problems: Result<String, Vec<kernel::FieldProblem>>) -> Vec<(String, String)> {
    problems.unwrap_err().into_iter().map(|p| (p.field, p.code)).collect()
}

#[test]
fn a_girocode_is_read_back_as_it_was_written() {
    let payload = code().payload().unwrap();
    let expected = "BCD\n002\n1\nSCT\n\nMüller & Söhne GmbH\nDE89370400440532013000\n\
                    EUR1234.50\n\n\n\
                    Rechnung RE-2026-0815 – über Ärzte";
    assert_eq!(payload, expected);
    assert_eq!(read_back(&payload), payload);
    let whole = GiroCode {
        bic: "COBADEFFXXX".into(),
        purpose_code: "GDDS".into(),
        reference: "RF18539007547034".into(),
        text: String::new(),
        note: "Danke".into(),
        ..code()
    };
    let payload = whole.payload().unwrap();
    assert_eq!(payload.lines().nth(9), Some("RF18539007547034"));
    assert_eq!(read_back(&payload), payload);
}

#[test]
fn a_girocode_is_what_another_maker_writes() {
    let file = tempfile::Builder::new().suffix(".png").tempfile().unwrap();
    python(
        "import sys; from segno import helpers\n\
         code = helpers.make_epc_qr(name='Müller & Söhne GmbH',\n    \
         iban='DE89370400440532013000', amount='1234.50',\n    \
         text='Rechnung RE-2026-0815', encoding='utf-8')\n\
         code.save(sys.argv[1], scale=4)",
        &[file.path().to_str().unwrap()],
        b"",
    );
    let theirs = look_at(file.path());
    let ours = GiroCode { text: "Rechnung RE-2026-0815".into(), ..code() }.payload().unwrap();
    // The other maker leaves out the zero at the end of the amount.
    assert_eq!(theirs.trim_end().replace("1234.5\n", "1234.50\n"), ours);
}

#[test]
fn a_swiss_bill_is_read_back_as_it_was_written() {
    let payload = bill().payload().unwrap();
    assert_eq!(payload.lines().count(), 32);
    assert_eq!(read_back(&payload), payload);
    let plain = SwissBill {
        iban: "CH93 0076 2011 6238 5295 7".into(),
        reference: SwissReference::None,
        debtor: None,
        amount: None,
        billing_information: String::new(),
        ..bill()
    };
    let payload = plain.payload().unwrap();
    assert_eq!(read_back(&payload), payload);
    assert!(payload.ends_with("NON\n\nAuftrag vom 15.06.2026\nEPD"), "{payload}");
    let creditor = SwissReference::Creditor("RF18539007547034".into());
    let with_reference = SwissBill { reference: creditor, ..plain };
    assert!(with_reference.payload().unwrap().contains("\nSCOR\nRF18539007547034\n"));
}

#[test]
fn squares_that_no_bank_would_take_are_refused() {
    let wrong = GiroCode {
        name: String::new(),
        iban: "CH9300762011623852957".into(),
        amount: Some(number("0.001")),
        reference: "RF00".into(),
        text: "x".repeat(141),
        ..code()
    };
    let expected = [
        ("name", "required"),
        ("bic", "required"),
        ("amount", "too_many_places"),
        ("reference", "identifier_length"),
        ("text", "too_long"),
        ("text", "purpose_beside_reference"),
    ];
    assert_eq!(codes(wrong.payload()), expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    let bytes = GiroCode { name: "ü".repeat(70), text: "ü".repeat(140), ..code() };
    assert_eq!(codes(bytes.payload()), [(String::new(), "too_long".to_owned())]);
}

#[test]
fn swiss_references_go_with_their_accounts() {
    let code = |iban: &str, reference: SwissReference| {
        let bill = SwissBill { iban: iban.into(), reference, ..bill() };
        codes(bill.payload()).into_iter().map(|(_, code)| code).collect::<Vec<_>>()
    };
    let (qr, plain) = ("CH4431999123000889012", "CH9300762011623852957");
    assert_eq!(code(qr, SwissReference::None), ["needs_qr_reference"]);
    let digits = SwissReference::Qr("210000000003139471430009017".into());
    assert_eq!(code(plain, digits.clone()), ["needs_qr_iban"]);
    assert_eq!(code(qr, SwissReference::Qr("1".into())), ["identifier_length"]);
    assert_eq!(code("DE89370400440532013000", digits), ["identifier_country", "needs_qr_iban"]);
    let mut foreign = bill();
    foreign.currency = Currency::parse("USD").unwrap();
    foreign.creditor.name = "北京".into();
    foreign.creditor.address.town = String::new();
    foreign.message = "x".repeat(130);
    let found: Vec<String> = codes(foreign.payload()).into_iter().map(|(_, code)| code).collect();
    assert_eq!(found, ["required", "not_in_list", "too_long_together", "characters"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]
    #[test]
    fn every_girocode_is_read_back(
        name in "[A-Za-zÄÖÜäöüß&., -]{1,40}x", text in "[a-zäöü0-9 .-]{0,80}",
        cents in 1_i64..9_999_999
    ) {
        let code = GiroCode { name, text, amount: Some(kernel::Decimal::new(cents, 2)), ..code() };
        let payload = code.payload().unwrap();
        prop_assert_eq!(read_back(&payload), payload);
    }
}
