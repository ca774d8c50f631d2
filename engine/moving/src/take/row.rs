//! A row of the other house as values of a record.

use std::collections::BTreeMap;

use catalog::FieldType;
use kernel::{FieldProblem, Link, Value};

use super::mapped::{Known, Mapped};
use super::value::read;
use crate::client::{Told, scalar};

/// What a row says of a record.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Values by position of their field, as they change those that stand.
    pub values: BTreeMap<usize, Value>,
    /// What could not be read, at fields as they are called there.
    pub gaps: Vec<FieldProblem>,
}

/// Translates a row, over the values of a record that stand.
pub fn say(known: &Known, mapped: &Mapped, row: &Told, standing: &[Value]) -> Said {
    let mut said = Said::default();
    for place in &mapped.fields {
        let Some(json) = row.get(&place.name) else { continue };
        let text = scalar(json);
        let field = &mapped.module.fields[place.at];
        // What must be there is not emptied; it begins with what the house says.
        if text.is_empty() && field.required {
            continue;
        }
        let nothing = &Value::Empty;
        let before = said.values.get(&place.at).or(standing.get(place.at)).unwrap_or(nothing);
        match read(known, (place, field), &text, before) {
            Ok(Value::Empty) if field.required => {}
            Ok(Value::Link(link)) if !leads_to(&field.kind, &link) => {
                let problem = FieldProblem::new(&place.label, "moving_link_elsewhere");
                said.gaps.push(problem.with("value", &text));
            }
            Ok(value) => drop(said.values.insert(place.at, value)),
            Err(code) => {
                said.gaps.push(FieldProblem::new(&place.label, code).with("value", &text));
            }
        }
    }
    said
}

fn leads_to(kind: &FieldType, link: &Link) -> bool {
    matches!(kind, FieldType::Link { to, .. } if to.contains(&link.module))
}
