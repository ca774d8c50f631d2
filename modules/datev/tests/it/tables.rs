//! Bookings, debtors and creditors as files.

use datev::chart::Framework;
use datev::extf::{
    Booking, Category, Checked, ExtfFile, FaultKind, Firm, ForeignAmount, Lock, Party, PartyKind,
    Period, SecondField, Side, check, write_bookings, write_parties,
};
use kernel::{Address, Currency, Date, Decimal, Instant};
use proptest::prelude::*;

use crate::foreign::python;

/// The first lines of files that DATEV publishes.
const PUBLISHED: [&str; 2] = [
    "\"EXTF\";700;21;\"Buchungsstapel\";13;20240130140440439;;\"RE\";\"\";\"\";29098;55003;\
     20240101;4;20240101;20240831;\"Buchungsstapel\";\"WD\";1;0;0;\"EUR\";;\"\";;;\"03\";;;\
     \"\";\"\"",
    "\"EXTF\";700;16;\"Debitoren/Kreditoren\";5;20240130140659583;;\"RE\";\"\";\"\";29098;55003;\
     20240101;4;;;\"\";\"\";;;;\"\";;\"\";;;\"03\";;;\"\";\"\"",
];

const GUID: &str = "f9b0cd0a-5f14-4e7b-8a3c-1f0a2b3c4d5e";

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn firm() -> Firm {
    Firm {
        consultant: 29_098,
        client: 55_003,
        year_begins: (1, 1),
        framework: Framework::Skr03,
        account_length: 4,
        currency: Currency::EUR,
        lock: Lock::Open,
        label: "Rechnungen \"November\"".into(),
        created_at: Instant::parse_rfc3339("2026-11-30T08:15:30.123Z").unwrap(),
    }
}

fn booking(amount: &str, document_on: &str) -> Booking {
    let mut booking = Booking::new(number(amount), Side::Debit, (10_017, 8400), day(document_on));
    booking.document_number = "RE-2026-0815".into();
    booking.text = "Müller & Söhne; \"Wartung\"".into();
    booking
}

fn whole() -> Booking {
    Booking {
        side: Side::Credit,
        tax_key: Some(3),
        second_field: SecondField::Due(day("2026-12-14")),
        cash_discount: number("2.38"),
        document_link: Some(GUID.into()),
        cost_centers: ["WARTUNG".into(), "NORD".into()],
        eu_vat_id: "ATU12345678".into(),
        eu_rate: Some(number("20")),
        service_on: Some(day("2026-11-15")),
        tax_period: Some(day("2026-11-01")),
        due_on: Some(day("2026-12-14")),
        mandate_id: "M-10017".into(),
        foreign: Some(ForeignAmount {
            currency: Currency::parse("CHF").unwrap(),
            rate: number("0.94"),
            base: number("126.60"),
        }),
        ..booking("119.00", "2026-11-05")
    }
}

fn read_back(file: &ExtfFile) -> Checked {
    check(&file.bytes).unwrap_or_else(|faults| panic!("{}: {faults:?}", file.name))
}

fn text(file: &ExtfFile) -> String {
    python(
        "import sys; print(open(sys.argv[1], 'rb').read().decode('cp1252'), end='')",
        &[saved(file).path().to_str().unwrap()],
    )
}

fn saved(file: &ExtfFile) -> tempfile::NamedTempFile {
    let saved = tempfile::Builder::new().prefix("EXTF_").suffix(".csv").tempfile().unwrap();
    std::fs::write(saved.path(), &file.bytes).unwrap();
    saved
}

#[test]
fn first_lines_are_those_that_datev_publishes() {
    let files = write_bookings(&firm(), Period::Month, &[booking("1.00", "2026-11-05")]).unwrap();
    let parties = write_parties(&firm(), day("2026-11-05"), &[]).unwrap();
    assert!(parties.is_empty());
    let mueller = Party::new(10_017, PartyKind::Firm("Müller".into()));
    let parties = write_parties(&firm(), day("2026-11-05"), &[mueller]).unwrap();
    for (file, published) in [(&files[0], PUBLISHED[0]), (&parties[0], PUBLISHED[1])] {
        let text = text(file);
        let ours: Vec<&str> = text.lines().next().unwrap().split(';').collect();
        let theirs: Vec<&str> = published.split(';').collect();
        assert_eq!(ours.len(), theirs.len());
        // Created, year, from, to, label and who dictated are their own.
        for (n, (ours, theirs)) in (1..).zip(ours.iter().zip(&theirs)) {
            let is_own = [6, 13, 15, 16, 17, 18].contains(&n);
            assert!(is_own || ours == theirs, "{n}: {ours} {theirs}");
            assert_eq!(ours.starts_with('"'), theirs.starts_with('"'), "{n}");
        }
    }
    // The published lines pass our own rules as well.
    for (file, published) in [(&files[0], PUBLISHED[0]), (&parties[0], PUBLISHED[1])] {
        let text = text(file);
        let (_, rest) = text.split_once('\n').unwrap();
        let rest = rest.lines().next().unwrap();
        let headings = format!("{published}\r\n{rest}\r\n");
        let bytes: Vec<u8> =
            headings.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        assert!(check(&bytes).unwrap().rows.is_empty());
    }
}

