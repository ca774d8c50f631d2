//! The Swiss QR-bill.

use crate::kit::{assert_order, printed, sheets, within};
use crate::samples;
use paper::{Payment, SwissLanguage};

#[test]
fn receipt_and_payment_part_stand_at_the_foot() {
    let bytes = printed(&samples::swiss());
    assert_eq!(sheets(&bytes).len(), 1);
    // Guidelines 3.5: 62 by 105 mm and 148 by 105 mm, at the lower edge of A4.
    let receipt = within(&bytes, [0, 192, 62, 105]);
    assert_order(
        &receipt,
        &[
            "Empfangsschein",
            "Konto / Zahlbar an",
            "CH44 3199 9123 0008 8901 2",
            "2501 Biel",
            "Referenz",
            "21 00000 00003 13947 14300 09017",
            "Zahlbar durch",
            "9400 Rorschach",
            "Währung",
            "Betrag",
            "CHF",
            "1 949.75",
            "Annahmestelle",
        ],
    );
    let part = within(&bytes, [62, 192, 148, 105]);
    for text in ["Zahlteil", "Konto / Zahlbar an", "Zusätzliche Informationen", "Auftrag vom"] {
        assert!(part.contains(text), "{text} in {part}");
    }
    let above = within(&bytes, [0, 0, 210, 192]);
    assert_order(&above, &["Zahlbar bis 24.12.2026", "CHE-106.017.086", "abzutrennen"]);
}

#[test]
fn the_four_languages_have_their_headings() {
    for (language, heading) in [
        (SwissLanguage::German, "Empfangsschein"),
        (SwissLanguage::French, "Récépissé"),
        (SwissLanguage::Italian, "Ricevuta"),
        (SwissLanguage::English, "Receipt"),
    ] {
        let mut paper = samples::swiss();
        let Some(Payment::Swiss(slip)) = &mut paper.payment else {
            panic!("the sample has a slip");
        };
        slip.language = language;
        assert!(within(&printed(&paper), [0, 192, 62, 105]).contains(heading), "{heading}");
    }
}

#[test]
fn a_slip_that_finds_no_room_stands_alone_on_the_last_sheet() {
    let mut paper = samples::swiss();
    let line = paper.lines[0].clone();
    paper.lines.extend(std::iter::repeat_n(line, 5));
    let all = sheets(&printed(&paper));
    assert_eq!(all.len(), 2);
    assert!(!all[0].contains("Empfangsschein") && all[0].contains("Seite 1 von 2"));
    assert!(all[1].contains("Empfangsschein") && all[1].contains("Seite 2 von 2"));
}

#[test]
fn what_is_not_known_is_left_to_be_filled_in() {
    let receipt = within(&printed(&samples::swiss_blank()), [0, 192, 62, 105]);
    assert_order(&receipt, &["Payable par (nom/adresse)", "Monnaie", "Montant", "CHF"]);
    assert!(!receipt.contains("Référence"), "{receipt}");
}
