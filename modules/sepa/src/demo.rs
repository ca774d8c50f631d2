//! Mandates and payment orders of a firm to look at.

use kernel::{Link, Result, Value};
use records::{Answers, Cx, Input, ListQuery, Record, When};

/// Accounts of customers, each with whether its mandate is signed.
const ACCOUNTS: [(&str, bool); 4] = [
    ("DE89370400440532013000", true),
    ("DE02500105170137075030", true),
    ("AT611904300234573201", true),
    ("DE75512108001245126199", false),
];

/// Gives the firm mandates of some customers, an order that collects, approved, and one that pays,
/// still a draft.
///
/// # Errors
/// What saving says.
pub async fn fill(people: &[Cx]) -> Result<()> {
    let Some(cx) = people.first() else { return Ok(()) };
    for company in found(cx, "company", "", 1).await? {
        let id = Input::of([("creditor_id", Value::text("DE98ZZZ09999999999"))]);
        records::update(cx, "company", company.id, None, id).await?;
    }
    let open = r#"stage in ("issued", "partly_paid") and currency = "EUR" and open_amount > 0"#;
    let invoices = found(cx, "invoice", open, 50).await?;
    let module = cx.module("invoice")?;
    let mut known: Vec<Link> = Vec::new();
    for invoice in &invoices {
        let Value::Link(account) = invoice.value(&module, "account").clone() else { continue };
        let Some((iban, is_signed)) = ACCOUNTS.get(known.len()) else { break };
        if known.contains(&account) {
            continue;
        }
        mandate(cx, &account, (iban, *is_signed)).await?;
        known.push(account);
        if *is_signed {
            done(cx, ("invoice", invoice), "collect", Answers::default()).await?;
        }
    }
    for order in found(cx, "payment_order", "", 1).await? {
        done(cx, ("payment_order", &order), "approve", Answers::default()).await?;
    }
    announce(cx).await?;
    pay(cx).await
}

/// An invoice that announces its collection is issued and waits for its day.
async fn announce(cx: &Cx) -> Result<()> {
    let module = cx.module("invoice")?;
    let ready = r#"stage = "draft" and kind = "standard" and currency = "EUR""#;
    for invoice in found(cx, "invoice", ready, 1).await? {
        let Value::Link(account) = invoice.value(&module, "account").clone() else { continue };
        mandate(cx, &account, ("DE21500500009876543210", true)).await?;
        let day = Value::Date(When::present(cx).day);
        let values = Input::of([
            ("pay_by", Value::text("direct_debit")),
            ("invoice_date", day.clone()),
            ("supply_from", day),
        ]);
        let invoice = records::update(cx, "invoice", invoice.id, None, values).await?;
        done(cx, ("invoice", &invoice), "issue", Answers::default()).await?;
    }
    Ok(())
}

/// What suppliers billed without anything to clear up is approved and waits to be paid.
async fn pay(cx: &Cx) -> Result<()> {
    let clear = r#"stage = "received" and has_findings = false and vendor is not empty"#;
    for invoice in found(cx, "incoming_invoice", clear, 3).await? {
        done(cx, ("incoming_invoice", &invoice), "approve", Answers::default()).await?;
        done(cx, ("incoming_invoice", &invoice), "transfer", Answers::default()).await?;
    }
    Ok(())
}

async fn mandate(cx: &Cx, account: &Link, (iban, is_signed): (&str, bool)) -> Result<()> {
    let pays = Input::of([("pay_by", Value::text("direct_debit"))]);
    records::update(cx, "account", account.id, None, pays).await?;
    let values = Input::of([
        ("account", Value::Link(account.clone())),
        ("iban", Value::text(iban)),
        ("place", Value::text("Dresden")),
    ]);
    let mandate = records::create(cx, "mandate", values).await?;
    if is_signed {
        let day = When::present(cx).day.plus_days(-40);
        let signed = Answers::of([("signed_on", Value::Date(day))]);
        done(cx, ("mandate", &mandate), "activate", signed).await?;
    }
    Ok(())
}

async fn found(cx: &Cx, module: &str, filter: &str, limit: usize) -> Result<Vec<Record>> {
    let list =
        ListQuery { filter: filter.into(), sort: "title".into(), limit, ..ListQuery::default() };
    Ok(records::find(cx, module, &list).await?.page.records)
}

async fn done(
    cx: &Cx,
    (module, record): (&str, &Record),
    action: &str,
    answers: Answers,
) -> Result<Record> {
    records::act(cx, module, (record.id, None), action, answers).await
}
