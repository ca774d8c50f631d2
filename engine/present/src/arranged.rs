//! Groups of conditions as a form sends them.

use catalog::filter::{Asked, GROUP_DEPTH, Group, Joint, Kind, Part, Path, Place};
use catalog::{Field, FieldType, Module};
use records::Cx;
use ui::fields::Form;

use crate::bare;

/// Conditions of a form at most.
const MOST: usize = 200;

/// The name of a place in a form; the outermost group is `r`.
pub fn id(place: &[usize]) -> String {
    place.iter().fold("r".to_owned(), |id, n| format!("{id}-{n}"))
}

/// Reads the name of a place.
pub fn place(id: &str) -> Option<Place> {
    let rest = id.strip_prefix('r')?;
    if rest.is_empty() {
        return Some(Place::new());
    }
    let numbers = rest.strip_prefix('-')?.split('-').map(|n| n.parse().ok());
    numbers.collect::<Option<Place>>().filter(|place| place.len() <= GROUP_DEPTH + 1)
}

/// The field that looks up what a condition compares with, named so that the form of the editor
/// can hold many of them.
pub fn looked_up(cx: &Cx, module: &Module, path: &Path, id: &str) -> Option<Field> {
    let there = path.link.as_ref().and_then(|hop| cx.catalog.module(&hop.module).cloned());
    let field = there.as_deref().unwrap_or(module).field(path.leaf.field()?)?;
    let is_looked_up = matches!(field.kind, FieldType::Link { .. } | FieldType::User);
    let name = format!("look.{id}");
    is_looked_up.then(|| Field { name, required: false, ..field.clone() })
}

/// Fields that look something up in a form, by its conditions.
pub fn look_ups(cx: &Cx, module: &Module, form: &Form) -> Vec<Field> {
    let ids = form.all("node").filter_map(|node| node.strip_prefix("c.")).take(MOST);
    let found = ids.filter_map(|id| {
        let path = records::linked::path(cx, module, form.get(&format!("was.{id}"))?)?;
        looked_up(cx, module, &path, id)
    });
    found.collect()
}

/// Reads groups and conditions, in the order in which they stand.
pub fn read(cx: &Cx, module: &Module, form: &Form) -> Group {
    let known = |node: &str| {
        let (kind, id) = node.split_once('.')?;
        Some((kind == "g", place(id)?))
    };
    let nodes: Vec<(bool, Place)> = form.all("node").take(MOST).filter_map(known).collect();
    group(cx, module, (form, &nodes), &[])
}

fn group(
    cx: &Cx,
    module: &Module,
    (form, nodes): (&Form, &[(bool, Place)]),
    at: &[usize],
) -> Group {
    let inside =
        nodes.iter().filter(|(_, place)| place.split_last().is_some_and(|(_, above)| above == at));
    let part = |(is_group, place): &(bool, Place)| match is_group {
        true if place.len() <= GROUP_DEPTH => {
            Some(Part::Group(group(cx, module, (form, nodes), place)))
        }
        true => None,
        false => Some(Part::Asked(asked(cx, module, form, &id(place)))),
    };
    let (is_negated, joint) = match form.get(&format!("joint.{}", id(at))) {
        Some("or") => (false, Joint::Or),
        Some("not_and") => (true, Joint::And),
        Some("not_or") => (true, Joint::Or),
        _ => (false, Joint::And),
    };
    Group { is_negated, joint, parts: inside.filter_map(part).collect() }
}

fn asked(cx: &Cx, module: &Module, form: &Form, id: &str) -> Asked {
    let said = |name: &str| form.get(&format!("{name}.{id}")).unwrap_or_default().trim();
    let named = said("field");
    let is_negated = said("not") == "1";
    // What was drawn for another field says nothing about this one.
    if named != said("was") {
        return Asked { is_negated, ..fresh(cx, module, named) };
    }
    let kind = records::linked::path(cx, module, named).map(|path| path.kind);
    let written = |typed: &str| match &kind {
        Some(kind) => bare::written(cx, kind, typed.trim()),
        None => typed.to_owned(),
    };
    let mut values: Vec<String> = form.all(&format!("value.{id}")).map(written).collect();
    let lines = said("lines").lines().map(str::trim).filter(|line| !line.is_empty());
    values.extend(lines.map(written));
    values.extend(said("look").rsplit(':').next().filter(|id| !id.is_empty()).map(str::to_owned));
    values.extend(day(said("word"), said("n"), said("day")));
    let mut met = std::collections::BTreeSet::new();
    values.retain(|value| met.insert(value.clone()));
    let operator = match (said("operator"), values.len()) {
        ("equal", 2..) => "in",
        ("not_equal", 2..) => "not_in",
        (other, _) => other,
    };
    Asked { is_negated, path: named.into(), operator: operator.into(), values }
}

/// A day, a word for one or for some, or a word that a number belongs to.
fn day(word: &str, n: &str, day: &str) -> Option<String> {
    let text = match (day, word) {
        ("", "") => return None,
        ("", "last_n_days") => format!("last_{n}_days"),
        ("", "next_n_days") => format!("next_{n}_days"),
        ("", "days_ago") => format!("today - {n}"),
        ("", "in_days") => format!("today + {n}"),
        ("", word) => word.to_owned(),
        (day, _) => day.to_owned(),
    };
    Some(text)
}

/// A condition on a path that nothing is said about yet.
pub fn fresh(cx: &Cx, module: &Module, named: &str) -> Asked {
    let kind = records::linked::path(cx, module, named).map(|path| path.kind);
    let operators = kind.as_ref().map(offered).unwrap_or_default();
    let values = match kind {
        Some(Kind::Bool) => vec!["true".to_owned()],
        _ => Vec::new(),
    };
    let operator = operators.first().copied().unwrap_or("empty").to_owned();
    Asked { is_negated: false, path: named.into(), operator, values }
}

/// Operators offered for a kind: of a list one value is as good as several.
pub fn offered(kind: &Kind) -> Vec<&'static str> {
    let mut all = kind.operators();
    if is_picked(kind) {
        all.retain(|code| !matches!(*code, "equal" | "not_equal"));
    }
    all
}

/// Whether values are picked, any number of them.
pub fn is_picked(kind: &Kind) -> bool {
    matches!(kind, Kind::Choice { .. } | Kind::Link { .. } | Kind::Principal)
}

/// What a button of the form does to the groups.
pub fn change(cx: &Cx, module: &Module, group: &mut Group, act: &str, first: &str) {
    let Some((verb, at)) = act.split_once('.') else { return };
    let Some(at) = place(at) else { return };
    match verb {
        "add" => {
            let asked = Part::Asked(fresh(cx, module, first));
            group.group_mut(&at).into_iter().for_each(|group| group.parts.push(asked.clone()));
        }
        "group" if at.len() < GROUP_DEPTH => {
            let Some(outer) = group.group_mut(&at) else { return };
            let joint = if outer.joint == Joint::And { Joint::Or } else { Joint::And };
            let parts = vec![Part::Asked(fresh(cx, module, first))];
            outer.parts.push(Part::Group(Group { is_negated: false, joint, parts }));
        }
        "remove" => group.remove(&at),
        _ => {}
    }
}