#[test]
fn a_booking_stands_in_its_columns() {
    let files = write_bookings(&firm(), Period::Month, &[whole()]).unwrap();
    let checked = read_back(&files[0]);
    assert_eq!(checked.category, Category::Bookings);
    assert_eq!(files[0].name, "EXTF_Buchungsstapel_2026-11-01_2026-11-30_1.csv");
    let row = &checked.rows[0];
    assert_eq!(row.len(), 125);
    for (column, value) in [
        (1, "119,00"),
        (2, "H"),
        (3, "CHF"),
        (4, "0,940000"),
        (5, "126,60"),
        (7, "10017"),
        (8, "8400"),
        (9, "3"),
        (10, "0511"),
        (11, "RE-2026-0815"),
        (12, "141226"),
        (13, "2,38"),
        (14, "Müller & Söhne; \"Wartung\""),
        (20, "BEDI \"f9b0cd0a-5f14-4e7b-8a3c-1f0a2b3c4d5e\""),
        (37, "WARTUNG"),
        (38, "NORD"),
        (40, "ATU12345678"),
        (41, "20,00"),
        (105, "M-10017"),
        (114, ""),
        (115, "15112026"),
        (116, "01112026"),
        (117, "14122026"),
    ] {
        assert_eq!(row[column - 1], value, "column {column}");
    }
    assert!(text(&files[0]).contains(";\"BEDI \"\"f9b0cd0a-5f14-4e7b-8a3c-1f0a2b3c4d5e\"\"\";"));
}

#[test]
fn bookings_go_into_files_by_period_and_by_number() {
    let days = ["2026-11-05", "2026-10-31", "2026-11-30", "2027-01-01", "2026-12-24"];
    let bookings: Vec<Booking> = days.iter().map(|day| booking("1.00", day)).collect();
    let names = |period| {
        let files = write_bookings(&firm(), period, &bookings).unwrap();
        let rows = files.iter().map(|file| read_back(file).rows.len());
        let periods = files.iter().map(|file| file.name[20..41].to_owned());
        periods.zip(rows).collect::<Vec<_>>()
    };
    let expected = |list: &[(&str, usize)]| -> Vec<(String, usize)> {
        list.iter().map(|(period, count)| ((*period).to_owned(), *count)).collect()
    };
    let months = [
        ("2026-10-01_2026-10-31", 1),
        ("2026-11-01_2026-11-30", 2),
        ("2026-12-01_2026-12-31", 1),
        ("2027-01-01_2027-01-31", 1),
    ];
    assert_eq!(names(Period::Month), expected(&months));
    let quarters = [("2026-10-01_2026-12-31", 4), ("2027-01-01_2027-03-31", 1)];
    assert_eq!(names(Period::Quarter), expected(&quarters));

    let many = vec![booking("1.00", "2026-11-05"); 100_001];
    let files = write_bookings(&firm(), Period::Month, &many).unwrap();
    let counts: Vec<usize> = files.iter().map(|file| read_back(file).rows.len()).collect();
    assert_eq!(counts, [99_999, 2]);
    let shifted = Firm { year_begins: (7, 1), ..firm() };
    let files = write_bookings(&shifted, Period::Month, &bookings[3..4]).unwrap();
    assert_eq!(read_back(&files[0]).header[12], "20260701");
}

