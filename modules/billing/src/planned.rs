//! Instalment plans of the firm, with an instalment that is due.

use kernel::{Decimal, Line, Link, Result, Value};
use records::{Answers, Cx, Input, ListQuery, When};

use crate::instalment_plan::fields;
use crate::plan_line::fields as line;

/// Plans: what they are called, and percent and days from now of their instalments.
const PLANS: [(&str, &[(i64, i64)]); 2] =
    [("30 / 40 / Rest", &[(30, -5), (40, 30)]), ("Hälfte bei Auftrag", &[(50, -1)])];

/// Gives confirmed orders plans; what is due is billed by the run.
///
/// # Errors
/// What saving says.
pub async fn fill(cx: &Cx) -> Result<()> {
    let list = ListQuery {
        filter: r#"stage = "confirmed" and billed_amount is empty"#.into(),
        limit: PLANS.len(),
        ..ListQuery::default()
    };
    let orders = records::find(cx, "sales_order", &list).await?.page.records;
    let today = When::present(cx).day;
    for ((name, shares), order) in PLANS.into_iter().zip(&orders) {
        let instalment = |(percent, days): &(i64, i64)| {
            Line::of("instalment")
                .with(line::DUE_ON.name(), Value::Date(today.plus_days(*days)))
                .with(line::SHARE.name(), Value::Decimal(Decimal::from(*percent)))
        };
        let last = Line::of("final").with(line::DUE_ON.name(), Value::Date(today.plus_days(60)));
        let lines = shares.iter().map(instalment).chain([last]).collect();
        let values = Input::of([
            (fields::NAME.name(), Value::text(name)),
            (fields::SALES_ORDER.name(), Value::Link(Link::new("sales_order", order.id))),
            (fields::LINES.name(), Value::of_lines(lines)),
        ]);
        let made = records::create(cx, "instalment_plan", values).await?;
        let of = (made.id, None);
        records::act(cx, "instalment_plan", of, "activate", Answers::default()).await?;
    }
    records::run_errand(cx, "instalment_plan", "bill").await.map(drop)
}
