//! What payments of a statement may be for.

use std::collections::{BTreeMap, BTreeSet};

use banking::matching::{Discount, Matcher, OpenItem, Payment, Proposal};
use kernel::{Date, Decimal, Link, Money, RecordId, Result, Value};
use records::{Record, Work};

use crate::allocation::signed;
use crate::invoice::fields as invoice;
use crate::settlement::OPEN;

/// Open documents at most among which is looked.
const MOST: usize = 50_000;
/// Below this nobody is told what a payment may be for.
const LEAST: u8 = 50;

/// Open documents as a matcher wants them, with who owes each.
pub struct Open {
    items: Vec<OpenItem>,
    owing: BTreeMap<String, Value>,
}

/// Modules of documents that are open, with the stages in which they are, the field that names the
/// other side and the one that numbers them on its statements.
const OPEN_DOCUMENTS: [(&str, &str, &str, &str); 3] = [
    ("invoice", ISSUED, "account", "number"),
    ("credit_note", ISSUED, "account", "number"),
    ("incoming_invoice", r#"stage in ("approved", "partly_paid")"#, "vendor", "vendor_number"),
];

const ISSUED: &str = r#"stage in ("issued", "partly_paid")"#;

/// Documents that are open, as far as the actor reaches them; `ibans` are those by which
/// organisations are known.
///
/// # Errors
/// When the database fails.
pub fn open(work: &mut Work<'_, '_>, ibans: &BTreeMap<RecordId, BTreeSet<String>>) -> Result<Open> {
    let cx = work.cx;
    let today = records::When::present(cx).day;
    let mut open = Open { items: Vec::new(), owing: BTreeMap::new() };
    for (code, filter, party, number) in OPEN_DOCUMENTS {
        let module = cx.module(code)?;
        // What was kept when a document was issued is shown to nobody; it says who owes it.
        let own = cx.engine.system("an open document names who owes it");
        let kept = work.found(&own, (code, filter), MOST)?.into_iter();
        let kept: BTreeMap<RecordId, Record> = kept.map(|record| (record.id, record)).collect();
        for record in work.found(cx, (code, filter), MOST)? {
            let kept = kept.get(&record.id).map(|kept| names(&module, kept));
            let link = Link::new(code, record.id);
            let value = |name: &str| record.value(&module, name).clone();
            let text = |name: &str| value(name).as_text().to_owned();
            let Value::Money(money) = value(OPEN.name()) else { continue };
            let open_amount = Money { amount: signed(&link, money.amount), ..money };
            let party = value(party);
            let known = match &party {
                Value::Link(party) => ibans.get(&party.id),
                _ => None,
            };
            let printed = said(text("iban").replace(' ', ""));
            // Orders of ours name what they pay by our own number.
            let ours = said(text("number")).filter(|_| number != "number");
            let references = [said(text("payment_reference")), ours];
            let item = OpenItem {
                id: named(&link),
                number: text(number),
                names: kept.unwrap_or_default(),
                ibans: known.into_iter().flatten().cloned().chain(printed).collect(),
                open: open_amount.amount,
                currency: money.currency,
                due_on: day(&value("due_on")).unwrap_or(today),
                discounts: discounts(&module, &record, open_amount),
                references: references.into_iter().flatten().collect(),
            };
            open.owing.insert(item.id.clone(), party);
            open.items.push(item);
        }
    }
    Ok(open)
}

/// A text as a list; an empty one is none.
fn said(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

impl Open {
    /// Proposes for payments, in their order, what each may be for; what one takes is not proposed
    /// for a later one.
    pub fn proposals(&self, payments: &[Payment]) -> Vec<Option<Proposal>> {
        let matcher = Matcher::new(&self.items);
        let mut taken = BTreeSet::new();
        let propose = |payment: &Payment| {
            let sure = matcher.propose(payment).into_iter().filter(|one| LEAST <= one.confidence);
            let mut free =
                sure.filter(|one| one.items.iter().all(|item| !taken.contains(&item.id)));
            let found = free.next()?;
            taken.extend(found.items.iter().map(|item| item.id.clone()));
            Some(found)
        };
        payments.iter().map(propose).collect()
    }

    /// Who owes a document.
    pub fn owing(&self, id: &str) -> Value {
        self.owing.get(id).cloned().unwrap_or_default()
    }
}

/// By what a document is known among open ones.
fn named(link: &Link) -> String {
    format!("{}:{}", link.module, link.id)
}

/// The document that is known so.
pub fn link(id: &str) -> Option<Link> {
    let (module, id) = id.split_once(':')?;
    Some(Link::new(module, id.parse().ok()?))
}

/// What whoever owes a document, or is owed it, is called there.
fn names(module: &catalog::Module, kept: &Record) -> Vec<String> {
    let text = |name: &str| kept.value(module, name).as_text().to_owned();
    let parties: Option<crate::output::Parties> = serde_json::from_str(&text("letterhead")).ok();
    let account = parties.and_then(|parties| parties.account.text("name"));
    let of_supplier = [text("seller_name"), text("account_holder")];
    account.into_iter().chain(of_supplier.into_iter().filter_map(said)).collect()
}

fn day(value: &Value) -> Option<Date> {
    if let Value::Date(day) = value { Some(*day) } else { None }
}

fn discounts(module: &catalog::Module, record: &Record, open: Money) -> Vec<Discount> {
    if module.field(invoice::CASH_DISCOUNT_ON.name()).is_none() {
        return Vec::new();
    }
    let until = day(record.value(module, invoice::CASH_DISCOUNT_ON.name()));
    let rate = match record.value(module, invoice::CASH_DISCOUNT_RATE.name()) {
        Value::Decimal(rate) => Some(*rate),
        _ => None,
    };
    let discount = until.zip(rate).map(|(until, rate)| {
        let off = open.amount * rate / Decimal::ONE_HUNDRED;
        let amount = goods::position::reckon::round(off, open.currency.places());
        Discount { amount, until }
    });
    discount.into_iter().collect()
}
