//! The plan is kept, and changed by a person.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Error, FieldProblem, Result};
use records::Cx;

use super::fields;
use super::modules::{self, target};
use super::shape::{FieldGoes, Goes, Plan, PlanField, PlanModule, ValueGoes};
use crate::client::{Described, DescribedField};
use crate::runs;
use crate::source::{self, Keys};

const PLAN: &str = "moving.plan";

/// What a form sent, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(pub BTreeMap<String, String>);

impl Answers {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn is_on(&self, name: &str) -> bool {
        self.get(name) == Some("1")
    }
}

/// The plan of the house that is connected.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound` without a house.
pub async fn plan(cx: &Cx) -> Result<Plan> {
    source::demand(cx).await?;
    source::kept(cx, PLAN).await?.ok_or(Error::NotFound)
}

/// Keeps a plan.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn keep(cx: &Cx, plan: &Plan) -> Result<()> {
    source::keep(cx, PLAN, plan).await
}

/// Keeps a plan that was changed; what goes elsewhere now is read as a whole the next time.
async fn keep_changed(cx: &Cx, old: &Plan, new: &Plan) -> Result<()> {
    let source = source::demand(cx).await?;
    let mut marks = source::marks(cx, &source).await?;
    let goes = |plan: &Plan| -> Vec<(String, Goes)> {
        plan.modules.iter().map(|module| (module.name.clone(), module.goes.clone())).collect()
    };
    let who = |plan: &Plan| (plan.people.clone(), plan.owner, plan.currency.clone());
    match goes(old) == goes(new) && who(old) == who(new) {
        true => marks.since.retain(|name, _| old.module(name) == new.module(name)),
        false => marks.since.clear(),
    }
    source::set_marks(cx, &source, marks).await?;
    keep(cx, new).await
}

/// Looks at the other house again; what was decided before stays decided.
///
/// # Errors
/// As `plan`; `Conflict` `moving_runs`; when the other house does not answer.
pub async fn renew(cx: &Cx, keys: Keys<'_>) -> Result<()> {
    let old = plan(cx).await?;
    runs::demand_rest(cx).await?;
    let client = source::demand(cx).await?.client(keys)?;
    let mut new = modules::propose(cx, &client).await?;
    for module in &mut new.modules {
        if let Some(known) = old.module(&module.name) {
            decided(cx, module, known);
        }
    }
    for person in &mut new.people {
        let known = old.people.iter().find(|known| known.there == person.there);
        person.here = known.and_then(|known| known.here).or(person.here);
    }
    let (owner, currency) = (old.owner.or(new.owner), old.currency.clone());
    let (relations, comments) = (old.relations, old.comments);
    let (documents, trash) = (old.documents, old.trash);
    let new = Plan { owner, currency, relations, comments, documents, trash, ..new };
    keep_changed(cx, &old, &new).await
}

fn decided(cx: &Cx, module: &mut PlanModule, known: &PlanModule) {
    if module.goes != known.goes {
        set_goes(cx, module, known.goes.clone());
    }
    for field in &mut module.fields {
        let Some(before) = known.fields.iter().find(|before| before.name == field.name) else {
            continue;
        };
        field.goes = before.goes.clone();
        for value in &mut field.values {
            let before = before.values.iter().find(|before| before.value == value.value);
            value.goes = before.map_or(value.goes.clone(), |before| before.goes.clone());
        }
    }
}

/// Another place for records of a module; its fields are proposed anew.
fn set_goes(cx: &Cx, module: &mut PlanModule, goes: Goes) {
    module.goes = goes;
    let field = |field: &PlanField| DescribedField {
        name: field.name.clone(),
        label: field.label.clone(),
        kind: field.kind.clone(),
        values: field.values.iter().map(|v| (v.value.clone(), v.label.clone())).collect(),
        refers: field.refers.clone(),
    };
    let described = Described {
        titled: module.titled.clone(),
        fields: module.fields.iter().map(field).collect(),
        ..Described::default()
    };
    module.fields = fields::propose(cx, target(cx, &module.goes).as_deref(), &described);
}

