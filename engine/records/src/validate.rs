//! Everything a record must satisfy before it is written; all problems at once.

use std::collections::BTreeMap;

use access::{FieldRight, Right};
use catalog::{
    Field, FieldType, Module, check_dependencies, check_stage, check_value, require_complete,
};
use kernel::{Error, FieldProblem, Link, Result, Value};
use store::{Reader, records};

use crate::behavior::sought;
use crate::cx::Cx;
use crate::draft::{Draft, lines, starts_with};
use crate::files;
use crate::follow;
use crate::save::Input;
use crate::work::Work;

/// Puts what a person typed into a draft; refuses what they may not set.
pub fn apply(cx: &Cx, draft: &mut Draft, input: &Input) -> Vec<FieldProblem> {
    let module = draft.module.clone();
    let mut problems = Vec::new();
    for (name, value) in &input.values {
        match writable(cx, &module, name) {
            Err(problem) => problems.push(problem),
            Ok(at) => {
                let field = &module.fields[at];
                let (value, found) = match &field.kind {
                    FieldType::Lines { shape } => {
                        lines::taken(cx, (name, shape), (&draft.values[at], value.clone()))
                    }
                    _ => (value.clone(), Vec::new()),
                };
                problems.extend(found);
                problems.extend(check_value(&cx.catalog, field, &value));
                problems.extend(withheld(cx, field, (&draft.values[at], &value)));
                draft.values[at] = value;
            }
        }
    }
    problems
}

/// A value that is not offered to the actor and was not there before.
pub fn withheld(cx: &Cx, field: &Field, (old, new): (&Value, &Value)) -> Option<FieldProblem> {
    let list = field.kind.list()?;
    let known = cx.catalog.picklist(list)?;
    let is_withheld = |code: &&str| {
        known.value(code).is_some_and(|value| value.withheld) && !codes(old).contains(code)
    };
    let code = codes(new).into_iter().find(is_withheld)?;
    let label = cx.text(&format!("picklist.{list}.{code}")).to_owned();
    Some(FieldProblem::new(&field.name, "not_offered").with("value", label))
}

