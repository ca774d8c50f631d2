//! Where somebody goes on in the editor of a view after a button did something: each answer is a
//! page of its own, and its first control would be far away.

use catalog::filter::{FilterError, Group, Part, Place};

use crate::arranged::{id, place};
use crate::editor::Draft;

/// The name of the control that has the focus: after an act, such as `add.r-1`, on what it made;
/// after a choice in a condition on the choice itself, which is named as `select#operator.r-0`.
#[must_use]
pub fn after(draft: &Draft, act: &str, source: Option<&str>) -> Option<String> {
    let (group, wrong) = match draft {
        Draft::Text(_) => return Some("text".to_owned()),
        Draft::Groups(group, wrong) => (group, wrong),
    };
    match act.split_once('.') {
        Some(("add" | "group", at)) => place(at).and_then(|at| added(group, at)),
        Some(("remove", at)) => {
            let outer = place(at)?;
            Some(format!("add.{}", id(outer.split_last()?.1)))
        }
        _ => match (act, first(wrong)) {
            ("", _) => source?.strip_prefix("select#").map(str::to_owned),
            ("to_groups", _) => Some("joint.r".to_owned()),
            (_, Some(place)) => Some(format!("value.{}", id(place))),
            ("preview", None) => Some("preview".to_owned()),
            _ => None,
        },
    }
}

/// The field of the condition that was added to the group at a place, as its last part.
fn added(outermost: &Group, mut at: Place) -> Option<String> {
    let mut parts = &outermost.parts;
    for n in &at {
        match parts.get(*n)? {
            Part::Group(inner) => parts = &inner.parts,
            Part::Asked(_) => return None,
        }
    }
    at.push(parts.len().checked_sub(1)?);
    match parts.last()? {
        Part::Asked(_) => Some(format!("field.{}", id(&at))),
        Part::Group(_) => {
            at.push(0);
            Some(format!("field.{}", id(&at)))
        }
    }
}

fn first(wrong: &[(Place, FilterError)]) -> Option<&Place> {
    wrong.iter().map(|(place, _)| place).min()
}
