//! How the orders of a firm to look at go on: delivered in parts, billed ahead, billed to the end.

use kernel::{Decimal, Result, Value};
use records::{Answers, Cx, Input, ListQuery, Record, When};

/// Goes on with the confirmed order that is the nth.
///
/// # Errors
/// What saving says.
pub async fn go_on(cx: &Cx, order: &Record, nth: usize) -> Result<()> {
    match nth % 6 {
        1 => {
            let note = delivered(cx, order, Share::All).await?;
            acted(cx, ("delivery_note", &note), "bill", Answers::default()).await?;
        }
        2 => {
            let note = delivered(cx, order, Share::Half).await?;
            acted(cx, ("delivery_note", &note), "bill", Answers::default()).await?;
        }
        3 => drop(instalment(cx, order, (30, 52)).await?),
        4 => {
            instalment(cx, order, (30, 0)).await?;
            instalment(cx, order, (40, 0)).await?;
            acted(cx, ("sales_order", order), "bill_final", Answers::default()).await?;
            let last = newest(cx, "invoice").await?;
            let day = Value::Date(When::present(cx).day);
            let supplied = Input::of([("supply_from", day)]);
            let last = records::update(cx, "invoice", last.id, None, supplied).await?;
            acted(cx, ("invoice", &last), "issue", Answers::default()).await?;
        }
        5 => acted(cx, ("sales_order", order), "deliver", Answers::default()).await.map(drop)?,
        _ => acted(cx, ("sales_order", order), "bill", Answers::default()).await.map(drop)?,
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Share {
    All,
    Half,
}

async fn delivered(cx: &Cx, order: &Record, share: Share) -> Result<Record> {
    acted(cx, ("sales_order", order), "deliver", Answers::default()).await?;
    let note = newest(cx, "delivery_note").await?;
    let module = cx.module("delivery_note")?;
    let mut lines = note.value(&module, "lines").lines().to_vec();
    for line in &mut lines {
        if let (Share::Half, Value::Decimal(many)) = (share, line.cell("quantity").clone()) {
            let half = (many / Decimal::TWO).ceil();
            line.set("quantity", Value::Decimal(half));
        }
    }
    let values = Input::of([
        ("lines", Value::of_lines(lines)),
        ("carrier", Value::text("Elbspedition")),
        ("tracking", Value::text("0034 0434 1612 0000 07")),
    ]);
    let note = records::update(cx, "delivery_note", note.id, None, values).await?;
    acted(cx, ("delivery_note", &note), "deliver", Answers::default()).await
}

/// A share in percent, billed so many days ago.
async fn instalment(cx: &Cx, order: &Record, (percent, ago): (i64, i64)) -> Result<Record> {
    let said = Answers::of([("percent", Value::Decimal(Decimal::from(percent)))]);
    acted(cx, ("sales_order", order), "instalment", said).await?;
    let invoice = newest(cx, "invoice").await?;
    let day = Value::Date(When::present(cx).day.plus_days(-ago));
    let written = Input::of([("invoice_date", day)]);
    let invoice = records::update(cx, "invoice", invoice.id, None, written).await?;
    acted(cx, ("invoice", &invoice), "issue", Answers::default()).await
}

async fn newest(cx: &Cx, module: &str) -> Result<Record> {
    let list = ListQuery { limit: 1, sort: "-created_at".into(), ..ListQuery::default() };
    let found = records::find(cx, module, &list).await?.page.records.into_iter().next();
    found.ok_or(kernel::Error::NotFound)
}

async fn acted(
    cx: &Cx,
    (module, record): (&str, &Record),
    action: &str,
    answers: Answers,
) -> Result<Record> {
    records::act(cx, module, (record.id, None), action, answers).await
}
