//! Quotes, orders and invoices of a firm, around the present.

use catalog::Module;
use kernel::{Address, Decimal, Line, Link, Money, RecordId, Result, Value};
use records::{Answers, Cx, Input, ListQuery, Record};

use crate::{booked, course, planned, subscribed};

/// What is offered, with group, how many, and hundredths of a percent of discount.
const OFFERED: [(&str, u32, i64); 6] = [
    ("HW-0220", 2, 0),
    ("HW-1100", 8, 500),
    ("HW-2700", 16, 0),
    ("ET-0110", 4, 0),
    ("VM-0007", 250, 1000),
    ("HW-3024", 1, 0),
];
const SUBJECTS: [&str; 6] = [
    "Ausstattung Niederlassung",
    "Erneuerung der Arbeitsplätze",
    "Serverraum, erster Abschnitt",
    "Ersatz und Verbrauch",
    "Messplatz Halle 3",
    "Netz im Neubau",
];
const DOCUMENTS: usize = 30;

/// Gives the firm a company of its own, quotes for its opportunities, orders and invoices.
///
/// # Errors
/// What saving says.
pub async fn fill(people: &[Cx]) -> Result<()> {
    let Some(first) = people.first() else { return Ok(()) };
    let company = company(first).await?;
    let goods = goods(first).await?;
    let accounts = some(first, "account", DOCUMENTS).await?;
    for (n, account) in accounts.iter().enumerate() {
        let cx = &people[n % people.len()];
        let quote = quote(cx, (&company, account), &goods, n).await?;
        if n.is_multiple_of(3) {
            continue;
        }
        let sent = done(cx, ("quote", &quote), "send").await?;
        if n % 3 == 1 {
            continue;
        }
        done(cx, ("quote", &sent), "to_order").await?;
    }
    for (n, order) in some(first, "sales_order", DOCUMENTS).await?.iter().enumerate() {
        let confirmed = done(first, ("sales_order", order), "confirm").await?;
        course::go_on(first, &confirmed, n).await?;
    }
    for (n, invoice) in some(first, "invoice", DOCUMENTS).await?.iter().enumerate() {
        let module = first.module("invoice")?;
        if n.is_multiple_of(4) || invoice.value(&module, "stage").as_text() != "draft" {
            continue;
        }
        let day = records::When::present(first).day;
        // Every third was written long enough ago to be late by now.
        let written = if n % 3 == 2 { day.plus_days(-52) } else { day };
        let days = [("supply_from", written), ("invoice_date", written)];
        let supplied = Input::of(days.map(|(name, day)| (name, Value::Date(day))));
        let invoice = records::update(first, &module.code, invoice.id, None, supplied).await?;
        let issued = done(first, ("invoice", &invoice), "issue").await?;
        pay(first, &issued, n).await?;
    }
    correct(first).await?;
    dun(first).await?;
    subscribed::fill(first, &accounts).await?;
    planned::fill(first).await?;
    booked::fill(first).await
}

/// One invoice went to the wrong address, and one billed an hour too much.
async fn correct(cx: &Cx) -> Result<()> {
    let module = cx.module("invoice")?;
    let list = ListQuery {
        filter: r#"stage = "issued""#.into(),
        sort: "-created_at".into(),
        limit: 2,
        ..ListQuery::default()
    };
    let issued = records::find(cx, "invoice", &list).await?.page.records;
    let [wrong, dear] = issued.as_slice() else { return Ok(()) };
    let why = Answers::of([("reason", Value::text("An die falsche Niederlassung gerichtet"))]);
    records::act(cx, "invoice", (wrong.id, None), "cancel", why).await?;
    let dear = records::get(cx, "invoice", dear.id).await?;
    let hour = Line::of("item")
        .with("name", Value::text("Eine Stunde zu viel berechnet"))
        .with("tax_class", Value::text("standard"))
        .with("quantity", Value::Decimal(Decimal::ONE))
        .with("unit_price", Value::Decimal(Decimal::new(9_500, 2)));
    let carried = ["account", "company", "supply_from"];
    let carried = carried.map(|name| (name, dear.value(&module, name).clone()));
    let own = [
        ("subject", Value::text("Korrektur der Arbeitszeit")),
        ("invoice", Value::Link(Link::new("invoice", dear.id))),
        ("lines", Value::of_lines(vec![hour])),
    ];
    let note =
        records::create(cx, "credit_note", Input::of(carried.into_iter().chain(own))).await?;
    done(cx, ("credit_note", &note), "issue").await.map(drop)
}

