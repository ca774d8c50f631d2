//! Headings of foreign files find their fields.

use expect_test::{Expect, expect};
use transfer::mapping::{apply_map, propose, targets};
use transfer::options::Column;
use transfer::read::Row;
use transfer::sniff::Sniffed;

use crate::club;

fn check(module: &str, headings: &[&str], expected: Expect) {
    let file = Sniffed {
        headings: headings.iter().map(|h| (*h).to_owned()).collect(),
        ..Sniffed::default()
    };
    let columns = propose(&club::catalog(), &club::module(module), &file);
    let shown = headings.iter().zip(columns).map(|(heading, column)| {
        let target = column.target.map_or_else(|| "-".into(), |target| target.to_string());
        format!("{heading}: {target}")
    });
    expected.assert_eq(&shown.collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_german_mail_program_is_understood() {
    check(
        "member",
        &[
            "Anrede",
            "Vorname",
            "Nachname",
            "Firma",
            "Position",
            "Straße geschäftlich",
            "Postleitzahl geschäftlich",
            "Ort geschäftlich",
            "Land/Region geschäftlich",
            "Straße privat",
            "Ort privat",
            "Telefon geschäftlich",
            "Telefon (privat)",
            "Mobiltelefon",
            "Fax geschäftlich",
            "E-Mail-Adresse",
            "E-Mail 2: Adresse",
            "Geburtstag",
            "Kategorien",
            "Notizen",
            "Kontonummer",
        ],
        expect![[r#"
            Anrede: salutation
            Vorname: first_name
            Nachname: last_name
            Firma: club
            Position: job
            Straße geschäftlich: address[mailing].street
            Postleitzahl geschäftlich: address[mailing].zip
            Ort geschäftlich: address[mailing].city
            Land/Region geschäftlich: address[mailing].country
            Straße privat: address[other].street
            Ort privat: address[other].city
            Telefon geschäftlich: phone[work]
            Telefon (privat): phone[home]
            Mobiltelefon: phone[mobile]
            Fax geschäftlich: phone[fax]
            E-Mail-Adresse: email[work]
            E-Mail 2: Adresse: email[private]
            Geburtstag: birthday
            Kategorien: hobbies
            Notizen: notes
            Kontonummer: -"#]],
    );
}

#[test]
fn an_english_list_is_understood() {
    check(
        "member",
        &[
            "First Name",
            "Last Name",
            "Company",
            "Email",
            "Phone",
            "Mailing Street",
            "Mailing City",
            "Other Zip",
            "Status",
            "Created",
            "Amount",
            "Gazette",
            "Job Tilte",
        ],
        expect![[r#"
            First Name: first_name
            Last Name: last_name
            Company: club
            Email: email[work]
            Phone: phone[work]
            Mailing Street: address[mailing].street
            Mailing City: address[mailing].city
            Other Zip: address[other].zip
            Status: state
            Created: joined_on
            Amount: fee
            Gazette: gazette
            Job Tilte: job"#]],
    );
}

#[test]
fn a_list_of_firms_is_understood() {
    check(
        "club",
        &[
            "Organisationsname",
            "Straße",
            "PLZ",
            "Ort",
            "Land",
            "Telefon",
            "E-Mail",
            "Branche",
            "Mitarbeiter",
            "Jahresumsatz",
            "Beschreibung",
            "Lieferadresse Ort",
            "Shipping Zip",
        ],
        expect![[r#"
            Organisationsname: name
            Straße: address[billing].street
            PLZ: address[billing].zip
            Ort: address[billing].city
            Land: address[billing].country
            Telefon: phone[work]
            E-Mail: email[work]
            Branche: branch
            Mitarbeiter: people
            Jahresumsatz: turnover
            Beschreibung: description
            Lieferadresse Ort: address[shipping].city
            Shipping Zip: address[shipping].zip"#]],
    );
}

#[test]
fn without_headings_only_the_unmistakable_is_proposed() {
    let row =
        |line: &str| Row { cells: line.split(';').map(str::to_owned).collect(), ..Row::default() };
    let file = Sniffed {
        headings: vec![String::new(); 3],
        sample: vec![row("Meyer;a@b.de;www.b.de"), row("Kunz;;www.c.de")],
        ..Sniffed::default()
    };
    let columns = propose(&club::catalog(), &club::module("member"), &file);
    let shown = columns.iter().map(|c| c.target.as_ref().map(ToString::to_string));
    let expected = [None, Some("email[work]".to_owned()), Some("website".to_owned())];
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

#[test]
fn every_offered_target_fits() {
    for code in ["club", "member"] {
        let module = club::module(code);
        let all = targets(&module);
        assert!(all.iter().all(|target| target.fits(&module)));
        assert!(all.iter().any(|target| target.to_string() == "phone[fax]"));
        assert!(all.iter().all(|target| target.field != "created_at"));
        let kept = all.iter().filter(|target| !target.writes(&module));
        let kept: Vec<String> = kept.map(ToString::to_string).collect();
        let expected: &[&str] = if code == "club" { &["id", "number"] } else { &["id"] };
        assert_eq!(kept, expected, "these only say which record is meant");
    }
}

#[test]
fn a_written_mapping_goes_before_the_proposal() {
    let module = club::module("member");
    let headings = ["Straße geschäftlich".to_owned(), "Rest".to_owned()];
    let apply = |text: &str| {
        let mut columns = vec![Column::default(); 2];
        apply_map(&module, &headings, &mut columns, text)
            .map(|()| columns[0].target.as_ref().map(ToString::to_string))
    };
    let street = "address[other].street".to_owned();
    assert_eq!(apply(r#""straße geschäftlich" = "address[other].street""#), Ok(Some(street)));
    assert_eq!(apply(r#"Rest = """#), Ok(None));
    assert_eq!(apply(r#"Fehlt = "job""#), Err("the file has no column `Fehlt`".to_owned()));
    assert_eq!(apply(r#"Rest = "jobs""#), Err("member has no place `jobs`".to_owned()));
}

#[test]
fn a_heading_that_is_there_again_finds_the_next_field_of_its_name() {
    let mut module = (*club::module("member")).clone();
    let mut again = module.field("notes").expect("notes").clone();
    again.name = "more_notes".into();
    again.headings = vec!["Notizen".into()];
    module.fields.push(again);
    let headings = ["Notizen", "Notizen", "Notizen"].map(str::to_owned).to_vec();
    let file = Sniffed { headings, ..Sniffed::default() };
    let columns = propose(&club::catalog(), &module, &file);
    let targets = columns.iter().map(|column| column.target.as_ref().map(ToString::to_string));
    let targets: Vec<_> = targets.collect();
    assert_eq!(targets, [Some("notes".to_owned()), Some("more_notes".to_owned()), None]);
}
