//! Every rule over every stored record: what would be refused or derived otherwise today.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Scope;
use catalog::{Module, check_value, require_complete};
use kernel::{FieldProblem, RecordId, Result};
use store::records::{self, Query, Record};

use crate::cx::Cx;
use crate::draft::{Draft, When};
use crate::follow;

/// Something that is not as the rules want it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Code of the module.
    pub module: String,
    /// The record.
    pub record: RecordId,
    /// Name of the field, or `""`.
    pub field: String,
    /// Code of the problem.
    pub code: String,
}

/// Runs every check over every record; tells how many were looked at and what was found.
///
/// # Errors
/// When the database fails.
pub async fn verify(cx: &Cx) -> Result<(u64, Vec<Finding>)> {
    let mut looked_at = 0;
    let mut findings = Vec::new();
    for module in cx.catalog.modules() {
        let mut query = Query::all(500);
        loop {
            let (inner, there, asked) = (cx.clone(), module.clone(), query.clone());
            let read = move |reader: &mut store::Reader<'_>| {
                let scope = Scope::system("every record is verified");
                let page = records::list(reader, &inner.catalog, &there, &scope, &asked)?;
                let mut doubts = Vec::new();
                for record in &page.records {
                    let place = (inner.catalog.as_ref(), &there);
                    doubts.push(follow::doubt(reader, place, (record, inner.now()))?);
                }
                Ok((page, doubts))
            };
            let (page, doubts) = cx.store().read(read).await?;
            looked_at += page.records.len() as u64;
            let pairs = page.records.into_iter().zip(doubts);
            findings.extend(pairs.flat_map(|(r, doubt)| look_at(cx, module, (r, doubt))));
            match page.next {
                Some(next) => query.after = Some(next),
                None => break,
            }
        }
    }
    Ok((looked_at, findings))
}

fn look_at(
    cx: &Cx,
    module: &Arc<Module>,
    (record, doubt): (Record, Vec<FieldProblem>),
) -> Vec<Finding> {
    let mut problems = doubt;
    problems.extend(require_complete(module, &record.values));
    for (field, value) in module.fields.iter().zip(&record.values) {
        problems.extend(check_value(&cx.catalog, field, value));
    }
    let stored_title = record.title.clone();
    let draft = Draft {
        module: module.clone(),
        id: record.id,
        values: record.values.clone(),
        needs: BTreeMap::new(),
        when: When::present(cx),
        old: Some(record),
    };
    if draft.title() != stored_title {
        problems.push(FieldProblem::new("", "title_differs"));
    }
    if let Some(behavior) = cx.engine.behavior(&module.code) {
        problems.extend(behavior.checks.iter().filter_map(|check| check(&draft)));
        if behavior.stands_alone() {
            let mut derived = draft.clone();
            behavior.derives.iter().for_each(|derive| derive(&mut derived));
            let differs = derived.changed().into_iter().map(|at| &module.fields[at].name);
            problems.extend(differs.map(|name| FieldProblem::new(name, "derived_differs")));
        }
    }
    let finding = |problem: FieldProblem| Finding {
        module: module.code.clone(),
        record: draft.id,
        field: problem.field,
        code: problem.code,
    };
    problems.into_iter().map(finding).collect()
}
