//! Random filters and records for any module, with values that often meet.

use catalog::filter::{Kind, Present, quoted};
use catalog::{Catalog, Field, FieldType, Module};
use kernel::{
    Address, Currency, Date, Decimal, Entry, FileId, FileRef, GeoPoint, Instant, Line, Link, Money,
    PrincipalId, RecordId, Time, Value,
};
use proptest::prelude::*;
use proptest::sample::select;

/// Texts that fold, sort and compare in ways that have gone wrong somewhere.
pub const TEXTS: [&str; 18] = [
    "Köln",
    "KOLN",
    "koln",
    "Straße 5",
    "strasse",
    "50%",
    "a_b",
    "O'Neil \"x\"",
    "back\\slash",
    "Łódź",
    "İstanbul",
    "e\u{301}tude",
    "Étude",
    "😀 book",
    "|sea|",
    "z",
    "\u{fb01}n",
    "-",
];

/// What is looked for inside texts.
/// What people write with formats: words over marks, lists, signs that HTML writes otherwise.
const RICH: [&str; 8] = [
    "<p>K<strong>öl</strong>n</p>",
    "<p>strasse</p><p>koln</p>",
    "<ul><li>a_b</li><li>50%</li></ul>",
    "<p>O'Neil &quot;x&quot; &lt;p&gt; &amp;</p>",
    "<p><a href=\"https://str.example\">book</a></p>",
    "<pre>back\\slash\n  😀</pre>",
    "<p>e\u{301}tude&nbsp;K</p>",
    "<hr>",
];
const NEEDLES: [&str; 12] =
    ["k", "o", "ö", "SS", "%", "_", "'", "\"", "\\", "\u{301}", "😀", "str"];

const NUMBERS: [&str; 7] = ["-1.5", "-1", "0", "0.5", "1", "10", "1000.25"];
const DAYS: [i64; 7] = [-719_162, 0, 20_779, 20_780, 20_781, 20_810, 2_932_896];
const IDS: [u128; 3] = [1, 2, 3];

/// The present of the tests: 2026-11-23, shortly before midnight in Berlin.
pub const NOW: i64 = 1_795_474_500_000;

/// Who asks, when and where.
pub fn present() -> Present {
    Present {
        now: Instant::from_millis(NOW),
        zone: kernel::Locale::new(kernel::Language::De).zone,
        week: kernel::WeekStart::Monday,
        me: principal(1),
        team: vec![principal(1), principal(2)],
        fiscal: 12,
    }
}

/// An id of the small pool.
pub fn record_id(n: u128) -> RecordId {
    RecordId::from_bytes(&n.to_be_bytes()).expect("sixteen bytes")
}

/// A principal of the small pool; the first one is the person who asks.
pub fn principal(n: u128) -> PrincipalId {
    PrincipalId::from_bytes(&n.to_be_bytes()).expect("sixteen bytes")
}

/// A record: one value for each field of the module.
pub fn record(catalog: &Catalog, module: &Module) -> BoxedStrategy<Vec<Value>> {
    let fields: Vec<_> = module.fields.iter().map(|field| value(catalog, field)).collect();
    fields.boxed()
}

/// A value of a field, empty one time in four.
pub fn value(catalog: &Catalog, field: &Field) -> BoxedStrategy<Value> {
    let single = single(catalog, &field.kind);
    let filled = match field.several {
        false => single,
        true => prop::collection::vec((select(field.labels.clone()), single), 1..3)
            .prop_map(|entries| {
                let entry = |(label, value)| Entry { label, value };
                let filled = entries.into_iter().map(entry).filter(|e| !e.value.is_empty());
                let filled: Vec<Entry> = filled.collect();
                if filled.is_empty() { Value::Empty } else { Value::Several(filled) }
            })
            .boxed(),
    };
    prop_oneof![1 => Just(Value::Empty), 3 => filled].boxed()
}

