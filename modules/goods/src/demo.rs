//! Goods of a firm that sells systems and looks after them.

use kernel::{Currency, Date, Decimal, Line, Link, Money, Result, Value};
use records::{BatchRow, Cx, Input, save_batch};

use crate::pricing;

/// Name, category, our number there.
const VENDORS: [(&str, &str, &str); 4] = [
    ("Elektro Großhandel Nord", "wholesaler", "K-20481"),
    ("Falkenstein Messtechnik GmbH", "manufacturer", "100712"),
    ("Datacenter Mitte AG", "service_provider", "BS-0099"),
    ("Kabel & Klemmen OHG", "wholesaler", "7731"),
];
/// Name, name in English, number, category, unit, worth and cost in cents, stock, reorder level,
/// and which supplier.
type Product =
    (&'static str, &'static str, &'static str, &'static str, &'static str, [i64; 4], usize);
const PRODUCTS: [Product; 12] = [
    ("Server SR 220", "Server SR 220", "HW-0220", "hardware", "piece", [249_000, 198_000, 6, 3], 0),
    ("Server SR 440", "Server SR 440", "HW-0440", "hardware", "piece", [489_000, 402_500, 2, 2], 0),
    (
        "Arbeitsplatz-PC Kompakt",
        "Compact workstation",
        "HW-1100",
        "hardware",
        "piece",
        [94_900, 71_200, 18, 10],
        0,
    ),
    (
        "Monitor 27 Zoll",
        "27 inch monitor",
        "HW-2700",
        "hardware",
        "piece",
        [31_900, 22_400, 24, 12],
        0,
    ),
    (
        "Netzwerkschrank 24 HE",
        "Network cabinet 24 U",
        "HW-3024",
        "hardware",
        "piece",
        [68_500, 45_900, 3, 2],
        3,
    ),
    ("Messfühler TP 3", "Sensor TP 3", "ET-0003", "spare_part", "piece", [12_750, 7_800, 4, 20], 1),
    ("Akkupack USV", "UPS battery pack", "ET-0110", "spare_part", "set", [15_900, 9_950, 11, 6], 0),
    (
        "Netzwerkkabel Cat 7",
        "Network cable Cat 7",
        "VM-0007",
        "consumable",
        "metre",
        [145, 62, 2_400, 500],
        3,
    ),
    (
        "Klemmleiste 12-fach",
        "Terminal strip, 12 poles",
        "VM-0012",
        "consumable",
        "package",
        [2_490, 1_120, 40, 50],
        3,
    ),
    (
        "Etiketten Inventar",
        "Inventory labels",
        "VM-0900",
        "consumable",
        "roll",
        [1_890, 780, 15, 5],
        3,
    ),
    (
        "Lizenz Einsatzplanung",
        "Field service licence",
        "SW-0100",
        "software",
        "year",
        [118_000, 0, 0, 0],
        2,
    ),
    (
        "Lizenz Dokumentenlenkung",
        "Document control licence",
        "SW-0200",
        "software",
        "year",
        [86_000, 0, 0, 0],
        2,
    ),
];
/// Name, name in English, number, category, unit, worth and cost in cents.
type Service = (&'static str, &'static str, &'static str, &'static str, &'static str, [i64; 2]);
const SERVICES: [Service; 8] = [
    ("Beratung", "Consulting", "DL-B1", "consulting", "hour", [14_500, 6_200]),
    ("Projektleitung", "Project management", "DL-B2", "consulting", "day", [128_000, 54_000]),
    (
        "Einrichtung vor Ort",
        "Installation on site",
        "DL-I1",
        "installation",
        "hour",
        [11_900, 5_100],
    ),
    ("Inbetriebnahme", "Commissioning", "DL-I2", "installation", "flat_rate", [95_000, 41_000]),
    ("Wartung Grundpaket", "Basic maintenance", "DL-W1", "maintenance", "month", [18_900, 7_400]),
    (
        "Wartung mit Rufbereitschaft",
        "Maintenance with on-call duty",
        "DL-W2",
        "maintenance",
        "month",
        [44_900, 21_000],
    ),
    ("Schulung", "Training", "DL-S1", "training", "day", [112_000, 46_000]),
    ("Anfahrt", "Travel", "DL-R1", "travel", "kilometre", [72, 45]),
];

/// Gives the firm goods; what is on stock came in and went out over the last weeks.
///
/// # Errors
/// What saving says.
pub async fn fill(people: &[Cx]) -> Result<()> {
    let Some(cx) = people.first() else { return Ok(()) };
    let vendors = save(cx, "vendor", VENDORS.iter().map(vendor).collect()).await?;
    let rows = PRODUCTS.iter().map(|one| product(one, &vendors)).collect();
    let products = save(cx, "product", rows).await?;
    let services = save(cx, "service", SERVICES.iter().map(service).collect()).await?;
    save(cx, "product", vec![bundle(&products, &services)]).await?;
    pricing::demo::fill(cx, &products).await?;
    let day = cx.now().in_zone(&cx.locale.zone).0;
    let kept = PRODUCTS.iter().zip(&products).filter(|(one, _)| one.5[2] > 0);
    let moved = kept.enumerate().flat_map(|(n, (one, link))| movements(one, link, (n, day)));
    save(cx, "stock_movement", moved.collect()).await.map(drop)
}

async fn save(cx: &Cx, module: &str, rows: Vec<Input>) -> Result<Vec<Link>> {
    let rows = rows.into_iter().map(BatchRow::Create).collect();
    let saved = save_batch(cx, module, rows).await?;
    saved.into_iter().map(|saved| Ok(Link::new(module, saved?.id))).collect()
}

fn money(cents: i64) -> Value {
    Value::Money(Money { amount: Decimal::new(cents, 2), currency: Currency::EUR })
}

fn vendor((name, category, number): &(&str, &str, &str)) -> Input {
    Input::of([
        ("name", Value::text(name)),
        ("category", Value::text(category)),
        ("customer_number", Value::text(number)),
        ("payment_days", Value::Decimal(Decimal::from(30))),
        ("lead_days", Value::Decimal(Decimal::from(5))),
    ])
}

fn product((name, other, code, category, unit, n, by): &Product, vendors: &[Link]) -> Input {
    let is_kept = n[2] > 0;
    let mut values = vec![
        ("name", Value::text(name)),
        ("name_other", Value::text(other)),
        ("code", Value::text(code)),
        ("category", Value::text(category)),
        ("unit", Value::text(unit)),
        ("unit_price", money(n[0])),
        ("is_stocked", Value::Bool(is_kept)),
        ("vendor", Value::Link(vendors[by % vendors.len()].clone())),
    ];
    if n[1] > 0 {
        values.push(("cost", money(n[1])));
    }
    if is_kept {
        values.push(("reorder_level", Value::Decimal(Decimal::from(n[3]))));
    }
    Input::of(values)
}

/// A desk that is ready to work at: a computer, two screens, cable, and somebody who sets it up.
fn bundle(products: &[Link], services: &[Link]) -> Input {
    let part = |(item, quantity): (&Link, i64), is_shown: bool| {
        Line::of("item")
            .with("item", Value::Link(item.clone()))
            .with("quantity", Value::Decimal(Decimal::from(quantity)))
            .with("is_shown", Value::Bool(is_shown))
    };
    let parts = vec![
        part((&products[2], 1), true),
        part((&products[3], 2), true),
        part((&products[7], 10), false),
        part((&services[2], 2), true),
    ];
    Input::of([
        ("name", Value::text("Arbeitsplatz komplett")),
        ("name_other", Value::text("Complete workstation")),
        ("code", Value::text("SET-0100")),
        ("kind", Value::text("bundle")),
        ("category", Value::text("hardware")),
        ("unit", Value::text("set")),
        ("unit_price", money(179_000)),
        ("components", Value::of_lines(parts)),
    ])
}

fn service((name, other, code, category, unit, n): &Service) -> Input {
    Input::of([
        ("name", Value::text(name)),
        ("name_other", Value::text(other)),
        ("code", Value::text(code)),
        ("category", Value::text(category)),
        ("unit", Value::text(unit)),
        ("unit_price", money(n[0])),
        ("cost", money(n[1])),
    ])
}

/// More came in than is there, and the rest went out.
fn movements(product: &Product, link: &Link, (n, day): (usize, Date)) -> [Input; 2] {
    let stock = product.5[2];
    let away = i64::try_from(n).unwrap_or(0);
    let issued = stock / 3 + 1;
    let row = |kind: &str, quantity: i64, days: i64, reference: String| {
        Input::of([
            ("product", Value::Link(link.clone())),
            ("kind", Value::text(kind)),
            ("quantity", Value::Decimal(Decimal::from(quantity))),
            ("booked_on", Value::Date(day.plus_days(-days))),
            ("reference", Value::text(&reference)),
        ])
    };
    [
        row("receipt", stock + issued, 40 + away, format!("Wareneingang {}", 4_100 + n)),
        row("issue", -issued, 3 + away, format!("Entnahme {}", 880 + n)),
    ]
}
