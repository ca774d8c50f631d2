//! When a field is shown, needed and taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, FieldRight, Rights};
use catalog::Module;
use catalog::plan::{Conditions, FormulaPlan};
use formula::Present;
use kernel::{FieldProblem, RecordId, Result, Value};

use store::records::Record;

use super::known::{Known, Source, house_locale};
use crate::cx::Cx;
use crate::draft::{Draft, When};
use crate::work::Work;

/// What is wrong with a draft by the conditions of its fields.
pub fn judge(work: &mut Work<'_, '_>, draft: &Draft) -> Result<Vec<FieldProblem>> {
    let catalog = work.cx.catalog.clone();
    let Some(plan) = catalog.plan().module(&draft.module.code) else { return Ok(Vec::new()) };
    let mut values = draft.values.clone();
    let mut problems = Vec::new();
    for one in &plan.conditions {
        let mut holds = Holds { source: Source::Hold(work.tx), draft, values: &mut values };
        let field = &draft.module.fields[one.at];
        let is_empty = draft.values[one.at].primary().is_empty();
        if is_empty {
            let is_needed = match &one.required {
                Some(required) => holds.holds(&catalog, required)?,
                None => false,
            };
            // What nobody can fill is not asked for.
            if is_needed && holds.is_visible(&catalog, one)? {
                problems.push(FieldProblem::new(&field.name, "required"));
            }
            continue;
        }
        if let Some(valid) = &one.valid
            && holds.answer(&catalog, valid)? == Value::Bool(false)
        {
            // Its text stands under `problem.MODULE.rule.FIELD`.
            problems.push(FieldProblem::new(&field.name, &draft.module.key("rule", &field.name)));
        }
    }
    Ok(problems)
}

struct Holds<'h, 's, 'a> {
    source: Source<'s, 'a>,
    draft: &'h Draft,
    values: &'h mut Vec<Value>,
}

impl Holds<'_, '_, '_> {
    fn answer(&mut self, catalog: &catalog::Catalog, plan: &FormulaPlan) -> Result<Value> {
        let module = &self.draft.module;
        let mut known = Known { catalog, module, values: self.values, met: BTreeMap::new() };
        let present = Present { now: self.draft.when.at, locale: house_locale() };
        Ok(known.answer(&mut self.source, plan, &present)?.value)
    }

    fn holds(&mut self, catalog: &catalog::Catalog, plan: &FormulaPlan) -> Result<bool> {
        Ok(self.answer(catalog, plan)? == Value::Bool(true))
    }

    fn is_visible(&mut self, catalog: &catalog::Catalog, one: &Conditions) -> Result<bool> {
        one.visible.as_ref().map_or(Ok(true), |plan| self.holds(catalog, plan))
    }
}

/// What a form shows and asks for while it is filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Names of fields that are not shown.
    pub hidden: Vec<String>,
    /// Names of fields that are needed.
    pub required: Vec<String>,
}

/// What a record or a form with these values shows and asks for, as far as its reader knows of the
/// fields; what is hidden from them is taken as it is stored, when there is a record.
///
/// # Errors
/// When the database fails.
pub async fn conditions_for(
    cx: &Cx,
    module: &Arc<Module>,
    (id, values): (Option<RecordId>, &[Value]),
) -> Result<Shown> {
    let plan = cx.catalog.plan().clone();
    let conditions = plan.module(&module.code).map_or(Vec::new(), |p| p.conditions.clone());
    if conditions.is_empty() {
        return Ok(Shown::default());
    }
    let draft = Draft {
        module: module.clone(),
        id: id.unwrap_or_default(),
        values: values.to_vec(),
        old: None,
        needs: BTreeMap::new(),
        when: When::present(cx),
    };
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| {
            let mut values = draft.values.clone();
            if let Some(id) = id {
                let scope = access::Scope::system("a condition reads what is stored");
                let stored = store::records::get(reader, &draft.module, &scope, id)?;
                unveil(&cx, &draft.module, &mut values, stored);
            }
            let source = Source::Read(reader);
            let mut holds = Holds { source, draft: &draft, values: &mut values };
            let mut shown = Shown::default();
            for one in &conditions {
                let name = &draft.module.fields[one.at].name;
                if cx.actor.rights.field(&draft.module.code, name) == FieldRight::Hidden {
                    continue;
                }
                if !holds.is_visible(&cx.catalog, one)? {
                    shown.hidden.push(name.clone());
                } else if let Some(required) = &one.required
                    && holds.holds(&cx.catalog, required)?
                {
                    shown.required.push(name.clone());
                }
            }
            Ok(shown)
        })
        .await
}

/// Puts what is stored where the reader sees nothing.
fn unveil(cx: &Cx, module: &Module, values: &mut [Value], stored: Option<Record>) {
    let Some(stored) = stored else { return };
    for ((field, value), stored) in module.fields.iter().zip(values).zip(stored.values) {
        if cx.actor.rights.field(&module.code, &field.name) == FieldRight::Hidden {
            *value = stored;
        }
    }
}

/// The actor, from whom modules are hidden that are switched off, with links to nothing else, and
/// fields that follow from something hidden. The program itself sees everything, so that what
/// follows goes on and is right when a module comes back.
pub fn seeing(catalog: &catalog::Catalog, actor: Actor) -> Actor {
    let mut rights = actor.rights;
    let hide = |rights: Rights, (module, field): (String, String)| {
        rights.with_field(&module, &field, FieldRight::Hidden)
    };
    if !catalog.off().is_empty() && actor.scope.reason().is_none() {
        let dead = catalog.dead_links(catalog.off());
        rights = dead.into_iter().fold(rights.with_off(catalog.off()), hide);
    }
    if actor.scope.reason().is_none() {
        let inside = catalog.modules().iter().flat_map(|module| {
            let fields = module.fields.iter().filter(|field| field.inside);
            fields.map(|field| (module.code.clone(), field.name.clone())).collect::<Vec<_>>()
        });
        rights = inside.fold(rights, hide);
    }
    let hidden = locked_away(&rights, catalog);
    let rights = hidden.into_iter().fold(rights, hide);
    Actor { rights, ..actor }
}

fn locked_away(rights: &Rights, catalog: &catalog::Catalog) -> Vec<(String, String)> {
    let all = catalog.modules().iter().flat_map(|module| {
        let fields = module.fields.iter().filter(|field| field.follows() && !field.discloses);
        fields.map(|field| (module.as_ref(), field.name.as_str()))
    });
    let hides = |(module, field): &(&Module, &str)| {
        let sources = catalog.plan().sources(&module.code, field);
        sources.iter().any(|(there, source)| rights.hides(there, source))
    };
    let followed = all.filter(hides).map(|(module, field)| (module.code.clone(), field.to_owned()));
    let beside = catalog.modules().iter().flat_map(|module| {
        let is_hidden = |field: &&catalog::Field| {
            field.seen_with.iter().any(|(there, source)| rights.hides(there, source))
        };
        let fields = module.fields.iter().filter(is_hidden);
        fields.map(|field| (module.code.clone(), field.name.clone())).collect::<Vec<_>>()
    });
    followed.chain(beside).collect()
}
