//! Credit transfers against the official schema, and what a bank would refuse.

use banking::order::{
    Party, PostalAddress, Speed, Spelling, Transfer, TransferOrder, write_transfers,
};
use kernel::{Date, Decimal, Instant};
use proptest::prelude::*;

use crate::foreign::assert_valid;

const SCHEMA: &str = "pain.001.001.09";

pub fn party(name: &str, iban: &str) -> Party {
    Party { name: name.into(), iban: iban.into(), ..Party::default() }
}

pub fn berlin() -> PostalAddress {
    PostalAddress {
        street: "Straße des 17. Juni".into(),
        building: "135".into(),
        zip: "10623".into(),
        town: "Berlin".into(),
        country: "DE".into(),
    }
}

fn transfer(cents: i64, purpose: &str) -> Transfer {
    Transfer {
        payee: party("Bäckerei Müller & Söhne", "AT61 1904 3002 3457 3201"),
        amount: Decimal::new(cents, 2),
        end_to_end_id: "RE-2026-0815".into(),
        purpose: purpose.into(),
        reference: String::new(),
    }
}

fn order(transfers: Vec<Transfer>) -> TransferOrder {
    TransferOrder {
        message_id: "KONTOR-20261130-1".into(),
        created_at: Instant::parse_rfc3339("2026-11-30T08:15:00Z").unwrap(),
        payer: Party {
            bic: "COBADEFFXXX".into(),
            address: Some(berlin()),
            ..party("Kontor GmbH", "DE89370400440532013000")
        },
        execute_on: Date::parse_iso("2026-12-01").unwrap(),
        speed: Speed::Normal,
        spelling: Spelling::Plain,
        transfers,
    }
}

fn codes(order: &TransferOrder) -> Vec<(String, String)> {
    let problems = write_transfers(order).unwrap_err();
    problems.into_iter().map(|problem| (problem.field, problem.code)).collect()
}

#[test]
fn transfers_are_what_the_schema_wants() {
    let mut with_reference = transfer(10_000_001, "");
    with_reference.reference = "RF18 5390 0754 7034".into();
    with_reference.end_to_end_id.clear();
    let mut instant =
        order(vec![transfer(12_345, "Rechnung RE-2026-0815 <danke>"), with_reference]);
    instant.speed = Speed::Instant;
    let file = write_transfers(&instant).unwrap();
    assert_valid(SCHEMA, &file);
    for part in [
        "<CtrlSum>100123.46</CtrlSum>",
        "<NbOfTxs>2</NbOfTxs>",
        "<Nm>Baeckerei Mueller + Soehne</Nm>",
        "<Ustrd>Rechnung RE-2026-0815 (danke)</Ustrd>",
        "<Ref>RF18539007547034</Ref>",
        "<EndToEndId>NOTPROVIDED</EndToEndId>",
        "<StrtNm>Strasse des 17. Juni</StrtNm>",
        "<LclInstrm><Cd>INST</Cd></LclInstrm>",
    ] {
        assert!(file.contains(part), "{part}\n{file}");
    }
    assert!(!file.contains("AdrLine"));
    let german =
        TransferOrder { spelling: Spelling::German, ..order(vec![transfer(1, "Grüße")]) };
    let file = write_transfers(&german).unwrap();
    assert_valid(SCHEMA, &file);
    assert!(file.contains("<Nm>Bäckerei Müller &amp; Söhne</Nm>"), "{file}");
}

#[test]
fn everything_that_a_bank_would_refuse_is_said_at_once() {
    let mut bad = transfer(0, &"x".repeat(141));
    bad.payee = party(" ", "AT61 1904 3002 3457 3202");
    bad.payee.bic = "X".into();
    bad.payee.address = Some(PostalAddress { street: "Weg".into(), ..PostalAddress::default() });
    bad.end_to_end_id = "/RE//1ü".into();
    bad.reference = "RF00123".into();
    let mut wrong = order(vec![bad]);
    wrong.message_id = String::new();
    let expected = [
        ("message_id", "required"),
        ("transfers[0].reference", "identifier_checksum"),
        ("transfers[0].purpose", "too_long"),
        ("transfers[0].purpose", "purpose_beside_reference"),
        ("transfers[0].amount", "not_positive"),
        ("transfers[0].end_to_end_id", "identifier_form"),
        ("transfers[0].payee.name", "required"),
        ("transfers[0].payee.iban", "identifier_checksum"),
        ("transfers[0].payee.bic", "identifier_length"),
        ("transfers[0].payee.address.country", "required"),
        ("transfers[0].payee.address.town", "required"),
    ];
    let found = codes(&wrong);
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, expected);
    let mut late = order(vec![transfer(1, "")]);
    late.execute_on = Date::parse_iso("2026-11-29").unwrap();
    assert_eq!(codes(&late), [("execute_on".into(), "too_early".into())]);
    assert_eq!(codes(&order(Vec::new())), [("transfers".into(), "required".into())]);
}

#[test]
fn amounts_are_whole_cents_within_what_banks_carry() {
    let code = |amount: &str| {
        let mut transfer = transfer(1, "");
        transfer.amount = amount.parse().unwrap();
        codes(&order(vec![transfer]))[0].1.clone()
    };
    assert_eq!(code("-1"), "not_positive");
    assert_eq!(code("1.005"), "too_many_places");
    assert_eq!(code("1000000000"), "too_large");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn whatever_is_written_into_texts_fits_the_schema(
        texts in prop::collection::vec("\\PC{0,60}", 12), cents in 1_i64..99_999_999_999
    ) {
        let transfers = texts.iter().map(|text| {
            let mut transfer = transfer(cents, &text.chars().take(40).collect::<String>());
            transfer.payee.name = format!("N{}", text.chars().take(15).collect::<String>());
            transfer
        });
        let mut order = order(transfers.collect());
        order.spelling = if cents % 2 == 0 { Spelling::Plain } else { Spelling::German };
        match write_transfers(&order) {
            Ok(file) => assert_valid(SCHEMA, &file),
            Err(problems) => prop_assert!(problems.iter().all(|p| p.code == "too_long")),
        }
    }
}