fn single(catalog: &Catalog, kind: &FieldType) -> BoxedStrategy<Value> {
    let codes = |list: &String| catalog.picklist(list).expect("checked").values.clone();
    let texts = || select(&TEXTS[..]).prop_map(|text| Value::Text(text.into()));
    match kind {
        FieldType::Text
        | FieldType::LongText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Number => texts().boxed(),
        FieldType::RichText => select(&RICH[..]).prop_map(Value::rich).boxed(),
        FieldType::Decimal { scale } => number(*scale).prop_map(Value::Decimal).boxed(),
        FieldType::Percent => number(2).prop_map(Value::Decimal).boxed(),
        FieldType::Money => (number(4), currency())
            .prop_map(|(amount, currency)| Value::Money(Money { amount, currency }))
            .boxed(),
        FieldType::Date => day().prop_map(Value::Date).boxed(),
        FieldType::DateTime => instant().prop_map(Value::Instant).boxed(),
        FieldType::Time => time().prop_map(Value::Time).boxed(),
        FieldType::Duration => {
            select(vec![0, 90, 3_600, 86_400, -60]).prop_map(Value::Duration).boxed()
        }
        FieldType::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        FieldType::Picklist { list } | FieldType::Stage { list } => {
            select(codes(list)).prop_map(|value| Value::Text(value.code)).boxed()
        }
        FieldType::MultiPicklist { list } => {
            let all = codes(list);
            prop::sample::subsequence(all.clone(), 1..=all.len())
                .prop_map(|some| Value::Codes(some.into_iter().map(|v| v.code).collect()))
                .boxed()
        }
        FieldType::Address => address().boxed(),
        FieldType::Geo => point().prop_map(Value::Point).boxed(),
        FieldType::Link { to, .. } => (select(to.clone()), select(&IDS[..]))
            .prop_map(|(module, n)| Value::Link(Link::new(&module, record_id(n))))
            .boxed(),
        FieldType::User => select(&IDS[..]).prop_map(|n| Value::Principal(principal(n))).boxed(),
        FieldType::File | FieldType::Image => Just(Value::File(file())).boxed(),
        FieldType::Lines { shape } => {
            let kind = shape.kinds.first().expect("a shape has kinds").name.clone();
            (1..4_usize)
                .prop_map(move |n| Value::Lines((0..n).map(|_| Line::of(&kind)).collect()))
                .boxed()
        }
    }
}

fn file() -> FileRef {
    let id = FileId::from_bytes(&7u128.to_be_bytes()).expect("sixteen bytes");
    FileRef { id, name: "a.pdf".into(), size: 3, media_type: "application/pdf".into() }
}

fn address() -> impl Strategy<Value = Value> {
    let part = || prop_oneof![Just(""), select(&TEXTS[..])];
    (part(), part(), part()).prop_map(|(street, city, country)| {
        let address = Address {
            street: street.into(),
            city: city.into(),
            country: country.into(),
            ..Address::default()
        };
        if address.is_empty() { Value::Empty } else { Value::Address(address) }
    })
}

/// Around a few places, the poles and the date line, so that some lie near each other.
fn point() -> impl Strategy<Value = GeoPoint> {
    let places =
        vec![(48_137_154, 11_576_124), (-33_850_000, 0), (89_900_000, 0), (12, 179_990_000)];
    let step = || select(vec![-90_000, -1, 0, 1, 4_567, 100_000]);
    (select(places), step(), step()).prop_map(|((lat, lon), north, east)| {
        GeoPoint::new(lat + north, lon + east)
            .unwrap_or_else(|| GeoPoint::new(lat, lon).expect("a place of the earth"))
    })
}

fn circle() -> impl Strategy<Value = String> {
    let reach = select(vec!["1 m", "10 km", "11119500 m", "15 km", "20000 km"]);
    (point(), reach).prop_map(|(point, reach)| quoted(&format!("{point}, {reach}")))
}

fn number(scale: u32) -> impl Strategy<Value = Decimal> {
    select(&NUMBERS[..]).prop_map(move |text| {
        let number: Decimal = text.parse().expect("a number");
        number.round_dp(scale).normalize()
    })
}

fn currency() -> impl Strategy<Value = Currency> {
    select(vec!["EUR", "CHF"]).prop_map(|code| Currency::parse(code).expect("a code"))
}

fn day() -> impl Strategy<Value = Date> {
    select(&DAYS[..]).prop_map(Date::from_days)
}

/// Around midnight in Berlin, where a day in UTC and one in the zone differ.
fn instant() -> impl Strategy<Value = Instant> {
    let steps = vec![0, -1_500_000, 1_800_000, 299_999, 300_000, 3_600_000, -86_400_000, 1 << 40];
    select(steps).prop_map(|step| Instant::from_millis(NOW + step))
}

fn time() -> impl Strategy<Value = Time> {
    select(vec![0, 30_600, 30_615, 86_399]).prop_map(Time::from_seconds)
}

/// Text of a random filter for a module.
pub fn filter(catalog: &Catalog, module: &Module) -> BoxedStrategy<String> {
    let paths = paths(catalog, module);
    let leaf = select(paths).prop_flat_map(|(path, kind, codes)| comparison(path, kind, codes));
    let leaf = prop_oneof![30 => leaf, 1 => Just("true".to_owned()), 1 => Just("false".to_owned())];
    leaf.prop_recursive(5, 24, 4, |inner| {
        let list = |word: &'static str, inner: BoxedStrategy<String>| {
            prop::collection::vec(inner, 2..4)
                .prop_map(move |parts| format!("({})", parts.join(word)))
        };
        let inner = inner.boxed();
        prop_oneof![
            list(" and ", inner.clone()),
            list(" or ", inner.clone()),
            inner.prop_map(|part| format!("not {part}")),
        ]
    })
    .boxed()
}

