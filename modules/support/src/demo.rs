//! Devices of customers to look at.

use kernel::{Link, Result, Value};
use records::{Cx, Input, ListQuery, Record, When};

/// Serial numbers with how many days ago each was sold, and the years of its warranty.
const SOLD: [(&str, i64, i64); 8] = [
    ("SR220-4471-A", 40, 3),
    ("SR220-4471-B", 40, 3),
    ("SR220-3902-C", 700, 2),
    ("MX27-000118", 320, 1),
    ("MX27-000119", 320, 1),
    ("AP6-77F2-0031", 15, 2),
    ("AP6-77F2-0032", 15, 2),
    ("USV-15K-2204", 1100, 3),
];

/// Gives customers devices, most of them under warranty.
///
/// # Errors
/// What saving says.
pub async fn fill(people: &[Cx]) -> Result<()> {
    let Some(cx) = people.first() else { return Ok(()) };
    let products = found(cx, "product", r#"category = "hardware" and kind = "single""#).await?;
    let accounts = found(cx, "account", "").await?;
    if products.is_empty() || accounts.is_empty() {
        return Ok(());
    }
    let today = When::present(cx).day;
    for (at, (number, days, years)) in SOLD.into_iter().enumerate() {
        let sold = today.plus_days(-days);
        let values = Input::of([
            ("product", link("product", &products[at % products.len()])),
            ("account", link("account", &accounts[at * 3 % accounts.len()])),
            ("serial_number", Value::text(number)),
            ("sold_on", Value::Date(sold)),
            ("commissioned_on", Value::Date(sold.plus_days(2))),
            ("warranty_until", Value::Date(sold.plus_days(365 * years))),
        ]);
        records::create(&people[at % people.len()], "asset", values).await?;
    }
    Ok(())
}

fn link(module: &str, record: &Record) -> Value {
    Value::Link(Link::new(module, record.id))
}

async fn found(cx: &Cx, module: &str, filter: &str) -> Result<Vec<Record>> {
    let list = ListQuery {
        filter: filter.into(),
        sort: "title".into(),
        limit: 50,
        ..ListQuery::default()
    };
    Ok(records::find(cx, module, &list).await?.page.records)
}
