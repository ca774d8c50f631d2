//! Every field type: shown, edited, and read back from the form it was edited in.

use catalog::{Field, FieldType, OnDelete};
use kernel::{Address, Entry, GeoPoint, Language, Link, Money, Time, Value};
use ui::Cx;
use ui::fields::{Entered, Form, InLines, cell, edit, parse, show, words};

use crate::markup::{check_part, read};
use crate::samples::{
    Library, at, currency, day, decimal, file, place, principal, record, several,
};

/// A value of every field type.
fn specimens() -> Vec<(Field, Value)> {
    [figures(), references(), lists()].concat()
}

fn plain(kind: FieldType, value: Value) -> (Field, Value) {
    (Field::plain("it", kind), value)
}

fn figures() -> Vec<(Field, Value)> {
    let money = Money { amount: decimal("-27073.48"), currency: currency("CHF") };
    vec![
        plain(FieldType::Text, Value::text("Weiß & \"Söhne\" <GmbH>")),
        plain(FieldType::LongText, Value::text("eins\n\nzwei <b>")),
        plain(FieldType::RichText, Value::rich("<p>eins &lt;b&gt;<br>zwei</p><pre>a\n b</pre>")),
        plain(FieldType::Decimal { scale: 3 }, Value::Decimal(decimal("-1234.567"))),
        plain(FieldType::Percent, Value::Decimal(decimal("12.5"))),
        plain(FieldType::Money, Value::Money(money)),
        plain(FieldType::Date, day("2026-09-03")),
        plain(FieldType::DateTime, Value::Instant(at("2026-07-01T08:05:00Z"))),
        plain(FieldType::Time, Value::Time(Time::from_seconds(9 * 3600 + 300))),
        plain(FieldType::Duration, Value::Duration(9045)),
        plain(FieldType::Bool, Value::Bool(true)),
        plain(FieldType::Picklist { list: "status".into() }, Value::text("guest")),
        plain(
            FieldType::MultiPicklist { list: "topic".into() },
            Value::Codes(vec!["sea".into(), "garden".into()]),
        ),
        plain(FieldType::Stage { list: "stage".into() }, Value::text("agreed")),
    ]
}

fn references() -> Vec<(Field, Value)> {
    let to = vec!["member".to_owned(), "house".to_owned()];
    vec![
        plain(FieldType::Email, Value::text("a@b.example")),
        plain(FieldType::Phone, Value::text("+49 (0) 30 23125-114")),
        plain(FieldType::Url, Value::text("https://a.example/b?c=d&e=f")),
        plain(FieldType::Address, place("An der Flutrinne 18\nHof", "01139", "Dresden")),
        plain(
            FieldType::Geo,
            GeoPoint::new(48_137_154, -11_576_124).map_or(Value::Empty, Value::Point),
        ),
        plain(
            FieldType::Link { to, on_delete: OnDelete::Clear },
            Value::Link(Link::new("house", record(100))),
        ),
        plain(FieldType::User, Value::Principal(principal(150))),
        plain(FieldType::File, Value::File(file(1, "a b.pdf", 1200))),
        plain(FieldType::Image, Value::File(file(1, "a b.pdf", 1200))),
        plain(FieldType::Number, Value::text("H-10284")),
    ]
}

fn lists() -> Vec<(Field, Value)> {
    vec![
        (
            of_several(FieldType::Email),
            several(&[("work", "a@b.example"), ("private", "c@d.example")]),
        ),
        (
            of_several(FieldType::Phone),
            several(&[("private", "030 1"), ("work", "030 2"), ("work", "030 3")]),
        ),
        (
            of_several(FieldType::Address),
            Value::Several(vec![
                Entry { label: "work".into(), value: place("Weg 1", "1", "Ort") },
                Entry {
                    label: "private".into(),
                    value: Value::Address(Address {
                        city: "Wien".into(),
                        country: "AT".into(),
                        ..Address::default()
                    }),
                },
            ]),
        ),
    ]
}

fn of_several(kind: FieldType) -> Field {
    let labels = vec!["work".to_owned(), "private".to_owned()];
    Field { several: true, labels, ..Field::plain("it", kind) }
}