fn codes(value: &Value) -> Vec<&str> {
    match value {
        Value::Text(code) => vec![code],
        Value::Codes(codes) => codes.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Position of a field that the actor may set.
pub fn writable(cx: &Cx, module: &Module, name: &str) -> Result<usize, FieldProblem> {
    let unknown = || FieldProblem::new(name, "unknown_field").with("value", name);
    let at = module.position(name).ok_or_else(unknown)?;
    match cx.actor.rights.field(&module.code, name) {
        FieldRight::Hidden => Err(unknown()),
        FieldRight::Read => Err(FieldProblem::new(name, "read_only")),
        FieldRight::Write if !module.fields[at].is_editable() => {
            Err(FieldProblem::new(name, "read_only"))
        }
        FieldRight::Write => Ok(at),
    }
}

/// Fills fields that nobody named with their defaults.
pub fn fill_defaults(cx: &Cx, draft: &mut Draft, input: &Input) {
    let module = draft.module.clone();
    for (at, field) in module.fields.iter().enumerate() {
        if input.values.contains_key(&field.name) || !draft.values[at].is_empty() {
            continue;
        }
        draft.values[at] = match &field.default {
            None => continue,
            Some(default) => starts_with(cx, field, default),
        };
    }
}

/// Runs the module's rules and the general ones over a draft.
pub fn rules(work: &mut Work<'_, '_>, draft: &mut Draft) -> Result<Vec<FieldProblem>> {
    let engine = work.cx.engine.clone();
    let behavior = engine.behavior(&draft.module.code);
    if let Some(behavior) = behavior {
        let found = sought(work.tx, work.cx, (behavior, draft))?;
        work.vouched.extend(found);
        needs(work.tx, work.cx, draft, &behavior.needs)?;
        behavior.derives.iter().for_each(|derive| derive(draft));
    }
    if !work.is_turned_back() {
        note_stage(draft);
    }
    follow::fill(work, draft)?;
    let mut problems = require_complete(&draft.module, &draft.values);
    problems.extend(follow::judge(work, draft)?);
    let before = draft.old.as_ref().map(|old| old.values.as_slice());
    if !work.is_turned_back() {
        problems.extend(check_stage(&draft.module, before, &draft.values));
        let strange = check_dependencies(&draft.module, before, &draft.values);
        problems.extend(strange.into_iter().map(|one| in_words(work.cx, &draft.module, one)));
    }
    problems.extend(targets(work, draft)?);
    problems.extend(files::held::judge(work, draft)?);
    problems.extend(frozen(draft));
    if let Some(behavior) = behavior {
        problems.extend(behavior.checks.iter().filter_map(|check| check(draft)));
        if let Some(old) = &draft.old {
            problems.extend(behavior.guards.iter().filter_map(|guard| guard(old, draft)));
        }
    }
    Ok(problems)
}

/// What was changed although its stage froze it; the database refuses it as well.
fn frozen(draft: &Draft) -> Vec<FieldProblem> {
    let Some(old) = &draft.old else { return Vec::new() };
    let Some(stage) = draft.module.stage_field() else { return Vec::new() };
    let stage = old.value(&draft.module, &stage.name).as_text();
    let is_frozen = |field: &Field| draft.module.is_frozen(field, stage);
    let changed = draft.changed().into_iter().map(|at| &draft.module.fields[at]);
    let wrong = changed.filter(|field| is_frozen(field) && !field.follows());
    wrong.map(|field| FieldProblem::new(&field.name, "frozen")).collect()
}

/// Says codes and names of fields in the words of the person.
fn in_words(cx: &Cx, module: &Module, problem: FieldProblem) -> FieldProblem {
    let word = |name: &str, code: &str| {
        let list = module.field(name).and_then(|field| field.kind.list()).unwrap_or_default();
        cx.text(&format!("picklist.{list}.{code}")).to_owned()
    };
    let param = |name: &str| problem.params.get(name).cloned().unwrap_or_default();
    let (on, value, after) = (param("on"), param("value"), param("after"));
    let value = word(&problem.field, &value);
    let label = cx.text(&module.key("field", &on)).to_owned();
    problem.with("value", value).with("after", word(&on, &after)).with("on", label)
}

/// Notes the day on which a record came to its stage.
fn note_stage(draft: &mut Draft) {
    let module = draft.module.clone();
    let Some(pipeline) = &module.pipeline else { return };
    let Some(since) = pipeline.since.as_ref().and_then(|name| module.position(name)) else {
        return;
    };
    let Some(stage) = module.position(&pipeline.field) else { return };
    let stays = draft.old.as_ref().is_some_and(|old| old.values[stage] == draft.values[stage]);
    if !stays {
        draft.values[since] = Value::Date(draft.when.day);
    }
}

/// Refuses when there are problems.
pub fn settle(mut problems: Vec<FieldProblem>) -> Result<()> {
    problems.dedup();
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Links must lead to records the actor reaches, owners must be people who can sign in.
fn targets(work: &mut Work<'_, '_>, draft: &Draft) -> Result<Vec<FieldProblem>> {
    let mut problems = Vec::new();
    for at in draft.changed() {
        let field = &draft.module.fields[at];
        let found = match &draft.values[at] {
            Value::Link(link) if link.id == draft.id => {
                problems.push(FieldProblem::new(&field.name, "links_itself"));
                continue;
            }
            Value::Link(link) => is_alive(work, link)?,
            Value::Principal(id) if field.system.is_none() => {
                work.vouched.contains(&id.0) || work.is_active_user(*id)?
            }
            Value::Lines(_) => {
                let old = draft.old.as_ref().map_or(&Value::Empty, |old| &old.values[at]);
                for (place, link) in lines::new_links(&field.name, old, &draft.values[at]) {
                    if !is_alive(work, &link)? {
                        problems.push(FieldProblem::new(&place, "target_not_found"));
                    }
                }
                continue;
            }
            _ => true,
        };
        if !found {
            problems.push(FieldProblem::new(&field.name, "target_not_found"));
        }
    }
    Ok(problems)
}

fn is_alive(work: &mut Work<'_, '_>, link: &Link) -> Result<bool> {
    if work.vouched.contains(&link.id.0) {
        return Ok(true);
    }
    let may_see = work.cx.actor.rights.may(&link.module, Right::See);
    let module = work.cx.catalog.module(&link.module).cloned().filter(|_| may_see);
    let Some(module) = module else { return Ok(false) };
    let key = link.id.to_string();
    if work.tx.knows("link", &key) {
        return Ok(true);
    }
    let scope = work.cx.actor.scope.clone();
    let is_alive = !records::titles(work.tx, &module, &scope, &[link.id])?.is_empty();
    if is_alive {
        work.tx.learn("link", key);
    }
    Ok(is_alive)
}

/// Reads what rules need of linked records into a draft, each record once.
pub fn needs(
    reader: &mut Reader<'_>,
    cx: &Cx,
    draft: &mut Draft,
    paths: &[&'static str],
) -> Result<()> {
    let mut by_way: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in paths {
        let Some((way, wanted)) = path.rsplit_once('.') else {
            return Err(Error::internal(format!("`{path}` is no path over a link")));
        };
        by_way.entry(way).or_default().push(wanted);
    }
    for (way, wanted) in by_way {
        match lines::through(&draft.module, way) {
            Some(cell) => lines::need(reader, cx, draft, (cell, &wanted))?,
            None => need(reader, cx, draft, (way, &wanted))?,
        }
    }
    Ok(())
}

fn need(
    reader: &mut Reader<'_>,
    cx: &Cx,
    draft: &mut Draft,
    (field, wanted): (&str, &[&str]),
) -> Result<()> {
    let found = match draft.value(field) {
        Value::Link(link) => {
            let module = cx.module(&link.module)?;
            let scope = access::Scope::system("a rule reads a linked value");
            records::get(reader, &module, &scope, link.id)?.map(|record| (module, record))
        }
        _ => None,
    };
    for wanted in wanted {
        let value = found.as_ref().map(|(module, record)| record.value(module, wanted).clone());
        draft.needs.insert(format!("{field}.{wanted}"), value.unwrap_or_default());
    }
    Ok(())
}
