//! Cells become values, and what does not fit is named at its column.

use expect_test::{Expect, expect};
use jiff::tz::TimeZone;
use kernel::{Currency, Date, Entry, Value};
use transfer::convert::Reading;
use transfer::options::{Column, UnknownChoice};
use transfer::prepare::{Prepared, prepare};
use transfer::read::Row;

use crate::club;

fn prepared(module: &str, columns: &[(&str, &str)], unknown_choice: UnknownChoice) -> Prepared {
    let catalog = club::catalog();
    let reading = Reading {
        catalog: &catalog,
        zone: &TimeZone::get("Europe/Berlin").expect("zones are bundled"),
        today: Date::new(2026, 11, 23).expect("a day"),
        currency: Currency::EUR,
        unknown_choice,
    };
    let column = |target: &str| Column { target: target.parse().ok(), ..Column::default() };
    let targets: Vec<Column> = columns.iter().map(|(target, _)| column(target)).collect();
    let cells = columns.iter().map(|(_, cell)| (*cell).to_owned()).collect();
    let row = Row { line: 2, cells, ..Row::default() };
    prepare(&reading, &club::module(module), &targets, &row)
}

fn shown(value: &Value) -> String {
    let Value::Several(entries) = value else { return catalog::to_json(value).to_string() };
    let entry = |entry: &Entry| format!("{}: {}", entry.label, catalog::plain_text(&entry.value));
    entries.iter().map(entry).collect::<Vec<_>>().join(" | ")
}

fn check(module: &str, columns: &[(&str, &str)], expected: Expect) {
    let made = prepared(module, columns, UnknownChoice::Refuse);
    let values = made.values.iter().map(|(field, value)| format!("{field} = {}", shown(value)));
    let names = made.links.iter().chain(&made.people);
    let names = names.map(|name| format!("{} named {}", name.field, name.text));
    let refusals = made.refusals.iter().map(|refusal| {
        let value = refusal.problem.params.get("value").map(String::as_str).unwrap_or_default();
        let code = &refusal.problem.code;
        format!("column {:?}: {code} {value}", refusal.column).trim_end().to_owned()
    });
    let shown: Vec<String> = values.chain(names).chain(refusals).collect();
    expected.assert_eq(&shown.join("\n"));
}

#[test]
fn cells_become_values() {
    check(
        "member",
        &[
            ("first_name", "  Swantje "),
            ("last_name", "Peukert"),
            ("club", "Häring AG"),
            ("owner", "Lorenz"),
            ("birthday", "22.08.1920"),
            ("joined_at", "01.03.2026 14:30"),
            ("fee", "2,5 Mio"),
            ("share", "19 %"),
            ("starts", "8:30"),
            ("length", "1:30"),
            ("lives_at", "50°56'15\"N 6°57'37,5\"O"),
            ("gazette", "x"),
            ("hobbies", "Air; sea"),
            ("website", "www.a.de"),
            ("notes", "'+49 bitte\r\nanrufen"),
            ("profile", "a < b\r\n\r\nc"),
        ],
        expect![[r#"
            birthday = "1920-08-22"
            fee = {"amount":"2500000.00","currency":"EUR"}
            first_name = "Swantje"
            gazette = true
            hobbies = ["sea","air"]
            joined_at = "2026-03-01T13:30:00.000Z"
            last_name = "Peukert"
            length = 5400
            lives_at = {"lat":50.9375,"lon":6.960417}
            notes = "+49 bitte\nanrufen"
            profile = "<p>a &lt; b</p><p>c</p>"
            share = "19"
            starts = "08:30"
            website = "www.a.de"
            club named Häring AG
            owner named Lorenz"#]],
    );
}

#[test]
fn a_cell_with_tags_is_formatted_and_clean() {
    let cell = "<div onclick=x()>a <b>b</b><script>x()</script></div>c<img src=x onerror=x()>";
    check(
        "member",
        &[("last_name", "Peukert"), ("profile", cell)],
        expect![[r#"
            last_name = "Peukert"
            profile = "<p>a <strong>b</strong></p><p>c</p>""#]],
    );
}

#[test]
fn several_columns_make_one_field() {
    check(
        "member",
        &[
            ("last_name", "Peukert"),
            ("phone[work]", "030 1234567"),
            ("phone[mobile]", "0170 7654321; 0171 1"),
            ("phone[home]", ""),
            ("email[work]", "a@b.de, c@d.de"),
            ("email[private]", "a@b.de"),
            ("address[mailing].street", "Weg 1"),
            ("address[mailing].country", "Österreich"),
            ("address[other].city", "Köln"),
        ],
        expect![[r#"
            address = mailing: Weg 1, AT | other: Köln
            email = work: a@b.de | work: c@d.de
            last_name = "Peukert"
            phone = work: 030 1234567 | mobile: 0170 7654321 | mobile: 0171 1"#]],
    );
}

#[test]
fn what_does_not_fit_is_named_at_its_column() {
    check(
        "member",
        &[
            ("first_name", "a\0b"),
            ("birthday", "31.02.2026"),
            ("joined_on", "bald"),
            ("fee", "abc"),
            ("share", "1,234,5"),
            ("gazette", "vielleicht"),
            ("state", "???"),
            ("hobbies", "sea;tennis"),
            ("email[work]", "a@b"),
            ("website", "javascript:alert(1)"),
            ("starts", "25:00"),
            ("length", "lang"),
            ("phone[work]", "anrufen"),
            ("lives_at", "daheim"),
        ],
        expect![[r#"
            email = work: a@b
            first_name = "a\u0000b"
            phone = work: anrufen
            website = "javascript:alert(1)"
            column Some(1): no_such_day 31.02.2026
            column Some(2): not_date bald
            column Some(3): not_number abc
            column Some(4): not_number 1,234,5
            column Some(5): not_bool vielleicht
            column Some(6): not_in_list ???
            column Some(7): not_in_list sea;tennis
            column Some(10): not_time 25:00
            column Some(11): not_duration lang
            column Some(13): not_geo daheim
            column Some(8): not_email a@b
            column Some(0): control_character
            column Some(12): not_phone anrufen
            column Some(9): not_url javascript:alert(1)"#]],
    );
}

#[test]
fn empty_marks_and_labels_are_understood() {
    check(
        "club",
        &[("name", "A"), ("branch", "MUSIK"), ("people", "n/a"), ("turnover", "-")],
        expect![[r#"
            branch = "music"
            name = "A""#]],
    );
    check("member", &[("birthday", "0.0.00"), ("job", "-")], expect![[r#"job = "-""#]]);
}

#[test]
fn unknown_words_can_be_left_out() {
    let made = prepared("member", &[("state", "???"), ("hobbies", "sea;x")], UnknownChoice::Leave);
    assert!(made.refusals.is_empty());
    assert_eq!(made.values.get("state"), None);
    assert_eq!(made.values.get("hobbies"), Some(&Value::Codes(vec!["sea".into()])));
}
