//! Documents come into an order: the one that somebody has begun, else a new one.

use kernel::{Error, Link, Result, Value};
use records::{Answers, Behavior, Draft, Input, Work};

use super::complete::line;
use super::payable::{Payable, WHY};
use super::{fields, judge};
use crate::mandate::{self, Standing};

/// Lines with which an order takes in no more documents one by one: its history keeps all lines of
/// each change.
const FULL: usize = 100;

/// What an order is for: one company, one kind, and for debits one scheme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Purpose {
    /// Whose account it is.
    pub company: Link,
    /// `transfer` or `direct_debit`.
    pub kind: &'static str,
    /// `core` or `b2b`.
    pub scheme: &'static str,
}

/// What documents do once they can be ordered.
#[must_use]
pub fn of_documents() -> [Behavior; 3] {
    [
        Behavior::of("invoice").action("collect", collect),
        Behavior::of("incoming_invoice").action("transfer", transfer),
        Behavior::of("credit_note").action("transfer", transfer),
    ]
}

/// Puts an invoice into an order that collects.
///
/// # Errors
/// `Conflict` `no_mandate`, `ordered_already`, `nothing_owed`.
fn collect(work: &mut Work<'_, '_>, document: &mut Draft, _: &Answers) -> Result<()> {
    let payable = orderable(work, document)?;
    let mandate = mandate_of(work, &payable, document.when.day)?;
    let mandate = mandate.ok_or_else(|| Error::conflict("no_mandate"))?;
    let company = payable.company.clone().ok_or(Error::NotFound)?;
    let scheme = if mandate.scheme == "b2b" { "b2b" } else { "core" };
    add(work, &Purpose { company, kind: "direct_debit", scheme }, &[payable])
}

/// Puts a document into an order that pays.
///
/// # Errors
/// `Conflict` `ordered_already`, `nothing_owed`.
fn transfer(work: &mut Work<'_, '_>, document: &mut Draft, _: &Answers) -> Result<()> {
    let payable = orderable(work, document)?;
    let company = payable.company.clone().ok_or(Error::NotFound)?;
    add(work, &Purpose { company, kind: "transfer", scheme: "core" }, &[payable])
}

/// The mandate by which a document would be collected.
///
/// # Errors
/// When the database fails.
pub fn mandate_of(
    work: &mut Work<'_, '_>,
    payable: &Payable,
    day: kernel::Date,
) -> Result<Option<Standing>> {
    let Some((account, company)) = payable.party.as_ref().zip(payable.company.as_ref()) else {
        return Ok(None);
    };
    mandate::of_account(work, (account, company), (&payable.mandate_reference, day))
}

/// A document that is owed, in euros, and stands in no order.
fn orderable(work: &mut Work<'_, '_>, document: &Draft) -> Result<Payable> {
    let link = Link::new(&document.module.code, document.id);
    let payable = Payable::held(work, &link)?.ok_or(Error::NotFound)?;
    if payable.owed().is_none() {
        return Err(Error::conflict("nothing_owed"));
    }
    let ordered = judge::ordered(work, None)?;
    match ordered.into_iter().find(|(known, _)| *known == link) {
        Some((_, order)) => {
            let params = std::iter::once(("order".to_owned(), order)).collect();
            Err(Error::Conflict { code: "ordered_already".into(), params })
        }
        None => Ok(payable),
    }
}

/// Adds documents to the draft of that kind which the actor has begun, else to a new one.
///
/// # Errors
/// `Invalid` as the rules of orders say.
pub fn add(work: &mut Work<'_, '_>, purpose: &Purpose, payables: &[Payable]) -> Result<()> {
    let mut order = begun(work, purpose)?;
    let mut lines = order.value(fields::LINES.name()).lines().to_vec();
    for payable in payables {
        lines.push(line(work, &order, payable)?);
    }
    order.set(fields::LINES.name(), Value::of_lines(lines));
    work.amend(order, "updated").map(drop)
}

/// The draft that the actor has begun for a purpose, or a new one without lines.
fn begun(work: &mut Work<'_, '_>, purpose: &Purpose) -> Result<Draft> {
    let module = work.cx.engine.system(WHY).module("payment_order")?;
    let filter = format!(
        r#"stage = "draft" and kind = "{}" and scheme = "{}" and company = "{}""#,
        purpose.kind, purpose.scheme, purpose.company.id
    );
    let own = work.cx.actor.user;
    let mut drafts = work.all("payment_order", &filter, WHY)?;
    drafts.retain(|record| {
        let n_lines = record.value(&module, fields::LINES.name()).lines().len();
        record.owner(&module) == own && n_lines < FULL
    });
    let newest = drafts.into_iter().max_by_key(|record| record.id);
    let record = match newest {
        Some(record) => work.hold(&Link::new("payment_order", record.id), WHY)?,
        None => None,
    };
    let record = match record.filter(|record| record.trashed_at.is_none()) {
        Some(record) => record,
        None => work.derive("payment_order", &blank(work, purpose))?,
    };
    Ok(work.held(&module, record))
}

fn blank(work: &Work<'_, '_>, purpose: &Purpose) -> Input {
    let subject = match (purpose.kind, purpose.scheme) {
        ("transfer", _) => "ordering.transfers",
        (_, "b2b") => "ordering.business_debits",
        _ => "ordering.debits",
    };
    Input::of([
        (fields::SUBJECT.name(), Value::text(work.cx.text(subject))),
        (fields::KIND.name(), Value::text(purpose.kind)),
        (fields::SCHEME.name(), Value::text(purpose.scheme)),
        (fields::COMPANY.name(), Value::Link(purpose.company.clone())),
    ])
}

/// What an order is for that is there already.
///
/// # Errors
/// `NotFound` without a company.
pub fn purpose(order: &Draft) -> Result<Purpose> {
    let is_business = order.get(&fields::SCHEME).as_deref() == Some("b2b");
    Ok(Purpose {
        company: order.get(&fields::COMPANY).ok_or(Error::NotFound)?,
        kind: if super::rules::is_debit(order) { "direct_debit" } else { "transfer" },
        scheme: if is_business { "b2b" } else { "core" },
    })
}
