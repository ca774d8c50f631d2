//! Identifiers against published examples, and what one wrong character does.

use banking::identifier::{
    Bic, CreditorId, CreditorReference, Iban, IdentifierProblem, QrReference,
};
use proptest::prelude::*;

use IdentifierProblem::{Checksum, Country, Empty, Form, Length};

/// Examples of the register of IBANs.
const IBANS: [&str; 8] = [
    "DE89 3704 0044 0532 0130 00",
    "AT61 1904 3002 3457 3201",
    "CH93 0076 2011 6238 5295 7",
    "LI21 0881 0000 2324 013A A",
    "NL91 ABNA 0417 1643 00",
    "GB29 NWBK 6016 1331 9268 19",
    "FR14 2004 1010 0505 0001 3M02 606",
    "BE68 5390 0754 7034",
];

#[test]
fn accounts_are_judged_by_country_length_and_check_digits() {
    for text in IBANS {
        let iban = Iban::parse(text).unwrap();
        assert_eq!(iban.printed(), text);
        assert_eq!(iban.electronic(), text.replace(' ', ""));
        assert_eq!(Iban::parse(&text.to_lowercase()), Ok(iban));
    }
    assert_eq!(Iban::parse("DE89370400440532013000").unwrap().bank(), Some("37040044"));
    for (text, problem) in [
        ("", Empty),
        (" ", Empty),
        ("DE89 3704 0044 0532 0130 01", Checksum),
        ("DE89-3704-0044", Form),
        ("DE", Form),
        ("XX00", Checksum),
        ("AA12ABCDE", Checksum),
    ] {
        assert_eq!(Iban::parse(text), Err(problem), "{text}");
    }
    let shorter = Iban::parse("DE51370400440532013");
    assert!(matches!(shorter, Err(Length | Checksum)), "{shorter:?}");
}

#[test]
fn a_country_without_accounts_of_this_kind_is_named() {
    let found =
        (0..97).map(|n| Iban::parse(&format!("US{n:02}12345678901234"))).collect::<Vec<_>>();
    assert!(found.contains(&Err(Country)));
    assert!(found.iter().all(Result::is_err));
}

#[test]
fn accounts_for_swiss_references_are_told_apart() {
    assert!(Iban::parse("CH44 3199 9123 0008 8901 2").unwrap().is_qr());
    assert!(Iban::parse("CH64 3196 1000 0044 2155 7").unwrap().is_qr());
    assert!(!Iban::parse("CH93 0076 2011 6238 5295 7").unwrap().is_qr());
    assert!(!Iban::parse("DE89370400440532013000").unwrap().is_qr());
    assert!(Iban::parse("CH93 0076 2011 6238 5295 7").unwrap().is_outside_eea());
    assert!(!Iban::parse("LI21 0881 0000 2324 013A A").unwrap().is_outside_eea());
}

#[test]
fn codes_of_banks_have_eight_or_eleven_characters() {
    assert_eq!(Bic::parse("cobadeffxxx").unwrap().code(), "COBADEFFXXX");
    assert_eq!(Bic::parse("MARKDEFF").unwrap().country(), "DE");
    assert_eq!(Bic::parse("MARKDEF"), Err(Length));
    assert_eq!(Bic::parse("MARK1EFF"), Err(Form));
    assert_eq!(Bic::parse("MÄRKDEFF"), Err(Form));
}

#[test]
fn creditors_are_judged_without_their_business_code() {
    let creditor = CreditorId::parse("DE98ZZZ09999999999").unwrap();
    let branch = CreditorId::parse("DE98 ABC 09999999999").unwrap();
    assert!(creditor.is_same_creditor(&branch));
    assert!(CreditorId::parse("AT61ZZZ01234567890").is_ok());
    assert_eq!(CreditorId::parse("DE97ZZZ09999999999"), Err(Checksum));
    assert_eq!(CreditorId::parse("DE98ZZZ0999999999"), Err(Length));
    assert_eq!(CreditorId::parse("98DEZZZ09999999999"), Err(Form));
}

#[test]
fn references_are_made_of_numbers_and_read_back() {
    assert_eq!(CreditorReference::parse("RF18 5390 0754 7034").unwrap().body(), "539007547034");
    let reference = CreditorReference::for_number("RE-2026-0815").unwrap();
    assert_eq!(CreditorReference::parse(&reference.printed()), Ok(reference.clone()));
    assert_eq!(reference.body(), "RE20260815");
    assert_eq!(CreditorReference::parse("RF19539007547034"), Err(Checksum));
    assert_eq!(CreditorReference::for_number("--"), Err(Empty));
    assert_eq!(CreditorReference::for_number("1234567890123456789012"), Err(Length));

    let qr = QrReference::parse("21 00000 00003 13947 14300 09017").unwrap();
    assert_eq!(qr.printed(), "21 00000 00003 13947 14300 09017");
    assert_eq!(QrReference::parse("210000000003139471430009018"), Err(Checksum));
    assert_eq!(QrReference::parse("21000000000313947143000901"), Err(Length));
    assert_eq!(QrReference::for_number("2026-0815").unwrap().text().len(), 27);
}

fn changed(text: &str, at: usize) -> String {
    let other = |c: char| match c {
        '9' => '0',
        'Z' => 'A',
        c => char::from_u32(c as u32 + 1).unwrap(),
    };
    text.chars().enumerate().map(|(n, c)| if n == at { other(c) } else { c }).collect()
}

proptest! {
    #[test]
    fn one_wrong_character_is_always_noticed(which in 0..IBANS.len(), at in 2_usize..22) {
        let iban = IBANS[which].replace(' ', "");
        prop_assume!(at < iban.len());
        prop_assert!(Iban::parse(&changed(&iban, at)).is_err());
    }

    #[test]
    fn every_number_has_a_reference_that_reads_back(number in "[A-Z0-9]{1,21}", at in 2_usize..25) {
        let reference = CreditorReference::for_number(&number).unwrap();
        prop_assert_eq!(CreditorReference::parse(reference.text()), Ok(reference.clone()));
        prop_assert_eq!(reference.body(), number.as_str());
        prop_assume!(at < reference.text().len());
        prop_assert!(CreditorReference::parse(&changed(reference.text(), at)).is_err());
    }

    #[test]
    fn swiss_references_notice_a_wrong_digit(number in "[0-9]{1,26}", at in 0_usize..27) {
        let reference = QrReference::for_number(&number).unwrap();
        prop_assert_eq!(QrReference::parse(&reference.printed()), Ok(reference.clone()));
        prop_assert!(QrReference::parse(&changed(reference.text(), at)).is_err());
    }

    #[test]
    fn no_text_whatever_breaks_the_reading(text in any::<String>()) {
        drop((Iban::parse(&text), Bic::parse(&text), CreditorId::parse(&text)));
        drop((CreditorReference::parse(&text), QrReference::parse(&text)));
    }
}
