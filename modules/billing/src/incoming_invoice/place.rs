//! Whom an incoming invoice is from, whom it is for, and what was ordered: found, never made.

use std::collections::BTreeMap;

use catalog::filter::quoted;
use kernel::{Error, FieldProblem, Link, Result, Value};
use records::{Input, Record, Work};

/// Values of an invoice by the names of its fields.
pub type Values = BTreeMap<String, Value>;

/// Finds what a file that was read points to; one that stands here already is refused.
///
/// # Errors
/// `Invalid` `read_already` at `file`, with the number of the invoice that was made of it.
pub fn file(work: &mut Work<'_, '_>, input: &mut Input) -> Result<()> {
    let hash = input.values.get("file_hash").map(Value::as_text).unwrap_or_default();
    let cx = work.cx.engine.system("a file is read once, whoever brings it");
    let filter = format!("file_hash = {}", quoted(hash));
    if let Some(there) = work.found(&cx, ("incoming_invoice", &filter), 50)?.first() {
        let number = there.title.clone();
        let problem = FieldProblem::new("file", "read_already").with("number", number);
        return Err(Error::Invalid(vec![problem]));
    }
    let found = all(work, &input.values)?;
    input.values.extend(found);
    Ok(())
}

/// What can be found of what is not said yet.
///
/// # Errors
/// When the database fails.
pub fn all(work: &mut Work<'_, '_>, values: &Values) -> Result<Values> {
    let mut found = Values::new();
    let is_said = |name: &str| values.get(name).is_some_and(|value| !value.is_empty());
    if !is_said("company") {
        found.extend(company(work, values)?.map(|link| ("company".to_owned(), link)));
    }
    if !is_said("vendor")
        && let Some((vendor, by)) = vendor(work, values)?
    {
        found.insert("vendor".into(), vendor);
        found.insert("vendor_found_by".into(), Value::text(by));
    }
    let vendor = found.get("vendor").or(values.get("vendor")).cloned();
    if !is_said("purchase_order")
        && let Some((order, by)) = order(work, values, vendor.as_ref())?
    {
        found.insert("purchase_order".into(), order);
        found.insert("order_found_by".into(), Value::text(by));
    }
    Ok(found)
}

/// The only record that a filter finds; several are no answer.
fn only(work: &mut Work<'_, '_>, module: &str, filter: &str) -> Result<Option<Record>> {
    let cx = work.cx.clone();
    let mut found = work.found(&cx, (module, filter), 50)?.into_iter();
    let first = found.next();
    Ok(first.filter(|_| found.next().is_none()))
}

fn text<'v>(values: &'v Values, name: &str) -> Option<&'v str> {
    values.get(name).map(|value| value.as_text().trim()).filter(|text| !text.is_empty())
}

/// A number as it is compared: without blanks, points and dashes, in capital letters.
pub fn plain(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.collect::<String>().to_uppercase()
}

/// How a number is written, as it was and plain: both are looked for.
fn either(path: &str, number: &str) -> String {
    let plain = plain(number);
    // An IBAN is mostly kept in groups of four.
    let grouped: Vec<String> =
        plain.chars().collect::<Vec<_>>().chunks(4).map(|group| group.iter().collect()).collect();
    let all = [quoted(number), quoted(&plain), quoted(&grouped.join(" "))];
    format!("{path} in ({})", all.join(", "))
}

/// The company whose number the file says it is for.
fn company(work: &mut Work<'_, '_>, values: &Values) -> Result<Option<Value>> {
    let Some(id) = text(values, "buyer_vat_id") else { return Ok(None) };
    let found = only(work, "company", &either("vat_id", id))?;
    Ok(found.map(|record| Value::Link(Link::new("company", record.id))))
}

/// The supplier by what says most first, and by what they were found.
fn vendor(work: &mut Work<'_, '_>, values: &Values) -> Result<Option<(Value, &'static str)>> {
    let mut ways: Vec<(&'static str, String)> = Vec::new();
    if let Some(id) = text(values, "seller_vat_id") {
        ways.push(("vat_id", either("vat_id", id)));
        ways.push(("vat_id", either("account.vat_id", id)));
    }
    let more = [("tax_number", "seller_tax_number"), ("iban", "iban")];
    for (name, said) in more {
        ways.extend(text(values, said).map(|number| (name, either(name, number))));
    }
    if let Some(name) = text(values, "seller_name") {
        ways.push(("name", format!("name = {}", quoted(name))));
    }
    for (by, filter) in ways {
        if let Some(record) = only(work, "vendor", &filter)? {
            return Ok(Some((Value::Link(Link::new("vendor", record.id)), by)));
        }
    }
    Ok(None)
}

/// The order by its number, which the file names (BT-13), or one of the supplier that is open.
fn order(
    work: &mut Work<'_, '_>,
    values: &Values,
    vendor: Option<&Value>,
) -> Result<Option<(Value, &'static str)>> {
    let link = |record: &Record| Value::Link(Link::new("purchase_order", record.id));
    if let Some(number) = text(values, "order_reference") {
        let filter = format!("number = {}", quoted(number));
        let found = only(work, "purchase_order", &filter)?;
        return Ok(found.map(|record| (link(&record), "number")));
    }
    let Some(Value::Link(vendor)) = vendor else { return Ok(None) };
    let open = format!(
        "vendor = \"{}\" and stage in (\"ordered\", \"partly_received\", \"received\")",
        vendor.id
    );
    let cx = work.cx.clone();
    let module = cx.module("purchase_order")?;
    let found = work.found(&cx, ("purchase_order", &open), 50)?;
    let net = values.get("net");
    let mut same = found.iter().filter(|order| net == Some(order.value(&module, "net")));
    if let (Some(order), None) = (same.next(), same.next()) {
        return Ok(Some((link(order), "amount")));
    }
    let is_awaited = |order: &&Record| order.value(&module, "stage").as_text() != "received";
    let mut awaited = found.iter().filter(is_awaited);
    let only = awaited.next().filter(|_| awaited.next().is_none());
    Ok(only.map(|order| (link(order), "only_one")))
}
