//! What people type, and how values are written, in both languages.

use kernel::{Language, Money, Value};
use ui::{format, read};

use crate::samples::{Library, at, currency, decimal};

fn library() -> Library {
    Library::new(Language::De)
}

#[test]
fn days_are_read_as_people_type_them() {
    let library = library();
    for (text, day) in [
        ("24.11.2026", "2026-11-24"),
        ("24.11.26", "2026-11-24"),
        ("3.4.71", "1971-04-03"),
        ("24.11.", "2026-11-24"),
        ("24.11", "2026-11-24"),
        ("24. November 2026", "2026-11-24"),
        ("1. Sept. 2026", "2026-09-01"),
        ("3 März", "2026-03-03"),
        ("2026-11-24", "2026-11-24"),
        ("heute", "2026-11-23"),
        ("Morgen", "2026-11-24"),
        ("übermorgen", "2026-11-25"),
        ("gestern", "2026-11-22"),
        ("+14", "2026-12-07"),
        ("-1", "2026-11-22"),
        ("Fr", "2026-11-27"),
        ("Montag", "2026-11-30"),
    ] {
        let read = read::date(library.cx(), text).map(|day| day.to_string());
        assert_eq!(read.as_deref(), Some(day), "{text}");
    }
    for bad in ["31.02.2026", "24.13.2026", "bald", "", "1", "24.11.026", "+99999999"] {
        assert_eq!(read::date(library.cx(), bad), None, "{bad}");
    }
}

#[test]
fn english_days_are_read() {
    let library = Library::new(Language::En);
    for (text, day) in [
        ("23 Nov 2026", "2026-11-23"),
        ("23/11/2026", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("Friday", "2026-11-27"),
    ] {
        let read = read::date(library.cx(), text).map(|day| day.to_string());
        assert_eq!(read.as_deref(), Some(day), "{text}");
    }
}

#[test]
fn times_and_lengths_are_read() {
    let library = library();
    for (text, time) in [
        ("9:30", "09:30"),
        ("9.30", "09:30"),
        ("930", "09:30"),
        ("9 Uhr", "09:00"),
        ("2 pm", "14:00"),
        ("23:59:58", "23:59:58"),
    ] {
        assert_eq!(read::time(text).map(|time| time.to_string()).as_deref(), Some(time), "{text}");
    }
    for bad in ["25:00", "9:60", "neun", "", "12345"] {
        assert_eq!(read::time(bad), None, "{bad}");
    }
    for (text, seconds) in [
        ("2:30", 9000),
        ("2,5 h", 9000),
        ("90 min", 5400),
        ("1 Std. 15 Min.", 4500),
        ("2", 7200),
        ("-0:30", -1800),
    ] {
        assert_eq!(read::duration(library.cx(), text), Some(seconds), "{text}");
    }
    assert_eq!(read::duration(library.cx(), "lange"), None);
}

#[test]
fn values_are_written_by_language() {
    let amount = Money { amount: decimal("-27073.48"), currency: currency("EUR") };
    let francs = Money { amount: decimal("1284"), currency: currency("CHF") };
    let german = library();
    let cx = german.cx();
    assert_eq!(format::integer(cx, 1_284_000), "1.284.000");
    assert_eq!(format::money(cx, &amount), "-27.073,48\u{a0}€");
    assert_eq!(format::money(cx, &francs), "1.284,00\u{a0}CHF");
    assert_eq!(format::percent(cx, decimal("12.50")), "12,5\u{a0}%");
    assert_eq!(format::size(cx, 482_113), "482\u{a0}kB");
    assert_eq!(format::moment(cx, at("2026-11-25T09:00:00Z")), "Mi., 25. Nov., 10:00");
    assert_eq!(format::duration(cx, 9000), "2 Std. 30 Min.");
    let english = Library::new(Language::En);
    let cx = english.cx();
    assert_eq!(format::integer(cx, 1284), "1,284");
    assert_eq!(format::money(cx, &amount), "-€27,073.48");
    assert_eq!(format::money(cx, &francs), "CHF\u{a0}1,284.00");
    assert_eq!(format::percent(cx, decimal("12.5")), "12.5%");
    let Value::Date(day) = crate::samples::day("2026-11-23") else { unreachable!() };
    assert_eq!(format::date(cx, day), "23 Nov 2026");
    assert_eq!(format::relative_date(cx, day), "Today");
}

#[test]
fn every_day_and_month_has_a_name() {
    for language in Language::ALL {
        let library = Library::new(language);
        for (key, last) in
            [("month", 12), ("month_short", 12), ("weekday", 7), ("weekday_short", 7)]
        {
            for n in 1..=last {
                assert!(library.cx().find(&format!("ui.{key}.{n}")).is_some(), "{key} {n}");
            }
        }
    }
}

#[test]
fn browsers_are_named_in_words() {
    let said = |language, agent: &str| format::device(Library::new(language).cx(), agent);
    let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64";
    let chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36";
    for (agent, german, english) in [
        (
            format!("{windows}; rv:145.0) Gecko/20100101 Firefox/145.0"),
            "Firefox unter Windows",
            "Firefox on Windows",
        ),
        (format!("{windows}) {chrome} Edg/143.0"), "Edge unter Windows", "Edge on Windows"),
        (
            format!("Mozilla/5.0 (Linux; Android 16) {chrome}"),
            "Chrome unter Android",
            "Chrome on Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) Version/26.1 Safari/604.1"
                .to_owned(),
            "Safari unter iOS",
            "Safari on iOS",
        ),
        (String::new(), "Unbekanntes Gerät", "Unknown device"),
        ("curl/8.14.1".to_owned(), "curl/8.14.1", "curl/8.14.1"),
    ] {
        assert_eq!(said(Language::De, &agent), german, "{agent}");
        assert_eq!(said(Language::En, &agent), english, "{agent}");
    }
    let long = said(Language::De, &"ä".repeat(200));
    assert_eq!(long.chars().count(), 41, "an unknown name is shortened");
}
