//! Statements as tables of the common banks.

use banking::form::{Column, Mapping};
use banking::statement::{BalanceCheck, Fault, Form, Statement, detect, read, read_mapped};

use crate::statements::{day, number};

const TABLES: [(&str, &[u8]); 6] = [
    ("sparkasse", include_bytes!("../data/sparkasse.csv")),
    ("dkb", include_bytes!("../data/dkb.csv")),
    ("comdirect", include_bytes!("../data/comdirect.csv")),
    ("ing", include_bytes!("../data/ing.csv")),
    ("n26", include_bytes!("../data/n26.csv")),
    ("deutsche_bank", include_bytes!("../data/deutsche_bank.csv")),
];

fn table(name: &str) -> Statement {
    let (_, bytes) = TABLES.iter().find(|(known, _)| *known == name).unwrap();
    read(bytes).unwrap().remove(0)
}

#[test]
fn the_same_two_bookings_are_read_from_the_tables_of_every_bank() {
    for (name, bytes) in TABLES {
        assert_eq!(detect(bytes), Ok(Form::Csv), "{name}");
        let mut entries = table(name).entries;
        entries.sort_by_key(|entry| entry.amount);
        let [out, income] = entries.as_slice() else { panic!("{name}: {entries:?}") };
        assert_eq!(income.amount, number("1119.00"), "{name}");
        assert_eq!(out.amount, number("-59.50"), "{name}");
        assert_eq!(income.booked_on, day("2026-11-30"), "{name}");
        assert_eq!(income.valued_on, Some(day("2026-11-30")), "{name}");
        assert_eq!(income.details.counterpart.name, "Müller & Söhne GmbH", "{name}");
        assert_eq!(out.details.counterpart.name, "Stadtwerke", "{name}");
        assert!(income.details.purpose.starts_with("Rechnung RE-2026-0815"), "{name}");
        assert_eq!(out.details.purpose, "Strom", "{name}");
        if !["ing", "comdirect"].contains(&name) {
            assert_eq!(income.details.counterpart.iban, "DE89370400440532013000", "{name}");
        }
        if ["sparkasse", "dkb", "deutsche_bank"].contains(&name) {
            assert_eq!(income.details.end_to_end_id, "RE-2026-0815", "{name}");
            assert_eq!(out.details.end_to_end_id, "", "{name}");
            assert_eq!(out.details.mandate_id, "M-4711", "{name}");
            assert_eq!(out.details.creditor_id, "DE98ZZZ09999999999", "{name}");
        }
    }
}

#[test]
fn account_balances_and_what_is_not_booked_are_told() {
    for name in ["sparkasse", "dkb", "comdirect"] {
        assert_eq!(table(name).n_pending, 1, "{name}");
    }
    for name in ["sparkasse", "dkb", "ing"] {
        assert_eq!(table(name).account, "DE02120300000000202051", "{name}");
    }
    for name in ["comdirect", "ing"] {
        assert_eq!(table(name).check_balance(), BalanceCheck::Holds, "{name}");
    }
    let dkb = table("dkb").closing.unwrap();
    assert_eq!((dkb.amount, dkb.on), (number("1059.50"), Some(day("2026-11-30"))));
    assert_eq!(table("deutsche_bank").closing.unwrap().amount, number("1059.50"));
    assert_eq!(table("sparkasse").entries[0].details.purpose, "Rechnung RE-2026-0815; \"danke\"");
    let quoted = &table("comdirect").entries[1].details.counterpart;
    assert_eq!(quoted.iban, "AT611904300234573201");
}

#[test]
fn a_balance_beside_a_row_that_does_not_fit_is_told_with_its_line() {
    let rows = "Buchung;Betrag;Saldo\n1.11.26;5,00;5,00\n2.11.26;1,00;6,00\n3.11.26;2,00;9,00\n";
    let statement = &read(rows.as_bytes()).unwrap()[0];
    let BalanceCheck::Broken(found) = statement.check_balance() else { panic!("it fits") };
    assert_eq!((found.line, found.expected, found.told), (Some(4), number("8.00"), number("9.00")));
}

#[test]
fn a_table_of_somebody_is_read_as_they_say() {
    let table = "Wann|Wieviel|Wer|Wozu\n2026-11-30|1,234.56|Jörg|Miete\n";
    assert_eq!(read(table.as_bytes()).unwrap_err().fault, Fault::UnknownForm);
    let mut mapping = Mapping {
        columns: vec![
            (Column::BookedOn, "Wann".into()),
            (Column::Amount, "Wieviel".into()),
            (Column::Name, "Wer".into()),
            (Column::Purpose, "Wozu".into()),
        ],
        separator: Some('|'),
    };
    let statement = read_mapped(table.as_bytes(), &mapping).unwrap();
    assert_eq!(statement.entries[0].amount, number("1234.56"));
    assert_eq!(statement.entries[0].details.counterpart.name, "Jörg");
    mapping.columns[0].1 = "Wo".into();
    assert_eq!(read_mapped(table.as_bytes(), &mapping).unwrap_err().fault, Fault::Missing);
}

#[test]
fn a_row_that_cannot_be_read_is_named_with_line_and_column() {
    let fault = |row: &str| {
        let table = format!("Buchungstag;Betrag;Währung\n01.11.26;1,00;EUR\n{row}\n");
        let error = read(table.as_bytes()).unwrap_err();
        assert_eq!(error.problem().params["value"], error.fault.found());
        (error.fault, error.line, error.place)
    };
    let line = |fault, place: &str| (fault, 3, place.to_owned());
    assert_eq!(fault("31.11.26;1;EUR"), line(Fault::Date("31.11.26".into()), "Buchungstag"));
    assert_eq!(fault("1.11.26;viel;EUR"), line(Fault::Amount("viel".into()), "Betrag"));
    assert_eq!(fault("1.11.26;;EUR"), line(Fault::Missing, "Betrag"));
    assert_eq!(fault("1.11.26;1;Euro"), line(Fault::Currency("Euro".into()), "Währung"));
}
