//! The filter language by example.

use std::borrow::Cow;

use catalog::filter::{Fields, Present, arranged, condition, conditions, evaluate, parse};
use expect_test::{Expect, expect};
use kernel::{Address, Currency, Date, Decimal, Instant, Link, Money, Value};

use crate::{library, random};

fn check(text: &str) -> String {
    let catalog = library::catalog();
    let book = catalog.module("book").expect("the library has books");
    match parse(&catalog, book, text) {
        Ok(filter) => filter.to_string(),
        Err(error) => format!("error {error}"),
    }
}

/// One filter a line, one answer a line.
fn check_each(texts: &str, expected: Expect) {
    let shown: Vec<String> = texts.trim_matches('\n').lines().map(check).collect();
    expected.assert_eq(&shown.join("\n"));
}

#[test]
fn filters_print_in_one_form() {
    assert_eq!(check(""), "");
    assert_eq!(check("  true "), "");
    check_each(
        r#"
name="x"
((name = "x") AND weight > 1.50)
pages = 1 and (genre = "novel" and is_lent = true) or not (pages < 1 or pages = 2)
pages = 1 or pages = 2 and pages = 3
(pages = 1 or pages = 2) and pages = 3
not pages = 1 and pages = 2
not not (pages = 1)
pages = 1 and false
genre in ("novel")
genre not in ("novel", "poem")
name contains "a\"b\\c\n"
topics has "sea" and topics is not empty
author is empty or scan is not empty
opens < "08:30:00"
value.currency = "CHF" and value > 9
"#,
        expect![[r#"
            name = "x"
            name = "x" and weight > 1.5
            pages = 1 and genre = "novel" and is_lent = true or not (pages < 1 or pages = 2)
            pages = 1 or pages = 2 and pages = 3
            (pages = 1 or pages = 2) and pages = 3
            not pages = 1 and pages = 2
            not not pages = 1
            pages = 1 and false
            genre = "novel"
            genre not in ("novel", "poem")
            name contains "a\"b\\c\n"
            topics has "sea" and topics is not empty
            author is empty or scan is not empty
            opens < "08:30"
            value.currency = "CHF" and value > 9"#]],
    );
}

#[test]
fn days_people_and_links_print_as_they_were_meant() {
    check_each(
        r#"
printed_on in last_month
printed_on >= today-30
lent_at > now - 120m
lent_at = yesterday
lent_at < "2026-11-23T10:00:00+01:00"
reading_time > 5400
reading_time > -1h
keeper = me and created_by != me
author.home.city = "Köln"
author.name starts_with "m"
"#,
        expect![[r#"
            printed_on = last_month
            printed_on >= today - 30
            lent_at > now - 2h
            lent_at = today - 1
            lent_at < "2026-11-23T09:00:00.000Z"
            reading_time > 90m
            reading_time > -1h
            keeper = me and created_by != me
            author.home.city = "Köln"
            author.name starts_with "m""#]],
    );
}

#[test]
fn names_without_a_field_are_refused() {
    check_each(
        r#"
nam = 1
pages = 1 and author.nam = 1
place.town is empty
author.home.city.x is empty
subject.name is empty
pages.currency is empty
"#,
        expect![[r#"
            error 1: filter_unknown_field field=nam
            error 15: filter_unknown_field field=author.nam
            error 1: filter_unknown_field field=place.town
            error 1: filter_unknown_field field=author.home.city.x
            error 1: filter_many_targets field=subject.name
            error 1: filter_unknown_field field=pages.currency"#]],
    );
}

#[test]
fn broken_texts_are_refused_where_they_break() {
    check_each(
        r#"
NAME='x'
pages
pages =
pages = 1 pages
(pages = 1
pages = 1)
pages == 1
pages = genre
pages is null
pages ; drop
pages = 2x
pages = 1.00000000000000000000000000000000001
name = "x
name = "a\qb"
printed_on > today + 9999999
"#,
        expect![[r#"
            error 6: filter_character value='
            error 6: filter_incomplete
            error 8: filter_incomplete
            error 11: filter_unexpected value=pages
            error 11: filter_incomplete
            error 10: filter_unexpected value=)
            error 8: filter_unexpected value==
            error 9: filter_unexpected value=genre
            error 10: filter_unexpected value=null
            error 7: filter_character value=;
            error 9: filter_number value=2x
            error 9: filter_number value=1.00000000000000000000000000000000001
            error 8: filter_text_unclosed
            error 11: filter_character value=\q
            error 22: filter_unexpected value=9999999"#]],
    );
    assert_eq!(check("name = \"a\0b\""), "error 10: filter_character value=NUL");
}

#[test]
fn values_that_do_not_fit_are_refused() {
    check_each(
        r#"
pages = "1"
pages = 1.5
value = 99999999999999999999
pages contains "1"
remark contains "x"
remark < "x"
genre > "novel"
genre = "song"
topics = "sea"
topics has "ocean"
name = ""
printed_on = "2026-02-30"
printed_on = now
keeper = "me"
is_lent = 1
value.currency = "Euro"
lies_at within "48.1, 11.5"
lies_at = "48.1, 11.5"
name within "48.1, 11.5, 5 km"
"#,
        expect![[r#"
            error 9: filter_value field=pages value=1
            error 9: filter_too_many_places field=pages max=0
            error 9: filter_value field=value value=99999999999999999999
            error 1: filter_operator field=pages operator=contains
            error 1: filter_operator field=remark operator=contains
            error 1: filter_operator field=remark operator=<
            error 1: filter_operator field=genre operator=>
            error 9: filter_not_in_list field=genre value=song
            error 1: filter_operator field=topics operator==
            error 12: filter_not_in_list field=topics value=ocean
            error 8: filter_empty_text field=name
            error 14: filter_value field=printed_on value=2026-02-30
            error 14: filter_value field=printed_on value=now
            error 10: filter_value field=keeper value=me
            error 11: filter_value field=is_lent value=1
            error 18: filter_value field=value.currency value=Euro
            error 16: filter_circle field=lies_at value=48.1, 11.5
            error 1: filter_operator field=lies_at operator==
            error 1: filter_operator field=name operator=within"#]],
    );
}

#[test]
fn limits_hold() {
    assert_eq!(check(&"(".repeat(60)), "error 52: filter_too_deep max=50");
    assert_eq!(check(&"not ".repeat(60)), "error 205: filter_too_deep max=50");
    let many = "error 3251: filter_too_many_conditions max=500";
    assert_eq!(check(&vec!["pages = 1"; 300].join(" or ")), many);
    assert_eq!(check(&" ".repeat(10_001)), "error 10001: filter_too_long max=10000");
    let list = format!("pages in ({})", vec!["1"; 1_001].join(","));
    assert_eq!(check(&list), "error 2011: filter_list_too_long max=1000");
}

/// One book by one author.
struct Shelf;

impl Fields for Shelf {
    fn field(&self, link: Option<&str>, name: &str) -> Cow<'_, Value> {
        let home = Address { city: "Köln".into(), ..Address::default() };
        Cow::Owned(match (link, name) {
            (None, "name" | "title") => Value::text("Die Große Öffnung"),
            (None, "pages") => Value::Decimal(Decimal::from(320)),
            (None, "value") => {
                Value::Money(Money { amount: Decimal::new(1990, 2), currency: Currency::EUR })
            }
            (None, "printed_on") => Value::Date(Date::parse_iso("2026-10-31").expect("a day")),
            // 00:30 on 23 November in Berlin, still the 22nd in UTC.
            (None, "lent_at") => {
                Value::Instant(Instant::parse_rfc3339("2026-11-22T23:30:00Z").expect("an instant"))
            }
            (None, "topics") => Value::Codes(vec!["sea_life".into()]),
            (None, "keeper") => Value::Principal(random::principal(1)),
            (None, "author") => Value::Link(Link::new("author", random::record_id(2))),
            (Some("author"), "home") => Value::Address(home),
            _ => Value::Empty,
        })
    }
}

fn answer(text: &str) -> Option<bool> {
    let catalog = library::catalog();
    let book = catalog.module("book").expect("the library has books");
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").expect("zones are bundled");
    let now = Instant::parse_rfc3339("2026-11-23T12:00:00Z").expect("an instant");
    let present = Present { now, zone, fiscal: 4, ..random::present() };
    let filter = parse(&catalog, book, text).unwrap_or_else(|e| panic!("{text}: {e}"));
    evaluate(&filter.resolve(&present), &Shelf)
}

#[test]
fn what_is_so_is_true() {
    for text in [
        "",
        r#"name contains "GROSSE off""#,
        r#"name starts_with "die g""#,
        r#"name < "Die große Orgel""#,
        "pages >= 320 and pages <= 320",
        "pages in (1, 320)",
        "value = 19.9",
        "printed_on = last_month",
        "printed_on < this_month and printed_on >= last_month",
        "lent_at = today",
        "lent_at < now - 12h",
        r#"topics has "sea_life""#,
        "keeper = me",
        "keeper = my_team and keeper in (me, my_team)",
        "printed_on = this_fiscal_year and printed_on > last_fiscal_year",
        r#"author.home.city = "Köln""#,
        "author.born_on is empty",
        "genre is empty",
        r#"genre = "novel" or pages = 320"#,
    ] {
        assert_eq!(answer(text), Some(true), "{text}");
    }
}

#[test]
fn what_is_not_so_is_false() {
    for text in [
        "false",
        r#"name contains "grosse oeff""#,
        r#"name = "die große öffnung""#,
        r#"name > "Die große Orgel""#,
        "pages not in (1, 320)",
        r#"value.currency != "EUR""#,
        "printed_on > last_month",
        r#"lent_at = "2026-11-22""#,
        "lent_at >= now - 12h",
        r#"topics has "sea""#,
        r#"genre = "novel" and pages = 1"#,
    ] {
        assert_eq!(answer(text), Some(false), "{text}");
    }
}

#[test]
fn what_nobody_knows_is_neither() {
    for text in [
        r#"genre != "novel""#,
        r#"not genre = "novel""#,
        r#"genre not in ("novel", "poem")"#,
        r#"genre = "novel" or pages = 1"#,
        "author.born_on < today",
    ] {
        assert_eq!(answer(text), None, "{text}");
    }
}

#[test]
fn flat_filters_come_as_conditions() {
    let catalog = library::catalog();
    let book = catalog.module("book").unwrap();
    let filter = parse(&catalog, book, "pages > 1 and keeper in (me)").unwrap();
    let shown: Vec<String> = conditions(&filter)
        .unwrap()
        .into_iter()
        .map(|c| format!("{} {} {:?}", c.path, c.test.operator(), c.test.operands().len()))
        .collect();
    assert_eq!(shown, ["pages greater 1", "keeper equal 1"]);
    let nested = parse(&catalog, book, "pages > 1 or pages < 0").unwrap();
    assert!(conditions(&nested).is_none());
}

#[test]
fn a_form_makes_conditions_of_bare_values() {
    let catalog = library::catalog();
    let book = catalog.module("book").unwrap();
    let made =
        |path, operator, values: &[&str]| match condition(&catalog, book, (path, operator), values)
        {
            Ok(filter) => filter.to_string(),
            Err(error) => format!("error {error}"),
        };
    assert_eq!(made("name", "contains", &["a \"b\""]), r#"name contains "a \"b\"""#);
    assert_eq!(made("genre", "in", &["novel", "poem"]), r#"genre in ("novel", "poem")"#);
    assert_eq!(made("printed_on", "at_least", &["today - 30"]), "printed_on >= today - 30");
    assert_eq!(made("printed_on", "less", &["2026-11-23"]), r#"printed_on < "2026-11-23""#);
    assert_eq!(made("keeper", "equal", &["me"]), "keeper = me");
    assert_eq!(made("pages", "empty", &[]), "pages is empty");
    assert_eq!(
        made("lies_at", "within", &["48,1; 11,5; 1500 m"]),
        "lies_at within \"48.100000, 11.500000, 1500 m\""
    );
    assert_eq!(
        made("pages", "equal", &["1 or pages = 2"]),
        "error 1: filter_value field=pages value=1 or pages = 2"
    );
    assert_eq!(made("pages", "like", &["1"]), "error 1: filter_operator field=pages operator=like");
}

#[test]
fn groups_draw_joints_negations_and_one_level_more() {
    let catalog = library::catalog();
    let book = catalog.module("book").expect("the library has books");
    let drawn = |text: &str| {
        let filter = parse(&catalog, book, text).unwrap_or_else(|e| panic!("{text}: {e}"));
        arranged(&catalog, book, &filter)
    };
    for text in [
        "",
        "pages = 1",
        "not pages = 1",
        "pages = 1 or not (pages < 1 and is_lent = true)",
        "pages = 1 and (pages = 2 or (pages = 3 and genre = \"novel\"))",
        "printed_on = today - 3 or lent_at < now - 2h or printed_on = this_fiscal_year",
        "keeper in (me, my_team) and not keeper = my_team",
        "author.home.city = \"Köln\" and topics has \"sea\"",
    ] {
        assert!(drawn(text).is_some(), "{text}");
    }
    for text in [
        "not not pages = 1",
        "pages = 1 and false",
        "name = \" x\"",
        "pages = 1 or (pages = 2 and (pages = 3 or (pages = 4 and pages = 5)))",
    ] {
        assert!(drawn(text).is_none(), "{text}");
    }
}

#[test]
fn every_condition_that_does_not_fit_has_its_place() {
    let catalog = library::catalog();
    let book = catalog.module("book").expect("the library has books");
    let text = "pages = 1 and (pages = 2 or pages = 3)";
    let filter = parse(&catalog, book, text).expect("a filter");
    let mut group = arranged(&catalog, book, &filter).expect("groups say it");
    let inner = group.group_mut(&[1]).expect("the second part is a group");
    let catalog::filter::Part::Asked(asked) = &mut inner.parts[1] else { panic!("a condition") };
    asked.values = vec!["many".into()];
    let problems = group.filter(&catalog, book).expect_err("a word is no number");
    let places: Vec<_> = problems.into_iter().map(|(place, error)| (place, error.code)).collect();
    assert_eq!(places, [(vec![1, 1], "filter_unexpected".to_owned())]);
    group.remove(&[1, 1]);
    let left = group.filter(&catalog, book).expect("what is left fits");
    assert_eq!(left.to_string(), "pages = 1 and pages = 2");
}