/// Changes where modules and people go: `m.NAME`, `p.ID`, `owner`, `currency`,
/// `relations`, `comments`, `documents` and `trash`.
///
/// # Errors
/// As `plan`; `Conflict` `moving_runs`; `Invalid`.
pub async fn change(cx: &Cx, answers: &Answers) -> Result<()> {
    let mut plan = plan(cx).await?;
    let old = plan.clone();
    runs::demand_rest(cx).await?;
    let owners = records::owners(cx).await?;
    let principal = |sent: &str| owners.iter().find(|one| one.id.to_string() == sent);
    for module in &mut plan.modules {
        let Some(goes) = answers.get(&format!("m.{}", module.name)) else { continue };
        let goes = goes_of(cx, goes)?;
        if goes != module.goes {
            set_goes(cx, module, goes);
        }
    }
    for person in &mut plan.people {
        if let Some(sent) = answers.get(&format!("p.{}", person.there)) {
            person.here = principal(sent).map(|one| one.id);
        }
    }
    let owner = answers.get("owner").and_then(principal);
    plan.owner = Some(owner.ok_or_else(|| Error::invalid("owner", "required"))?.id);
    let currency = answers.get("currency").unwrap_or_default().trim().to_uppercase();
    let currency = kernel::Currency::parse(&currency);
    let currency = currency.ok_or_else(|| Error::invalid("currency", "moving_currency"))?;
    plan.currency = currency.code().to_owned();
    plan.relations = answers.is_on("relations");
    plan.comments = answers.is_on("comments");
    plan.documents = answers.is_on("documents");
    plan.trash = answers.is_on("trash");
    keep_changed(cx, &old, &plan).await
}

fn goes_of(cx: &Cx, sent: &str) -> Result<Goes> {
    match sent.split_once(':') {
        None if sent == "leave" => Ok(Goes::Leave),
        None if sent == "new" => Ok(Goes::New),
        Some(("to", code)) if cx.catalog.module(code).is_some() => Ok(Goes::To(code.into())),
        _ => Err(Error::invalid("plan", "not_in_list")),
    }
}

/// Changes where values of fields of a module go: `f.NAME`, and `v.NAME.N` for the value at N.
///
/// # Errors
/// As `change`; `Invalid` when two fields go to one place.
pub async fn change_fields(cx: &Cx, name: &str, answers: &Answers) -> Result<()> {
    let mut plan = plan(cx).await?;
    let old = plan.clone();
    runs::demand_rest(cx).await?;
    let module = plan.modules.iter_mut().find(|module| module.name == name);
    let module = module.ok_or(Error::NotFound)?;
    let target = target(cx, &module.goes);
    let mut taken = BTreeSet::new();
    for field in &mut module.fields {
        let sent = answers.get(&format!("f.{}", field.name)).unwrap_or("leave");
        let goes = match sent.split_once(':') {
            None if sent == "leave" => FieldGoes::Leave,
            None if sent == "new" && field.new_kind().is_some() => FieldGoes::New,
            Some(("to", place)) => FieldGoes::To(place.into()),
            _ => return Err(Error::invalid("plan", "not_in_list")),
        };
        if let FieldGoes::To(place) = &goes
            && !taken.insert(place.clone())
        {
            let problem = FieldProblem::new("plan", "moving_twice").with("name", &field.label);
            return Err(Error::Invalid(vec![problem]));
        }
        if goes == field.goes {
            change_values(field, answers)?;
        } else {
            field.goes = goes;
            fields::propose_values(cx, target.as_deref(), field);
        }
    }
    keep_changed(cx, &old, &plan).await
}

fn change_values(field: &mut PlanField, answers: &Answers) -> Result<()> {
    for (at, value) in field.values.iter_mut().enumerate() {
        let Some(sent) = answers.get(&format!("v.{}.{at}", field.name)) else { continue };
        value.goes = match sent.split_once(':') {
            None if sent == "leave" => ValueGoes::Leave,
            None if sent == "new" => ValueGoes::New,
            Some(("to", code)) => ValueGoes::To(code.into()),
            _ => return Err(Error::invalid("plan", "not_in_list")),
        };
    }
    Ok(())
}
