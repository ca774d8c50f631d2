//! The job that tells owners what is due: every module whose definition says `[reminder]`.

use catalog::{FieldType, Module, Reminder};
use kernel::{Link, PrincipalId, Result, Value};
use records::{Cx, ListQuery};
use serde_json::json;

use crate::job::{Job, JobCx, Outcome, Running};

/// Days that are looked back, so that what fell due while nobody worked is told as well.
const BACK: u32 = 3;
const PORTION: usize = 500;

/// Tells owners of records that these are due.
///
/// What was told is not told again, until the due time changes.
pub struct Remind;

impl Job for Remind {
    fn name(&self) -> &'static str {
        "remind"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(remind(cx))
    }
}

async fn remind(job: &JobCx) -> Result<Outcome> {
    let cx = job.engine.system("owners are told what is due");
    let mut n_told = 0;
    let catalog = cx.catalog.clone();
    for module in catalog.modules().iter().filter(|module| !catalog.is_off(&module.code)) {
        if let Some(reminder) = &module.reminder {
            n_told += of_module(&cx, module, reminder).await?;
        }
    }
    Ok(Outcome::Done(json!({"told": n_told})))
}

async fn of_module(cx: &Cx, module: &Module, reminder: &Reminder) -> Result<usize> {
    let mut question = ListQuery {
        filter: condition(module, reminder),
        sort: reminder.field.clone(),
        limit: PORTION,
        ..ListQuery::default()
    };
    let mut n_told = 0;
    loop {
        let page = records::find(cx, &module.code, &question).await?.page;
        let due: Vec<(Link, PrincipalId, String)> = page
            .records
            .iter()
            .filter_map(|record| {
                let owner = record.owner(module)?;
                let when = words(record.value(module, &reminder.field))?;
                Some((record.link(module), owner, when))
            })
            .collect();
        n_told += tell(cx, due).await?;
        match page.next {
            Some(next) => question.after = Some(next),
            None => return Ok(n_told),
        }
    }
}

async fn tell(cx: &Cx, due: Vec<(Link, PrincipalId, String)>) -> Result<usize> {
    let now = cx.now();
    let write = move |tx: &mut store::Tx<'_>| {
        let mut n_told = 0;
        for (link, owner, when) in &due {
            n_told += usize::from(social::tell_due(tx, link, (*owner, when), now)?);
        }
        Ok(n_told)
    };
    cx.store().write(write).await
}

fn condition(module: &Module, reminder: &Reminder) -> String {
    let field = &reminder.field;
    let is_day = module.field(field).is_some_and(|field| field.kind == FieldType::Date);
    let latest = if is_day { "today" } else { "now" };
    let due = format!("{field} >= today - {BACK} and {field} <= {latest}");
    match &reminder.only_if {
        Some(only_if) => format!("{due} and ({only_if})"),
        None => due,
    }
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::Date(day) => Some(day.to_string()),
        Value::Instant(at) => Some(at.to_string()),
        _ => None,
    }
}
