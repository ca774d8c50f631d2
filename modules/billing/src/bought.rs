//! What a made-up firm buys, and the invoices that its suppliers send.

use einvoice::{
    Category, CreditTransfer, Invoice, Item, Kind, Payment, Postal, Price, Profile, Syntax, Vat,
};
use goods::purchase_line::fields;
use kernel::{Currency, Date, Decimal, Error, Line, Link, Result, Value};
use records::{Answers, Cx, Input, ListQuery, Record};

/// Name of a supplier, VAT identifier, account; what is ordered: number and how many.
type Bought = (&'static str, &'static str, &'static str, &'static [(&'static str, u32)]);
const BOUGHT: [Bought; 3] = [
    (
        "Elektro Großhandel Nord",
        "DE811907980",
        "DE68210501700012345678",
        &[("HW-2700", 12), ("HW-1100", 6), ("ET-0110", 10)],
    ),
    ("Falkenstein Messtechnik GmbH", "DE812526315", "DE89370400440532013000", &[("ET-0003", 40)]),
    (
        "Kabel & Klemmen OHG",
        "DE813495425",
        "DE75512108001245126199",
        &[("VM-0007", 2_000), ("VM-0012", 60), ("HW-3024", 2)],
    ),
];

/// Orders what is short, takes in some of it, and gives the files that suppliers send.
///
/// # Errors
/// What saving says.
pub async fn fill(people: &[Cx]) -> Result<Vec<(String, Vec<u8>)>> {
    let Some(cx) = people.first() else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    for (n, bought) in BOUGHT.iter().enumerate() {
        let Some(vendor) = one(cx, "vendor", ("name", bought.0)).await? else { continue };
        let known = [("vat_id", Value::text(bought.1)), ("iban", Value::text(bought.2))];
        records::update(cx, "vendor", vendor.id, None, Input::of(known)).await?;
        let order = ordered(cx, &vendor, bought.3).await?;
        let order = done(cx, &order, "order").await?;
        match n {
            0 => drop(done(cx, &order, "receive").await?),
            1 => drop(done(cx, &half(cx, &order).await?, "receive").await?),
            _ => {}
        }
        if n < 2 {
            files.push(billed(cx, bought, &order, n)?);
        }
    }
    files.push(power(cx)?);
    Ok(files)
}

async fn one(cx: &Cx, module: &str, (field, value): (&str, &str)) -> Result<Option<Record>> {
    let filter = format!("{field} = \"{value}\"");
    let list = ListQuery { filter, limit: 1, ..ListQuery::default() };
    Ok(records::find(cx, module, &list).await?.page.records.into_iter().next())
}

async fn ordered(cx: &Cx, vendor: &Record, what: &[(&str, u32)]) -> Result<Record> {
    let mut lines = Vec::new();
    for (code, many) in what {
        let Some(product) = one(cx, "product", ("code", code)).await? else { continue };
        let line = Line::of("item")
            .with("item", Value::Link(Link::new("product", product.id)))
            .with("tax_class", Value::text("standard"))
            .with("quantity", Value::Decimal(Decimal::from(*many)));
        lines.push(line);
    }
    let values = Input::of([
        ("subject", Value::text("Lager auffüllen")),
        ("vendor", Value::Link(Link::new("vendor", vendor.id))),
        ("lines", Value::of_lines(lines)),
    ]);
    records::create(cx, "purchase_order", values).await
}

async fn done(cx: &Cx, order: &Record, action: &str) -> Result<Record> {
    records::act(cx, "purchase_order", (order.id, None), action, Answers::default()).await
}

/// Half of the first position is there.
async fn half(cx: &Cx, order: &Record) -> Result<Record> {
    let module = cx.module("purchase_order")?;
    let mut lines = order.value(&module, "lines").lines().to_vec();
    for line in lines.iter_mut().take(1) {
        let half = fields::QUANTITY.of(line).map(|many| (many / Decimal::TWO).trunc());
        fields::ARRIVING.fill(line, half);
    }
    let values = Input::of([("lines", Value::of_lines(lines))]);
    records::update(cx, "purchase_order", order.id, None, values).await
}

/// The invoice for an order; the second supplier asks for more than was agreed.
fn billed(cx: &Cx, bought: &Bought, order: &Record, n: usize) -> Result<(String, Vec<u8>)> {
    let module = cx.module("purchase_order")?;
    let day = records::When::present(cx).day;
    let mut invoice = blank((bought.0, bought.1, bought.2), day);
    invoice.number = format!("{}", 88_120 + n * 311);
    invoice.order = Some(order.value(&module, "number").as_text().to_owned());
    let lines = order.value(&module, "lines").lines().iter().enumerate();
    invoice.lines = lines
        .map(|(at, line)| {
            let price = fields::UNIT_PRICE.of(line).unwrap_or_default();
            let more = Decimal::new(i64::try_from(n).unwrap_or(0) * 35, 1);
            let name = fields::NAME.of(line).unwrap_or_default();
            let many = fields::QUANTITY.of(line).unwrap_or_default();
            position(at, (name, many, price + more))
        })
        .collect();
    file(&invoice)
}

/// A bill of somebody who is no supplier of ours yet.
fn power(cx: &Cx) -> Result<(String, Vec<u8>)> {
    let day = records::When::present(cx).day.plus_days(-12);
    let seller = ("Stadtwerke Elbtal AöR", "DE814283952", "DE12500105170648489890");
    let mut invoice = blank(seller, day);
    invoice.number = "2026-447102".into();
    let many = Decimal::from(3_412);
    invoice.lines = vec![position(0, ("Strom Oktober".into(), many, Decimal::new(2_841, 4)))];
    file(&invoice)
}

fn blank((name, vat_id, account): (&str, &str, &str), day: Date) -> Invoice {
    let postal =
        |city: &str| Postal { city: Some(city.into()), country: "DE".into(), ..Postal::default() };
    let mut invoice = einvoice::blank(day, Kind::Invoice, Currency::EUR);
    invoice.due_on = Some(day.plus_days(30));
    invoice.seller.name = name.into();
    invoice.seller.vat_id = Some(vat_id.into());
    invoice.seller.postal = postal("Leipzig");
    invoice.buyer.name = "Birkenau Systemhaus GmbH".into();
    invoice.buyer.vat_id = Some("DE136695976".into());
    invoice.buyer.postal = postal("Dresden");
    invoice.payment = Some(Payment {
        means: "58".into(),
        transfers: vec![CreditTransfer { account: account.into(), ..CreditTransfer::default() }],
        ..Payment::default()
    });
    invoice
}

fn position(at: usize, (name, quantity, net): (String, Decimal, Decimal)) -> einvoice::Line {
    einvoice::Line {
        id: (at + 1).to_string(),
        note: None,
        object: None,
        quantity,
        unit: "H87".into(),
        order_line: None,
        accounting: None,
        period: None,
        adjustments: Vec::new(),
        price: Price { net, ..Price::default() },
        vat: Vat { category: Category::Standard, rate: Some(Decimal::from(19)) },
        item: Item { name, ..Item::default() },
        sub_lines: Vec::new(),
    }
}

fn file(invoice: &Invoice) -> Result<(String, Vec<u8>)> {
    let bytes = einvoice::write(invoice, Profile::En16931, Syntax::Ubl)
        .map_err(|refusal| Error::internal(format!("an invoice is not writable: {refusal:?}")))?;
    Ok((format!("{}.xml", invoice.number), bytes))
}
