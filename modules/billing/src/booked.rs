//! What the bank of a firm to look at says, and what its tax consultant gets.

use kernel::{Date, Result, Value};
use records::{Cx, Input, ListQuery, Record, When};

/// Reads a statement in which some open invoices are paid, and makes an export of this month.
///
/// # Errors
/// What saving says.
pub async fn fill(cx: &Cx) -> Result<()> {
    let today = When::present(cx).day;
    let bytes = statement(cx, today).await?.into_bytes();
    let input = records::read_file(cx, "bank_statement", bytes.into()).await?;
    records::within(cx, move |work| work.take_in("bank_statement", input.clone())).await?;
    let chart = Input::of([
        ("name", Value::text("Buchhaltung Birkenau")),
        ("consultant", Value::text("29098")),
        ("client", Value::text("55003")),
    ]);
    records::create(cx, "chart_of_accounts", chart).await?;
    let (year, month, _) = today.ymd();
    let first = Date::new(year, month, 1).expect("every month has a first day");
    let month = Input::of([
        ("from", Value::Date(first)),
        ("until", Value::Date(first.plus_months(1).plus_days(-1))),
    ]);
    records::create(cx, "datev_export", month).await.map(drop)
}

/// A table of the bank: two invoices are paid, the power is, and somebody says nothing of use.
async fn statement(cx: &Cx, day: Date) -> Result<String> {
    let module = cx.module("invoice")?;
    let list = ListQuery {
        filter: r#"stage = "issued""#.into(),
        sort: "invoice_date".into(),
        limit: 2,
        ..ListQuery::default()
    };
    let found = records::find(cx, "invoice", &list).await?;
    let (year, month, of_month) = day.ymd();
    let day = format!("{of_month:02}.{month:02}.{year}");
    let mut rows = vec![
        "Buchungstag;Wertstellung;Auftraggeber/Empfänger;IBAN;Verwendungszweck;Betrag;Währung"
            .to_owned(),
    ];
    for record in &found.page.records {
        let text = |name: &str| record.value(&module, name).as_text().to_owned();
        let owing = match record.value(&module, "account") {
            Value::Link(link) => found.titles.get(&link.id).cloned().unwrap_or_default(),
            _ => String::new(),
        };
        let (number, open) = (text("number"), open(&module, record));
        rows.push(format!("{day};{day};{owing};DE89370400440532013000;{number};{open};EUR"));
    }
    let iban = "DE02500105170137075030";
    rows.push(format!("{day};{day};Stadtwerke Elbtal AöR;{iban};Strom Oktober;-1153,53;EUR"));
    rows.push(format!("{day};{day};Vogel & Söhne;;Danke;250,00;EUR"));
    Ok(rows.join("\n"))
}

fn open(module: &catalog::Module, record: &Record) -> String {
    match record.value(module, "open_amount") {
        Value::Money(money) => money.amount.round_dp(2).to_string().replace('.', ","),
        _ => "0,00".into(),
    }
}
