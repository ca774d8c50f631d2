//! The run that makes proposals, and keeps them true.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Date, Error, Line, Link, RecordId, Result, Value};
use records::{Cx, Draft, Event, Input, ListQuery, Record, Running, When, Work};

use super::claim::Claim;
use super::demand::{Demand, put_back};
use super::desk::{Desk, WHY, known};
use crate::dunning_letter::fields;
use crate::dunning_line::fields as cells;
use crate::{base_rate, dunning_level};

/// Invoices that may be due.
const OVERDUE: &str =
    r#"stage in ("issued", "partly_paid") and due_on < today and open_amount > 0"#;
/// Letters that can still change.
const DRAFTS: &str = r#"stage = "draft""#;
/// What decides of an invoice whether and how it is dunned.
const DECIDE: [&str; 6] =
    ["stage", "open_amount", "paid_amount", "account", "dunning_stop", "dunning_stop_until"];
/// What decides of an organisation.
const DECIDE_OF_ACCOUNT: [&str; 3] = ["is_consumer", "dunning_stop", "dunning_stop_until"];

/// Lays in levels and base rates where the house has never had any; then proposes letters for all
/// that is due, brings proposals up to date and drops those that nobody has to get any more; gives
/// how many letters changed. Each organisation is a transaction of its own, so a run that breaks
/// off has done whole letters, and the next one does the rest.
pub fn propose(cx: Cx) -> Running {
    Box::pin(async move {
        dunning_level::lay_in(cx.clone()).await?;
        base_rate::lay_in(cx.clone()).await?;
        let day = When::present(&cx).day;
        let mut accounts = accounts(&cx, "invoice", OVERDUE).await?;
        accounts.extend(accounts_of_drafts(&cx).await?);
        let (mut n_changed, mut failed) = (0, None);
        for account in accounts {
            match records::within(&cx, move |work| reconcile(work, (account, day), Reach::All))
                .await
            {
                Ok(n) => n_changed += n,
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(n_changed), Err)
    })
}

/// Brings proposals up to date with an invoice or an organisation that has just changed: what is
/// paid or stopped meanwhile goes. It proposes nothing new.
///
/// # Errors
/// When the database fails.
pub fn follow(work: &mut Work<'_, '_>, event: &Event) -> Result<()> {
    let decides: &[&str] = match event.module.as_str() {
        "invoice" => &DECIDE,
        "account" => &DECIDE_OF_ACCOUNT,
        _ => return Ok(()),
    };
    let payload: serde_json::Value = serde_json::from_str(&event.payload).unwrap_or_default();
    let mut changed = payload["fields"].as_array().into_iter().flatten();
    let is_new = event.name.ends_with(".created");
    if is_new || !changed.any(|name| name.as_str().is_some_and(|name| decides.contains(&name))) {
        return Ok(());
    }
    let (account, invoice) = match event.module.as_str() {
        "account" => (Some(event.record), None),
        _ => (account_of(work, event.record)?, Some(event.record)),
    };
    let day = When::present(work.cx).day;
    let reach = Reach::Proposed(invoice);
    account.map_or(Ok(()), |account| reconcile(work, (account, day), reach).map(drop))
}

fn account_of(work: &mut Work<'_, '_>, invoice: RecordId) -> Result<Option<RecordId>> {
    let Some(module) = known(work, "invoice") else { return Ok(None) };
    let held = work.hold(&Link::new("invoice", invoice), WHY)?;
    let account = held.map(|record| record.value(&module, "account").clone());
    Ok(account
        .and_then(|account| if let Value::Link(link) = account { Some(link.id) } else { None }))
}

async fn accounts_of_drafts(cx: &Cx) -> Result<BTreeSet<RecordId>> {
    accounts(cx, "dunning_letter", DRAFTS).await
}

async fn accounts(cx: &Cx, module: &str, filter: &str) -> Result<BTreeSet<RecordId>> {
    let Ok(known) = cx.module(module) else { return Ok(BTreeSet::new()) };
    let mut list = ListQuery {
        filter: filter.into(),
        fields: vec!["account".into()],
        limit: 500,
        ..ListQuery::default()
    };
    let mut accounts = BTreeSet::new();
    loop {
        let page = records::find(cx, module, &list).await?.page;
        for record in &page.records {
            if let Value::Link(account) = record.value(&known, "account") {
                accounts.insert(account.id);
            }
        }
        match page.next {
            Some(next) => list.after = Some(next),
            None => return Ok(accounts),
        }
    }
}

/// How far letters are brought up to date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// With everything that is due.
    All,
    /// With what they name already; where one invoice changed, only letters that name it.
    Proposed(Option<RecordId>),
}

/// Claims that go into one letter: those of one company in one currency.
type Group = (RecordId, String);

