//! Identifiers that can be checked by themselves.

use einvoice::{VatId, is_iban, is_leitweg, vat_id};

#[test]
fn leitweg_ids_are_checked_by_their_digits() {
    for right in ["04011000-12345-03", "04011000-12346-97", "04011000-12347-94"] {
        assert!(is_leitweg(right), "{right}");
    }
    for wrong in [
        "04011000-12345-34",
        "04011000-12345-3",
        "04011000",
        "",
        "-03",
        "04011000--03",
        "0401100012345-12345-03",
        "04011000-123 45-03",
        "04011000-12345-03-1",
    ] {
        assert!(!is_leitweg(wrong), "{wrong}");
    }
}

#[test]
fn ibans_are_checked_by_their_digits() {
    for right in ["DE75512108001245126199", "DE75 5121 0800 1245 1261 99", "CH9300762011623852957"]
    {
        assert!(is_iban(right), "{right}");
    }
    for wrong in ["DE75512108001245126198", "DE75", "", "75512108001245126199", "DEÄ5512108001245"]
    {
        assert!(!is_iban(wrong), "{wrong}");
    }
}

#[test]
fn vat_ids_are_judged_by_their_form() {
    for right in [
        "DE136695976",
        "DE 136 695 976",
        "ATU12345675",
        "FR40303265045",
        "NL123456789B01",
        "CHE-123.456.789 MWST",
        "EL123456789",
        "XI123456789",
        "IE1234567FA",
        "ESX1234567L",
        "RO12",
        "NO123456789MVA",
    ] {
        assert_eq!(vat_id(right), VatId::Fits, "{right}");
    }
    for wrong in ["DE136695977", "DE13669597", "ATU1234567", "", "D", "CHE12345678", "IT1"] {
        assert_eq!(vat_id(wrong), VatId::Wrong, "{wrong}");
    }
    assert_eq!(vat_id("US123"), VatId::Unknown);
}
