//! What the plan wants and is not here yet is made: modules, fields, values to choose from.
//!
//! Everything is found again by what it is called, so that what was interrupted makes nothing
//! twice.

use std::collections::BTreeSet;
use std::sync::Arc;

use catalog::{Field, Module};
use kernel::{Error, FieldProblem, Language, Result};
use records::Cx;
use studio::{Labels, ListValue, NewField, NewModule};

use crate::plan::{self, FieldGoes, Goes, Plan, PlanField, PlanValue, ValueGoes};
use crate::report::Line;

/// Letters of a label at most.
const LONGEST: usize = 80;

/// Makes what is missing and says so in the plan; tells what could not be made.
///
/// # Errors
/// When the database fails.
pub async fn prepare(cx: &Cx) -> Result<Vec<Line>> {
    let mut plan = plan::plan(cx).await?;
    let mut lines = Vec::new();
    for at in 0..plan.modules.len() {
        if plan.modules[at].goes == Goes::New {
            make_module(&cx.renewed(), (&mut plan, at), &mut lines).await?;
            plan::keep(cx, &plan).await?;
        }
    }
    for at in 0..plan.modules.len() {
        let Goes::To(code) = plan.modules[at].goes.clone() else { continue };
        let n_fields = plan.modules[at].fields.len();
        for field in 0..n_fields {
            let is_made = make(cx, (&mut plan, at, field), &code, &mut lines).await?;
            if is_made {
                plan::keep(cx, &plan).await?;
            }
        }
    }
    Ok(lines)
}

/// A label that the studio takes.
fn label(text: &str, otherwise: &str) -> String {
    let text = if text.trim().is_empty() { otherwise } else { text };
    let text = text.chars().filter(|c| !c.is_control() && !"{}".contains(*c));
    text.take(LONGEST).collect::<String>().trim().to_owned()
}

fn labels(text: &str, otherwise: &str) -> Labels {
    Labels(vec![label(text, otherwise)])
}

fn is_called(cx: &Cx, key: &str, label: &str) -> bool {
    let (texts, label) = (cx.catalog.texts(), kernel::fold(label));
    let is_same = |of| texts.find(of, key).is_some_and(|known| kernel::fold(known) == label);
    Language::ALL.into_iter().any(is_same)
}

async fn make_module(cx: &Cx, (plan, at): (&mut Plan, usize), lines: &mut Vec<Line>) -> Result<()> {
    let there = &plan.modules[at];
    let many = label(&there.label, &there.name);
    let is_same = |module: &&Arc<Module>| {
        let key = format!("{}.name.other", module.code);
        studio::is_own(module) && is_called(cx, &key, &many)
    };
    if let Some(known) = cx.catalog.modules().iter().find(is_same) {
        plan.modules[at].goes = Goes::To(known.code.clone());
        return Ok(());
    }
    let titled = there.titled.first().cloned().unwrap_or_default();
    let title = there.fields.iter().find(|field| field.name == titled);
    let areas = studio::areas(cx);
    let area = areas.iter().find(|area| area.code == "tools").or(areas.last());
    let new = NewModule {
        one: labels(&there.singular, &there.label),
        many: Labels(vec![many]),
        title: labels(title.map_or("", |field| field.label.as_str()), "Name"),
        icon: studio::ICONS[0].into(),
        area: area.map(|area| area.code.clone()).unwrap_or_default(),
        may_share: true,
    };
    plan.modules[at].goes = match studio::new_module(cx, &new).await {
        Ok(code) => Goes::To(code),
        Err(error) => {
            let there = &plan.modules[at];
            lines.push(not_made(&there.name, (&there.label, ""), error)?);
            Goes::Leave
        }
    };
    Ok(())
}

/// What the house refuses to make stands in the report; faults of ours end the run.
fn not_made(module: &str, (title, field): (&str, &str), error: Error) -> Result<Line> {
    let said = match error {
        Error::Invalid(problems) => problems.first().map(|p| p.code.clone()).unwrap_or_default(),
        Error::Conflict { code, .. } => code,
        other => return Err(other),
    };
    let problem = FieldProblem::new(field, "moving_not_made").with("said", said);
    Ok(Line::of(module, ("", title), "left", &problem))
}

/// Makes a field or its values when they are missing; tells whether the plan says so now.
async fn make(
    cx: &Cx,
    (plan, at, field): (&mut Plan, usize, usize),
    code: &str,
    lines: &mut Vec<Line>,
) -> Result<bool> {
    let there = plan.modules[at].fields[field].clone();
    let made = match &there.goes {
        FieldGoes::Leave => return Ok(false),
        FieldGoes::New => {
            let taken = taken(plan, at);
            make_field(&cx.renewed(), (plan, code), &there, &taken).await
        }
        FieldGoes::To(place) => {
            let list = list_of(cx, code, place);
            match list.filter(|_| there.values.iter().any(|v| v.goes == ValueGoes::New)) {
                None => return Ok(false),
                Some(list) => add_values(cx, &list, there.clone()).await.map(Some),
            }
        }
    };
    let module = &mut plan.modules[at];
    match made {
        Ok(Some(made)) => module.fields[field] = made,
        Ok(None) => {
            let problem = FieldProblem::new(&there.label, "moving_no_target");
            lines.push(Line::of(&module.name, ("", &module.label), "left", &problem));
            module.fields[field].goes = FieldGoes::Leave;
        }
        Err(error) => {
            lines.push(not_made(&module.name, (&module.label, &there.label), error)?);
            match &there.goes {
                FieldGoes::New => module.fields[field].goes = FieldGoes::Leave,
                _ => module.fields[field].values.iter_mut().for_each(leave),
            }
        }
    }
    Ok(true)
}