fn reconcile(
    work: &mut Work<'_, '_>,
    (account, day): (RecordId, Date),
    reach: Reach,
) -> Result<u64> {
    let Some(module) = known(work, "dunning_letter") else { return Ok(0) };
    let open = format!(r#"account = "{account}" and stage in ("draft", "approved")"#);
    let letters = work.all("dunning_letter", &open, WHY)?;
    let is_told = |letter: &Record| match reach {
        Reach::All | Reach::Proposed(None) => true,
        Reach::Proposed(Some(invoice)) => {
            is_named(letter.value(&module, fields::LINES.name()).lines(), invoice)
        }
    };
    if reach != Reach::All && !letters.iter().any(is_told) {
        return Ok(0);
    }
    let desk = Desk::of(work, account, day)?;
    // What another run has made while this one waited for the organisation is read as well.
    let letters = work.all("dunning_letter", &open, WHY)?;
    let letters: Vec<Draft> = letters.into_iter().map(|one| work.held(&module, one)).collect();
    let (drafts, fixed): (Vec<Draft>, Vec<Draft>) = letters
        .into_iter()
        .partition(|letter| letter.get(&fields::STAGE).as_deref() == Some("draft"));
    let mut groups = groups(work, (account, day), |invoice| match reach {
        Reach::All => !names(&fixed, invoice),
        Reach::Proposed(_) => names(&drafts, invoice),
    })?;
    let mut n_changed = 0;
    // A letter that somebody begins by hand names nothing until a run fills it.
    let is_meant = |letter: &Draft| {
        reach == Reach::All || !letter.value(fields::LINES.name()).lines().is_empty()
    };
    for draft in drafts.into_iter().filter(is_meant) {
        let claims = groups.remove(&group_of(&draft)).unwrap_or_default();
        let demand = desk.demand(work, claims)?;
        n_changed += u64::from(renew(work, draft, (demand, day))?);
    }
    for claims in groups.into_values().filter(|_| reach == Reach::All) {
        let oldest =
            claims.iter().min_by_key(|claim| claim.due_on).map(|claim| claim.invoice.clone());
        if let (Some(demand), Some(oldest)) = (desk.demand(work, claims)?, oldest) {
            make(work, (demand, day), &oldest)?;
            n_changed += 1;
        }
    }
    Ok(n_changed)
}

fn names(letters: &[Draft], invoice: RecordId) -> bool {
    letters.iter().any(|letter| is_named(letter.value(fields::LINES.name()).lines(), invoice))
}

fn is_named(lines: &[Line], invoice: RecordId) -> bool {
    lines.iter().any(|line| cells::INVOICE.of(line).is_some_and(|link| link.id == invoice))
}

fn group_of(letter: &Draft) -> Group {
    let company = letter.get(&fields::COMPANY).map_or_else(RecordId::new, |link| link.id);
    (company, letter.get(&fields::CURRENCY).unwrap_or_default())
}

fn groups(
    work: &mut Work<'_, '_>,
    (account, day): (RecordId, Date),
    is_meant: impl Fn(RecordId) -> bool,
) -> Result<BTreeMap<Group, Vec<Claim>>> {
    let Some(module) = known(work, "invoice") else { return Ok(BTreeMap::new()) };
    let overdue = format!(r#"account = "{account}" and {OVERDUE}"#);
    let mut groups: BTreeMap<Group, Vec<Claim>> = BTreeMap::new();
    for record in work.all("invoice", &overdue, WHY)? {
        let claim = Claim::of(&module, &record, day).filter(|claim| is_meant(claim.invoice.id));
        let Some(claim) = claim else { continue };
        let group = (claim.company.id, claim.currency.to_string());
        groups.entry(group).or_default().push(claim);
    }
    Ok(groups)
}

/// Brings a proposal up to date; tells whether anything changed.
fn renew(
    work: &mut Work<'_, '_>,
    mut draft: Draft,
    (demand, day): (Option<Demand>, Date),
) -> Result<bool> {
    match demand {
        Some(demand) => demand.write(&mut draft, day),
        None => put_back(&mut draft),
    }
    let is_changed = !draft.changed().is_empty();
    work.amend(draft, "updated")?;
    Ok(is_changed)
}

/// Makes a proposal. Language and address are those of the oldest invoice, and so is who cares.
fn make(work: &mut Work<'_, '_>, (demand, day): (Demand, Date), oldest: &Link) -> Result<()> {
    let module = work.cx.module("invoice")?;
    let invoice = work.hold(oldest, WHY)?.ok_or(Error::NotFound)?;
    let value = |name: &str| invoice.value(&module, name).clone();
    let carried = ["account", "company", "contact", "address", "language", "currency", "owner"];
    let carried = carried.map(|name| (name, value(name)));
    let words = demand.words(value("language").as_text());
    let values = carried.into_iter().chain(words).chain(demand.values(day));
    work.derive("dunning_letter", &Input::of(values)).map(drop)
}
