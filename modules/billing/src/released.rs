//! Drafts of runs that nobody has to look at before they are issued.

use kernel::{Date, Error, RecordId, Result};
use records::{Answers, Cx, ListQuery, When, Work};

use crate::invoice::fields as invoice;

/// The records of a module that a filter finds, in portions.
///
/// # Errors
/// When the filter is none.
pub async fn ids(cx: &Cx, module: &str, filter: &str) -> Result<Vec<RecordId>> {
    if cx.module(module).is_err() {
        return Ok(Vec::new());
    }
    let mut list = ListQuery { filter: filter.into(), limit: 500, ..ListQuery::default() };
    let mut ids = Vec::new();
    loop {
        let page = records::find(cx, module, &list).await?.page;
        ids.extend(page.records.iter().map(|record| record.id));
        match page.next {
            Some(next) => list.after = Some(next),
            None => return Ok(ids),
        }
    }
}

/// Issues the drafts that a filter finds, on the present day; what the rules refuse waits as a
/// draft for somebody who mends it.
///
/// # Errors
/// When the database fails; every draft was tried before.
pub async fn issue_all(cx: &Cx, filter: &str) -> Result<()> {
    let (day, mut failed) = (When::present(cx).day, None);
    for id in ids(cx, "invoice", filter).await? {
        match records::within(cx, move |work| issue(work, id, day)).await {
            Ok(()) | Err(Error::Invalid(_) | Error::Conflict { .. } | Error::NotFound) => {}
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(()), Err)
}

/// Issues a draft on the day, as somebody would who releases it.
fn issue(work: &mut Work<'_, '_>, id: RecordId, day: Date) -> Result<()> {
    let module = work.cx.module("invoice")?;
    let mut draft = work.load(&module, id)?;
    if draft.get(&invoice::STAGE).as_deref() != Some("draft") {
        return Ok(());
    }
    draft.put(&invoice::INVOICE_DATE, Some(day));
    let action = module.actions.iter().find(|action| action.name == "issue");
    let action = action.ok_or_else(|| Error::internal("an invoice is issued"))?;
    work.act(draft, action, &Answers::default()).map(drop)
}