/// What a browser would send for the controls of a field.
fn sent(html: &str) -> Form {
    let mut pairs = Vec::new();
    let (mut select, mut area) = (None, html);
    for element in read(html) {
        let name = element.get("name").map(str::to_owned);
        let is_template =
            element.around.contains(&"template") || element.around.contains(&"noscript");
        match (element.name, name) {
            _ if is_template => {}
            ("input", Some(name)) => {
                let toggles = matches!(element.get("type"), Some("checkbox" | "radio"));
                if (!toggles || element.get("checked").is_some())
                    && element.get("disabled").is_none()
                {
                    pairs.push((name, unescaped(element.get("value").unwrap_or_default())));
                }
            }
            ("select", name) => select = name,
            ("option", _) if element.get("selected").is_some() => {
                let value = unescaped(element.get("value").unwrap_or_default());
                pairs.push((select.clone().expect("options stand in a select"), value));
            }
            ("textarea", Some(name)) => {
                let start = area.find("<textarea").expect("the text area is there");
                let (text, rest) = area[start..].split_once("</textarea>").expect("it closes");
                let text = text.split_once('>').map_or("", |(_, text)| text);
                pairs.push((
                    name,
                    unescaped(text.strip_prefix('\n').unwrap_or(text)).replace('\n', "\r\n"),
                ));
                area = rest;
            }
            _ => {}
        }
    }
    Form(pairs)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn in_both(test: impl Fn(Cx)) {
    for language in Language::ALL {
        let mut library = Library::new(language);
        library.know(100, "Elbtal", false);
        library.know_file(file(1, "a b.pdf", 1200));
        test(library.cx());
    }
}

#[test]
fn every_type_comes_back_from_its_form() {
    in_both(|cx| {
        for (field, value) in specimens() {
            if field.kind == FieldType::Number {
                continue;
            }
            let html = edit(cx, &field, &Entered::stored(&value, "x")).into_string();
            let form = sent(&html);
            assert!(form.holds("it"), "{:?}: {form:?}", field.kind);
            assert_eq!(parse(cx, &field, &form), Ok(value), "{:?}: {form:?}", field.kind);
        }
    });
}

#[test]
fn nothing_comes_back_as_nothing() {
    in_both(|cx| {
        for (field, _) in specimens() {
            let html = edit(cx, &field, &Entered::stored(&Value::Empty, "x")).into_string();
            assert_eq!(parse(cx, &field, &sent(&html)), Ok(Value::Empty), "{:?}", field.kind);
        }
    });
}

#[test]
fn every_type_is_shown_in_words() {
    in_both(|cx| {
        for (field, value) in specimens() {
            let (shown, celled) = (show(cx, &field, &value), cell(cx, &field, &value));
            assert!(!shown.0.is_empty() && !celled.0.is_empty(), "{:?}", field.kind);
            assert!(!words(cx, &field, &value).is_empty(), "{:?}", field.kind);
            assert!(show(cx, &field, &Value::Empty).0.is_empty(), "{:?}", field.kind);
            check_part("shown", &shown.0);
            check_part("cell", &celled.0);
        }
    });
}

#[test]
fn what_was_typed_wrong_stays_in_the_control() {
    in_both(|cx| {
        for (kind, name, typed, code) in [
            (FieldType::Decimal { scale: 2 }, "it", "viele", "not_number"),
            (FieldType::Money, "it.amount", "12,5x", "not_number"),
            (FieldType::Date, "it", "31.02.2026", "not_date"),
            (FieldType::DateTime, "it.date", "bald", "not_date"),
            (FieldType::Time, "it", "25:00", "not_time"),
            (FieldType::Duration, "it", "lange", "not_duration"),
            (FieldType::Geo, "it", "95, 11", "not_geo"),
        ] {
            let field = Field::plain("it", kind);
            let form = Form(vec![(name.into(), typed.into())]);
            let problem = parse(cx, &field, &form).expect_err("it cannot be read");
            assert_eq!((problem.code.as_str(), problem.params["value"].as_str()), (code, typed));
            let entered = Entered {
                value: &Value::Empty,
                form: Some(&form),
                problem: Some(&problem),
                scope: "x",
                offered: None,
                lines: InLines::default(),
            };
            let html = edit(cx, &field, &entered).into_string();
            assert!(html.contains(&format!("value=\"{typed}\"")), "{html}");
            assert!(html.contains("aria-invalid=\"true\""), "{html}");
        }
    });
}

#[test]
fn a_made_up_link_is_refused() {
    in_both(|cx| {
        let to = vec!["house".to_owned()];
        let field = Field::plain("it", FieldType::Link { to, on_delete: OnDelete::Clear });
        for bad in ["house:1", "member:01990000-0000-7000-8000-000000000000", "x"] {
            let form = Form(vec![("it".into(), bad.into())]);
            assert_eq!(
                parse(cx, &field, &form).map_err(|p| p.code),
                Err("wrong_type".into()),
                "{bad}"
            );
        }
    });
}