#[test]
fn a_reader_of_others_reads_the_same_bookings() {
    let mut bookings: Vec<Booking> = (1..=50)
        .map(|n| {
            let mut booking = booking("1.00", "2026-11-05");
            booking.amount = Decimal::new(n * 1237, 2);
            booking.side = if n % 3 == 0 { Side::Credit } else { Side::Debit };
            booking.service_on = Some(day("2026-11-15"));
            booking
        })
        .collect();
    bookings.push(Booking { foreign: None, ..whole() });
    let files = write_bookings(&firm(), Period::Month, &bookings).unwrap();
    let file = saved(&files[0]);
    let said = python(
        "import sys\n\
         from mloda.community.feature_groups.experimental.german_ledger.datev import read_batch\n\
         header, legs = read_batch(sys.argv[1])\n\
         print(header.berater, header.mandant, header.skr, header.datum_von, header.datum_bis)\n\
         names = 'Konto', 'Betrag', 'Buchungsdatum', 'Leistungsdatum', 'Belegfeld 1', 'Kontoart'\n\
         rows = zip(*(legs[name] for name in names))\n\
         for row in rows: print(*row)",
        &[file.path().to_str().unwrap()],
    );
    let mut lines = said.lines();
    assert_eq!(lines.next(), Some("29098 55003 03 2026-11-01 2026-11-30"));
    for booking in &bookings {
        let signed = if booking.side == Side::Debit { booking.amount } else { -booking.amount };
        let rest = format!("{} 2026-11-15 RE-2026-0815", booking.document_on);
        let own = format!("10017 {signed} {rest} Personenkonto");
        let other = format!("8400 {} {rest} Sachkonto", -signed);
        assert_eq!((lines.next(), lines.next()), (Some(own.as_str()), Some(other.as_str())));
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn debtors_and_creditors_stand_in_their_columns() {
    let firm_party = Party {
        address: Address {
            street: "Hauptstraße 7".into(),
            zip: "01067".into(),
            city: "Dresden".into(),
            country: "DE".into(),
            ..Address::default()
        },
        vat_id: "DE123456789".into(),
        phone: "+49 351 1".into(),
        email: "a@b.de".into(),
        iban: "DE89370400440532013000".into(),
        bic: "COBADEFFXXX".into(),
        customer_number: "K-17".into(),
        mandate_id: "M-10017".into(),
        ..Party::new(10_017, PartyKind::Firm("Müller & Söhne GmbH".into()))
    };
    let person = PartyKind::Person { first_name: "Łukasz".into(), last_name: "Wałęsa".into() };
    let person = Party {
        address: Address { po_box: "12 34".into(), ..Address::default() },
        ..Party::new(70_001, person)
    };
    let files = write_parties(&firm(), day("2026-11-30"), &[firm_party, person]).unwrap();
    let checked = read_back(&files[0]);
    assert_eq!(checked.category, Category::Parties);
    let told = |row: usize, columns: &[usize]| -> Vec<&str> {
        columns.iter().map(|column| checked.rows[row][column - 1].as_str()).collect()
    };
    assert_eq!(checked.rows[0].len(), 254);
    assert_eq!(
        told(0, &[1, 2, 7, 9, 10]),
        ["10017", "Müller & Söhne GmbH", "2", "DE", "123456789"]
    );
    assert_eq!(told(0, &[15, 16, 18, 19, 20]), ["STR", "Hauptstraße 7", "01067", "Dresden", "DE"]);
    assert_eq!(told(0, &[29, 33, 44, 45]), ["+49 351 1", "a@b.de", "DE", "DE89370400440532013000"]);
    assert_eq!(told(0, &[47, 99, 222]), ["COBADEFFXXX", "K-17", "M-10017"]);
    // What the character set lacks loses its accent and nothing more.
    assert_eq!(told(1, &[4, 5, 7, 15, 17]), ["Walesa", "Lukasz", "1", "PF", "12 34"]);
}

#[test]
fn everything_that_datev_would_refuse_is_said_at_once() {
    let wrong = Booking {
        account: 1_000_000,
        contra_account: 0,
        tax_key: Some(10_000),
        document_number: "RE 2026".into(),
        second_field: SecondField::Number("1234567890123".into()),
        document_link: Some("keine".into()),
        eu_rate: Some(number("100")),
        cash_discount: number("-1"),
        ..booking("0.005", "2026-11-05")
    };
    let firm = Firm { consultant: 1, client: 0, ..firm() };
    let problems = write_bookings(&firm, Period::Month, &[wrong]).unwrap_err();
    let found: Vec<(&str, &str)> = problems
        .iter()
        .map(|p| (p.field.trim_start_matches("bookings[0]."), p.code.as_str()))
        .collect();
    let expected = [
        ("consultant", "out_of_range"),
        ("client", "out_of_range"),
        ("amount", "too_many_places"),
        ("cash_discount", "not_positive"),
        ("account", "account_length"),
        ("contra_account", "account_length"),
        ("tax_key", "out_of_range"),
        ("document_number", "identifier_form"),
        ("second_field", "too_long"),
        ("document_link", "identifier_form"),
        ("eu_rate", "out_of_range"),
    ];
    assert_eq!(found, expected);
    let nobody = Party::new(9999, PartyKind::Firm(String::new()));
    let problems = write_parties(&firm, day("2026-01-01"), &[nobody]).unwrap_err();
    let found: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(found, ["consultant", "client", "parties[0].account", "parties[0].name"]);
}

#[test]
fn the_checker_finds_what_others_write_wrong() {
    let file = &write_bookings(&firm(), Period::Month, &[whole()]).unwrap()[0];
    let wrong = |from: &str, to: &str| {
        let bytes = String::from_utf8_lossy(&file.bytes).replacen(from, to, 1).into_bytes();
        let faults = check(&bytes).unwrap_err();
        faults.into_iter().map(|fault| (fault.line, fault.column, fault.kind)).collect::<Vec<_>>()
    };
    // Umlauts are lost on the way above, so that headings with them are other ones.
    let headings = wrong("x", "x").len();
    let rest = |from: &str, to: &str| -> Vec<_> {
        let faults = wrong(from, to);
        assert!(headings < faults.len(), "{from} {to}");
        faults.into_iter().filter(|(_, _, kind)| *kind != FaultKind::Heading).collect()
    };
    assert_eq!(rest("119,00", "119.00"), [(3, 1, FaultKind::Value)]);
    assert_eq!(rest("119,00", "0,00"), [(3, 1, FaultKind::Value)]);
    assert_eq!(rest(";\"H\"", ";H"), [(3, 2, FaultKind::Quotes)]);
    assert_eq!(rest(";10017;", ";1001700;"), [(3, 7, FaultKind::AccountLength)]);
    assert_eq!(rest(";0511;", ";511;"), [(3, 10, FaultKind::Value), (3, 10, FaultKind::Period)]);
    assert_eq!(rest(";0511;", ";0512;"), [(3, 10, FaultKind::Period)]);
    assert_eq!(rest(";0511;", ";;"), [(3, 10, FaultKind::Missing), (3, 10, FaultKind::Period)]);
    assert_eq!(rest("RE-2026-0815", "RE 0815"), [(3, 11, FaultKind::Value)]);
    assert_eq!(rest("15112026", "15132026"), [(3, 115, FaultKind::Value)]);
    assert_eq!(rest("29098", "998"), [(1, 11, FaultKind::Header)]);
    assert_eq!(
        rest("\"CHF\"", "\"C\"HF\""),
        [(3, 3, FaultKind::Quotes), (3, 0, FaultKind::Columns)]
    );
    assert_eq!(wrong(";13;", ";12;"), [(1, 0, FaultKind::Header)]);
    assert_eq!(check(b"").unwrap_err()[0].kind, FaultKind::Header);
    assert_eq!(check(b"\"EXTF\"\n").unwrap_err()[0].kind, FaultKind::LineEnd);
    assert!(check(&file.bytes[..file.bytes.len() - 1]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn whatever_is_booked_passes_the_rules_of_the_columns(
        text in any::<String>(), center in "\\PC{0,36}", cents in 1_i64..999_999_999_999,
        days in 0_i64..20_000, account in 1_u32..99_999, due in any::<bool>()
    ) {
        prop_assume!(account != 8400);
        let mut booking = booking("1.00", "2026-11-05");
        booking.document_on = Date::from_days(days + 10_957);
        booking.amount = Decimal::new(cents, 2);
        booking.account = account;
        booking.text = text;
        booking.cost_centers = [center, String::new()];
        if due {
            booking.second_field = SecondField::Due(booking.document_on.plus_days(14));
        }
        let files = write_bookings(&firm(), Period::Month, &[booking]).unwrap();
        let checked = read_back(&files[0]);
        let amount = checked.rows[0][0].replace(',', ".");
        prop_assert_eq!(amount.parse::<Decimal>().unwrap(), Decimal::new(cents, 2));
        prop_assert_eq!(&checked.rows[0][6], &account.to_string());
    }

    #[test]
    fn no_bytes_whatever_break_the_checker(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        drop(check(&bytes));
        let mut file = PUBLISHED[0].as_bytes().to_vec();
        file.extend(b"\r\n");
        file.extend(bytes);
        drop(check(&file));
    }
}
