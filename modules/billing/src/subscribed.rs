//! Subscriptions of the firm, some of them due.

use kernel::{Line, Link, Result, Value};
use records::{Answers, Cx, Input, Record, When};

use crate::subscription::fields;

/// What is billed again and again: subject, interval, months since the first, price.
const SUBSCRIPTIONS: [(&str, &str, i32, i64); 5] = [
    ("Wartung Serverraum", "quarterly", 6, 1_180),
    ("Fernwartung, 20 Arbeitsplätze", "monthly", 3, 390),
    ("Lizenzen Warenwirtschaft", "yearly", 12, 4_250),
    ("Datensicherung außer Haus", "monthly", 1, 149),
    ("Rufbereitschaft", "half_yearly", 2, 960),
];

/// Gives organisations subscriptions; what is due is billed by the run.
///
/// # Errors
/// What saving says.
pub async fn fill(cx: &Cx, accounts: &[Record]) -> Result<()> {
    let today = When::present(cx).day;
    for ((subject, interval, months, price), account) in SUBSCRIPTIONS.into_iter().zip(accounts) {
        let line = Line::of("item")
            .with("name", Value::text(subject))
            .with("tax_class", Value::text("standard"))
            .with("quantity", Value::Decimal(1.into()))
            .with("unit_price", Value::Decimal(price.into()));
        let starts_on = today.plus_months(-months);
        let values = Input::of([
            (fields::SUBJECT.name(), Value::text(subject)),
            (fields::ACCOUNT.name(), Value::Link(Link::new("account", account.id))),
            (fields::INTERVAL.name(), Value::text(interval)),
            (fields::STARTS_ON.name(), Value::Date(starts_on)),
            (fields::LINES.name(), Value::of_lines(vec![line])),
        ]);
        let made = records::create(cx, "subscription", values).await?;
        let of = (made.id, None);
        records::act(cx, "subscription", of, "activate", Answers::default()).await?;
    }
    records::run_errand(cx, "subscription", "bill").await.map(drop)
}
