//! The formulas of one record, each behind those it reads.

use std::collections::BTreeMap;

use access::Scope;
use catalog::plan::{ModulePlan, fitted};
use catalog::{Catalog, Module, SystemField};
use formula::Present;
use kernel::{Instant, Result, Value};
use store::records;

use super::keep;
use super::known::{Known, Source, house_locale};
use crate::draft::Draft;
use crate::work::Work;

/// Fills the formulas of a draft, from what stands in it and in the records it links to.
pub fn fill(work: &mut Work<'_, '_>, draft: &mut Draft) -> Result<()> {
    let catalog = work.cx.catalog.clone();
    let Some(plan) = catalog.plan().module(&draft.module.code) else { return Ok(()) };
    if plan.formulas.is_empty() && plan.rollups.is_empty() {
        return Ok(());
    }
    if draft.old.is_none() {
        begin(work, draft, plan);
    }
    // Who is read over links is held before the record itself: a change there comes first, too.
    let (module, when) = (draft.module.clone(), draft.when.at);
    let mut values = draft.values.clone();
    filled(&mut Source::Hold(work.tx), (&catalog, &module), &mut values, when)?;
    if draft.old.is_some() && !plan.rollups.is_empty() && refresh(work, draft, plan)? {
        values = draft.values.clone();
        filled(&mut Source::Hold(work.tx), (&catalog, &module), &mut values, when)?;
    }
    draft.values = values;
    Ok(())
}

/// A record that begins has nothing that hangs on it, and knows when and by whom it is made.
fn begin(work: &Work<'_, '_>, draft: &mut Draft, plan: &ModulePlan) {
    let module = draft.module.clone();
    for rollup in &plan.rollups {
        if let Some(at) = module.position(&rollup.field) {
            draft.values[at] = keep::nothing(&module.fields[at], rollup.op);
        }
    }
    for (at, field) in module.fields.iter().enumerate() {
        match field.system {
            Some(SystemField::CreatedAt) => draft.values[at] = Value::Instant(draft.when.at),
            Some(SystemField::CreatedBy) => {
                let by = work.cx.actor.author();
                draft.values[at] = by.map_or(Value::Empty, Value::Principal);
            }
            Some(SystemField::ModifiedAt | SystemField::ModifiedBy) | None => {}
        }
    }
}

/// Takes what related records come to by now; tells whether it is not what was read before.
fn refresh(work: &mut Work<'_, '_>, draft: &mut Draft, plan: &ModulePlan) -> Result<bool> {
    let module = draft.module.clone();
    let scope = Scope::system("what related records come to is read anew");
    let Some(now) = records::lock(work.tx, &module, &scope, draft.id)? else { return Ok(false) };
    let mut is_new = false;
    let positions = plan.rollups.iter().filter_map(|rollup| module.position(&rollup.field));
    for at in positions {
        is_new |= draft.values[at] != now.values[at];
        draft.values[at] = now.values[at].clone();
        if let Some(old) = &mut draft.old {
            old.values[at] = now.values[at].clone();
        }
    }
    Ok(is_new)
}

/// Fills the formulas among values of a record.
pub fn filled(
    source: &mut Source<'_, '_>,
    (catalog, module): (&Catalog, &Module),
    values: &mut Vec<Value>,
    now: Instant,
) -> Result<()> {
    let Some(plan) = catalog.plan().module(&module.code) else { return Ok(()) };
    let present = Present { now, locale: house_locale() };
    let mut known = Known { catalog, module, values, met: BTreeMap::new() };
    for formula in &plan.formulas {
        let answer = known.answer(source, formula, &present)?;
        let field = &module.fields[formula.at];
        known.values[formula.at] = fitted(catalog, field, answer.value).unwrap_or_default();
    }
    Ok(())
}