/// A path, what it holds, and the codes of its list.
type Known = (String, Kind, Vec<String>);

fn paths(catalog: &Catalog, module: &Module) -> Vec<Known> {
    let mut names: Vec<String> = vec!["id".into(), "title".into()];
    for field in &module.fields {
        names.push(field.name.clone());
        names.extend(parts(field));
        if let FieldType::Link { to, .. } = &field.kind
            && let [target] = to.as_slice()
        {
            let target = catalog.module(target).expect("checked");
            let inner =
                target.fields.iter().flat_map(|f| parts(f).into_iter().chain([f.name.clone()]));
            names.extend(inner.chain(["title".into()]).map(|n| format!("{}.{n}", field.name)));
        }
    }
    let known = |name: String| {
        let text = format!("{name} is empty");
        let filter = catalog::filter::parse(catalog, module, &text).expect("a known path");
        let kind = filter.paths()[0].kind.clone();
        let list = match &kind {
            Kind::Choice { list } | Kind::Choices { list } => catalog.picklist(list),
            _ => None,
        };
        let codes = list.into_iter().flat_map(|list| &list.values);
        let codes = codes.map(|value| value.code.clone()).collect();
        (name, kind, codes)
    };
    names.into_iter().map(known).collect()
}

fn parts(field: &Field) -> Vec<String> {
    match field.kind {
        FieldType::Address => {
            ["street", "city", "state"].map(|p| format!("{}.{p}", field.name)).into()
        }
        FieldType::Money => vec![format!("{}.currency", field.name)],
        _ => Vec::new(),
    }
}

fn comparison(path: String, kind: Kind, codes: Vec<String>) -> BoxedStrategy<String> {
    let operand = literal(&kind, codes);
    let operators = kind.operators();
    (select(operators), prop::collection::vec(operand, 1..4))
        .prop_flat_map(move |(operator, operands)| {
            let path = path.clone();
            select(&NEEDLES[..]).prop_map(move |needle| match operator {
                "empty" => format!("{path} is empty"),
                "not_empty" => format!("{path} is not empty"),
                "in" => format!("{path} in ({})", operands.join(", ")),
                "not_in" => format!("{path} not in ({})", operands.join(", ")),
                "contains" | "starts_with" => format!("{path} {operator} {}", quoted(needle)),
                other => format!("{path} {} {}", sign(other), operands[0]),
            })
        })
        .boxed()
}

fn sign(operator: &str) -> &str {
    match operator {
        "equal" => "=",
        "not_equal" => "!=",
        "less" => "<",
        "at_most" => "<=",
        "greater" => ">",
        "at_least" => ">=",
        other => other,
    }
}

fn literal(kind: &Kind, codes: Vec<String>) -> BoxedStrategy<String> {
    let fixed = |texts: &[&str]| select(texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>());
    let in_quotes =
        |texts: Vec<String>| select(texts.iter().map(|t| quoted(t)).collect::<Vec<_>>());
    let relative = || {
        fixed(&[
            "today",
            "today - 1",
            "today + 30",
            "this_month",
            "last_week",
            "next_year",
            "last_7_days",
            "this_fiscal_year",
            "next_fiscal_year",
        ])
    };
    let ids = || in_quotes(IDS.iter().map(|n| record_id(*n).to_string()).collect());
    match kind {
        Kind::Text { .. } => in_quotes(TEXTS.iter().map(|t| (*t).to_owned()).collect()).boxed(),
        Kind::Choice { .. } | Kind::Choices { .. } => in_quotes(codes).boxed(),
        Kind::Number { scale } => number(*scale).prop_map(|n| n.to_string()).boxed(),
        Kind::Money => number(4).prop_map(|n| n.to_string()).boxed(),
        Kind::Date => {
            prop_oneof![relative(), day().prop_map(|day| quoted(&day.to_string()))].boxed()
        }
        Kind::Instant => prop_oneof![
            relative(),
            fixed(&["now", "now - 2h", "now + 30m", "\"2026-11-23\""]),
            instant().prop_map(|at| quoted(&at.to_string())),
        ]
        .boxed(),
        Kind::Time => time().prop_map(|time| quoted(&time.to_string())).boxed(),
        Kind::Duration => fixed(&["90s", "1h", "3600", "1d", "-1m", "0"]).boxed(),
        Kind::Bool => fixed(&["true", "false"]).boxed(),
        Kind::Link { .. } | Kind::Id => ids().boxed(),
        Kind::Principal => prop_oneof![fixed(&["me", "my_team"]), ids()].boxed(),
        Kind::Currency => fixed(&["\"EUR\"", "\"CHF\"", "\"USD\""]).boxed(),
        Kind::Point => circle().boxed(),
        Kind::Rich { .. } | Kind::Address | Kind::File => fixed(&["\"-\""]).boxed(),
    }
}
