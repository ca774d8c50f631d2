//! Which records stand in an export.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use catalog::Module;
use datev::chart::Chart;
use kernel::{Date, Error, Link, RecordId, Result, Value};
use records::{Cx, ListQuery, Record};

use super::fields;
use crate::allocation::fields as allocation;
use crate::chart_of_accounts as chart;

/// A record with the module it belongs to.
pub struct Held {
    /// Its module.
    pub module: Arc<Module>,
    /// The record.
    pub record: Record,
}

impl Held {
    /// What a field holds.
    pub fn value(&self, name: &str) -> &Value {
        self.record.value(&self.module, name)
    }

    /// The record that a link field leads to.
    pub fn link(&self, name: &str) -> Option<Link> {
        if let Value::Link(link) = self.value(name) { Some(link.clone()) } else { None }
    }

    /// The day that a field holds.
    pub fn day(&self, name: &str) -> Option<Date> {
        if let Value::Date(day) = self.value(name) { Some(*day) } else { None }
    }
}

/// Everything an export is made of.
pub struct Gathered {
    /// The chart by which is booked.
    pub chart: Chart,
    /// Its record.
    pub setup: Held,
    /// Issued documents of the time.
    pub documents: Vec<Held>,
    /// Payments of the time, also those that came back later.
    pub payments: Vec<Held>,
    /// Payments that came back within the time.
    pub returned: Vec<Held>,
    /// Documents that payments settle, of any time.
    pub settled: BTreeMap<RecordId, Held>,
    /// Organisations of all of them.
    pub accounts: BTreeMap<RecordId, Held>,
}

/// Documents and payments at most in one export.
const MOST: usize = 50_000;

/// Reads what stands in an export.
///
/// # Errors
/// `Conflict` `export_too_long`; when the database fails.
pub async fn gathered(cx: &Cx, module: &Module, export: &Record) -> Result<Gathered> {
    let day = |name: &str| match export.value(module, name) {
        Value::Date(day) => day.to_string(),
        _ => String::new(),
    };
    let (from, until) = (day(fields::FROM.name()), day(fields::UNTIL.name()));
    let Value::Link(link) = export.value(module, fields::CHART.name()) else {
        return Err(Error::NotFound);
    };
    let setup = held(cx, link).await?;
    let Some(company) = setup.link(chart::fields::COMPANY.name()) else {
        return Err(Error::NotFound);
    };
    let within = |name: &str| {
        let company = company.id;
        format!(r#"company = "{company}" and {name} >= "{from}" and {name} <= "{until}""#)
    };
    let mut documents = Vec::new();
    for code in ["invoice", "credit_note", "cancellation"] {
        let filter = format!("{} and stage != \"draft\"", within("invoice_date"));
        documents.extend(all(cx, code, &filter).await?);
    }
    let filter = format!(r#"{} and stage in ("booked", "returned")"#, within("paid_on"));
    let payments = all(cx, "payment", &filter).await?;
    let filter = format!(r#"{} and stage = "returned""#, within("returned_on"));
    let returned = all(cx, "payment", &filter).await?;
    let mut gathered = Gathered {
        chart: chart::chart(|name| setup.value(name).clone()),
        setup,
        documents,
        payments,
        returned,
        settled: BTreeMap::new(),
        accounts: BTreeMap::new(),
    };
    complete(cx, &mut gathered).await?;
    Ok(gathered)
}

/// Adds what documents and payments point to.
async fn complete(cx: &Cx, gathered: &mut Gathered) -> Result<()> {
    let payments = || gathered.payments.iter().chain(&gathered.returned);
    let lines = payments().flat_map(|payment| payment.value("lines").lines());
    let settled = lines.filter_map(|line| allocation::DOCUMENT.of(line));
    gathered.settled = many(cx, settled.collect()).await?;
    let all = gathered.documents.iter().chain(&gathered.payments).chain(&gathered.returned);
    let all = all.chain(gathered.settled.values());
    let accounts = all.filter_map(|held| held.link("account"));
    gathered.accounts = many(cx, accounts.collect()).await?;
    Ok(())
}

/// Records by their ids, read many at once.
async fn many(cx: &Cx, links: BTreeSet<Link>) -> Result<BTreeMap<RecordId, Held>> {
    let mut by_module: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
    for link in links {
        by_module.entry(link.module).or_default().push(link.id);
    }
    let mut found = BTreeMap::new();
    for (code, ids) in by_module {
        let module = cx.module(&code)?;
        for some in ids.chunks(500) {
            let records = records::get_many(cx, &code, some).await?.into_iter();
            let held = records.map(|record| (record.id, Held { module: module.clone(), record }));
            found.extend(held);
        }
    }
    Ok(found)
}

async fn held(cx: &Cx, link: &Link) -> Result<Held> {
    let module = cx.module(&link.module)?;
    let record = records::get(cx, &link.module, link.id).await?;
    Ok(Held { module, record })
}

async fn all(cx: &Cx, code: &str, filter: &str) -> Result<Vec<Held>> {
    let module = cx.module(code)?;
    let mut found = Vec::new();
    let mut list = ListQuery {
        filter: filter.to_owned(),
        sort: "created_at".into(),
        limit: 500,
        ..ListQuery::default()
    };
    loop {
        let page = records::find(cx, code, &list).await?.page;
        let some = page.records.into_iter();
        found.extend(some.map(|record| Held { module: module.clone(), record }));
        if MOST < found.len() {
            return Err(Error::conflict("export_too_long"));
        }
        list.after = page.next;
        if list.after.is_none() {
            return Ok(found);
        }
    }
}
