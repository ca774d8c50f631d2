//! Whether what is stored is what follows.

use std::sync::Arc;

use catalog::{Catalog, Module};
use kernel::{FieldProblem, Instant, Result};
use store::Reader;
use store::records::Record;

use super::fill::filled;
use super::keep;
use super::known::Source;

/// What is stored and does not follow, field by field.
pub fn doubt(
    reader: &mut Reader<'_>,
    (catalog, module): (&Catalog, &Arc<Module>),
    (record, now): (&Record, Instant),
) -> Result<Vec<FieldProblem>> {
    let Some(plan) = catalog.plan().module(&module.code) else { return Ok(Vec::new()) };
    let mut values = record.values.clone();
    let mut problems = Vec::new();
    for rollup in &plan.rollups {
        let Some(at) = module.position(&rollup.field) else { continue };
        let place = (catalog, module.as_ref());
        let kept = keep::value(reader, place, (rollup, record.id))?;
        let (value, _) = keep::recount(reader, place, (rollup, record.id))?;
        if kept != value || values[at] != value {
            problems.push(FieldProblem::new(&rollup.field, "rollup_differs"));
        }
        values[at] = value;
    }
    filled(&mut Source::Read(reader), (catalog, module), &mut values, now)?;
    for formula in &plan.formulas {
        if values[formula.at] != record.values[formula.at] {
            let name = &module.fields[formula.at].name;
            problems.push(FieldProblem::new(name, "formula_differs"));
        }
    }
    Ok(problems)
}
