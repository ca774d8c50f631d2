//! Devices of customers to look at.

use kernel::{Link, Result, Value};
use records::{Cx, Input, ListQuery, Record, When};

/// Serial numbers with how many days ago each was sold, and the years of its warranty.
const SOLD: [(&str, i64, i64); 8] = [
    ("24-0118-447A", 40, 3),
    ("24-0118-447B", 40, 3),
    ("22-3902-118C", 700, 2),
    ("25-0771-204", 320, 1),
    ("25-0771-205", 320, 1),
    ("26-1140-031", 15, 2),
    ("26-1140-032", 15, 2),
    ("23-2204-907", 1100, 3),
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