/// Proposes dunning letters for what is late; the first one is on its way.
async fn dun(cx: &Cx) -> Result<()> {
    records::run_errand(cx, "dunning_letter", "propose").await?;
    for letter in some(cx, "dunning_letter", 1).await? {
        done(cx, ("dunning_letter", &letter), "approve").await?;
    }
    Ok(())
}

/// Some invoices are paid, some in part, and some wait.
async fn pay(cx: &Cx, invoice: &Record, n: usize) -> Result<()> {
    let mut answers = records::propose(cx, "invoice", invoice.id, "pay").await?;
    let Value::Money(open) = answers.get("amount").clone() else { return Ok(()) };
    let part = match n % 4 {
        1 => open.amount,
        2 => (open.amount / Decimal::TWO).trunc(),
        _ => return Ok(()),
    };
    let mut say = |name: &str, value: Value| drop(answers.0.insert(name.to_owned(), value));
    say("amount", Value::Money(Money { amount: part, ..open }));
    say("paid_on", Value::Date(records::When::present(cx).day));
    records::act(cx, "invoice", (invoice.id, None), "pay", answers).await?;
    Ok(())
}

async fn company(cx: &Cx) -> Result<Link> {
    let address = Address {
        street: "Speicherstraße 12".into(),
        zip: "01067".into(),
        city: "Dresden".into(),
        country: "DE".into(),
        ..Address::default()
    };
    let values = Input::of([
        ("name", Value::text("Birkenau Systemhaus GmbH")),
        ("address", Value::Address(address)),
        ("vat_id", Value::text("DE136695976")),
        ("tax_number", Value::text("201/123/40018")),
        ("email", Value::text("rechnung@birkenau.example")),
        ("managers", Value::text("Jana Richter")),
        ("register_court", Value::text("Amtsgericht Dresden")),
        ("register_number", Value::text("HRB 24817")),
        ("bank", Value::text("Elbtalbank")),
        ("iban", Value::text("DE02120300000000202051")),
        ("bic", Value::text("BYLADEM1001")),
    ]);
    let record = records::create(cx, "company", values).await?;
    Ok(Link::new("company", record.id))
}

async fn some(cx: &Cx, module: &str, limit: usize) -> Result<Vec<Record>> {
    let list = ListQuery { limit, sort: "title".into(), ..ListQuery::default() };
    Ok(records::find(cx, module, &list).await?.page.records)
}

/// Products by their number.
async fn goods(cx: &Cx) -> Result<Vec<Option<RecordId>>> {
    let module = cx.module("product")?;
    let all = some(cx, "product", 100).await?;
    let named = |code: &str| {
        let is_it = |record: &&Record| record.value(&module, "code").as_text() == code;
        all.iter().find(is_it).map(|record| record.id)
    };
    Ok(OFFERED.iter().map(|(code, ..)| named(code)).collect())
}

async fn quote(
    cx: &Cx,
    (company, account): (&Link, &Record),
    goods: &[Option<RecordId>],
    n: usize,
) -> Result<Record> {
    let module: std::sync::Arc<Module> = cx.module("account")?;
    let mut lines = vec![Line::of("group").with("name", Value::text("Geräte"))];
    for (at, (_, many, discount)) in OFFERED.iter().enumerate() {
        if at == 3 {
            lines.push(Line::of("group").with("name", Value::text("Zubehör")));
        }
        let Some(product) = goods[at].filter(|_| !(n + at).is_multiple_of(4)) else { continue };
        let mut line = Line::of("item")
            .with("item", Value::Link(Link::new("product", product)))
            .with("tax_class", Value::text("standard"))
            .with("quantity", Value::Decimal(Decimal::from(*many)));
        if *discount > 0 {
            line.set("discount", Value::Decimal(Decimal::new(*discount, 2)));
        }
        if at == 5 {
            line.set("role", Value::text("optional"));
        }
        lines.push(line);
    }
    let values = Input::of([
        ("subject", Value::text(SUBJECTS[n % SUBJECTS.len()])),
        ("account", Value::Link(account.link(&module))),
        ("company", Value::Link(company.clone())),
        ("lines", Value::of_lines(lines)),
    ]);
    records::create(cx, "quote", values).await
}

async fn done(cx: &Cx, (module, record): (&str, &Record), action: &str) -> Result<Record> {
    let of = (record.id, None);
    records::act(cx, module, of, action, Answers::default()).await
}