fn leave(value: &mut PlanValue) {
    if value.goes == ValueGoes::New {
        value.goes = ValueGoes::Leave;
    }
}

/// Names of fields here that others of the module go to already.
fn taken(plan: &Plan, at: usize) -> BTreeSet<String> {
    let places = plan.modules[at].fields.iter().filter_map(|field| match &field.goes {
        FieldGoes::To(place) => place.split('.').next().map(str::to_owned),
        FieldGoes::Leave | FieldGoes::New => None,
    });
    places.collect()
}

fn list_of(cx: &Cx, code: &str, place: &str) -> Option<String> {
    let now = cx.engine.catalog();
    let field = now.module(code)?.field(place.split('.').next()?)?;
    field.kind.list().map(str::to_owned)
}

/// A field for values of another one; nothing when it would lead nowhere.
async fn make_field(
    cx: &Cx,
    (plan, code): (&Plan, &str),
    there: &PlanField,
    taken: &BTreeSet<String>,
) -> Result<Option<PlanField>> {
    let module = cx.module(code)?;
    let Some(kind) = there.new_kind() else { return Ok(None) };
    let called = label(&there.label, &there.name);
    let is_same = |field: &&Field| {
        let key = module.key("field", &field.name);
        field.custom
            && field.kind.word() == kind
            && !taken.contains(&field.name)
            && is_called(cx, &key, &called)
    };
    let known = module.fields.iter().find(is_same);
    let (name, list) = match known {
        Some(known) => (known.name.clone(), known.kind.list().map(str::to_owned)),
        None => {
            let to = targets(plan, there);
            if kind == "link" && to.is_empty() {
                return Ok(None);
            }
            let chooses = ["picklist", "multi_picklist"].contains(&kind);
            let list = if chooses { Some(studio::bring_list(cx, &called).await?) } else { None };
            let new = new_field(&module, there, (called, list.clone().unwrap_or_default(), to));
            (studio::new_field(&cx.renewed(), code, &new).await?, list)
        }
    };
    let made = PlanField { goes: FieldGoes::To(name), ..there.clone() };
    match list {
        Some(list) => add_values(cx, &list, made).await.map(Some),
        None => Ok(Some(made)),
    }
}

/// Modules here that a reference leads to.
fn targets(plan: &Plan, there: &PlanField) -> Vec<String> {
    let modules = there.refers.iter().filter_map(|name| match &plan.module(name)?.goes {
        Goes::To(code) => Some(code.clone()),
        Goes::Leave | Goes::New => None,
    });
    let mut to: Vec<String> = modules.collect();
    to.sort_unstable();
    to.dedup();
    to
}

fn new_field(
    module: &Module,
    there: &PlanField,
    (called, list, to): (String, String, Vec<String>),
) -> NewField {
    NewField {
        labels: Labels(vec![called]),
        kind: there.new_kind().unwrap_or("text").into(),
        list,
        to,
        scale: if there.kind == "double" { 4 } else { 0 },
        block: module.blocks.last().map(|block| block.name.clone()).unwrap_or_default(),
        // Numbers under which people know a record are looked for.
        search: there.kind == "string" && !there.name.starts_with("cf_"),
        may_share: true,
        ..NewField::default()
    }
}

/// Adds values that are missing to a list; the field comes back with what they are here.
async fn add_values(cx: &Cx, list: &str, mut field: PlanField) -> Result<PlanField> {
    let cx = &cx.renewed();
    let missing = |cx: &Cx, value: &PlanValue| {
        value.goes == ValueGoes::New && code(cx, list, value).is_none()
    };
    let mut seen = BTreeSet::new();
    let new: Vec<ListValue> = field
        .values
        .iter()
        .filter(|value| missing(cx, value))
        .map(|value| label(&value.label, &value.value))
        .filter(|label| seen.insert(kernel::fold(label)))
        .map(|label| ListValue { labels: Labels(vec![label]), ..ListValue::default() })
        .collect();
    if !new.is_empty() {
        let values: Vec<ListValue> = standing(cx, list).into_iter().chain(new).collect();
        studio::save_list(cx, list, &values).await?;
    }
    let cx = &cx.renewed();
    for value in field.values.iter_mut().filter(|value| value.goes == ValueGoes::New) {
        value.goes = code(cx, list, value).map_or(ValueGoes::Leave, ValueGoes::To);
    }
    Ok(field)
}

/// The code of a value by what it is called.
fn code(cx: &Cx, list: &str, value: &PlanValue) -> Option<String> {
    let called = label(&value.label, &value.value);
    let known = cx.catalog.picklist(list)?.values.iter();
    let is_same = |code: &str| is_called(cx, &format!("picklist.{list}.{code}"), &called);
    known.into_iter().find(|one| is_same(&one.code)).map(|one| one.code.clone())
}

fn standing(cx: &Cx, list: &str) -> Vec<ListValue> {
    let known = cx.catalog.picklist(list).into_iter().flat_map(|list| &list.values);
    let value = |one: &catalog::PicklistValue| ListValue {
        code: one.code.clone(),
        labels: Labels(
            Language::ALL
                .map(|of| {
                    let key = format!("picklist.{list}.{}", one.code);
                    cx.catalog.texts().own(of, &key).unwrap_or_default().to_owned()
                })
                .into(),
        ),
        hue: one.hue,
        is_retired: one.retired,
    };
    known.map(value).collect()
}
