//! The plan of one module, ready to translate its rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use catalog::{AliasField, FieldType, Module};
use kernel::{Currency, Link, PrincipalId};
use records::Cx;

use crate::client::{Told, scalar};
use crate::ids::Ids;
use crate::plan::{FieldGoes, Goes, Plan, PlanField, PlanModule, ValueGoes};

/// Who and what ids of the other house mean here.
#[derive(Clone, Debug)]
pub struct Known {
    /// Ids of records.
    pub ids: Ids,
    /// People and groups by their id there.
    people: BTreeMap<String, PrincipalId>,
    /// What people are called there.
    pub names: BTreeMap<String, String>,
    /// Who owns what belongs to nobody here.
    pub owner: Option<PrincipalId>,
    /// Modules by the number in front of the `x`.
    modules: BTreeMap<String, String>,
    /// The currency of amounts.
    pub currency: Currency,
}

impl Known {
    /// What a plan says.
    pub fn of(plan: &Plan, ids: Ids) -> Self {
        let here = plan.people.iter().filter_map(|one| Some((one.there.clone(), one.here?)));
        let names = plan.people.iter().map(|one| (one.there.clone(), one.name.clone()));
        let modules = plan.modules.iter().filter_map(|module| match &module.goes {
            Goes::To(code) => Some((module.prefix.clone(), code.clone())),
            Goes::Leave | Goes::New => None,
        });
        Known {
            ids,
            people: here.collect(),
            names: names.collect(),
            owner: plan.owner,
            modules: modules.collect(),
            currency: Currency::parse(&plan.currency).unwrap_or(Currency::EUR),
        }
    }

    /// Who somebody is here.
    pub fn person(&self, there: &str) -> Option<PrincipalId> {
        self.people.get(there).copied()
    }

    /// The record that an id there stands for; nothing when its module is left out.
    pub fn record(&self, there: &str) -> Option<Link> {
        let (prefix, _) = there.split_once('x')?;
        let code = self.modules.get(prefix)?;
        Some(Link::new(code, self.ids.record(there)))
    }
}

/// A module of the other house with the one here that its records go to.
pub struct Mapped {
    /// Its name there.
    pub name: String,
    /// Names of the fields there that name a record.
    titled: Vec<String>,
    /// The module here.
    pub module: Arc<Module>,
    /// Fields that go somewhere.
    pub fields: Vec<MappedField>,
}

/// A field there, and its place here.
pub struct MappedField {
    /// Its name there.
    pub name: String,
    /// What it is called there.
    pub label: String,
    /// Position of the field in records here.
    pub at: usize,
    /// Of several labelled values the one with this label.
    pub entry: Option<String>,
    /// Part of the value.
    pub part: Option<String>,
    /// Codes of values to choose from.
    pub codes: BTreeMap<String, Option<String>>,
}

impl Mapped {
    /// The plan of a module whose records go into one that is there.
    pub fn of(cx: &Cx, there: &PlanModule) -> Option<Self> {
        let Goes::To(code) = &there.goes else { return None };
        let module = cx.catalog.module(code)?.clone();
        let mut fields: Vec<MappedField> =
            there.fields.iter().filter_map(|field| mapped(&module, field)).collect();
        // A time of no day says nothing, so the day comes first.
        fields.sort_by_key(|field| field.part.as_deref() == Some("time"));
        let (name, titled) = (there.name.clone(), there.titled.clone());
        Some(Mapped { name, titled, module, fields })
    }

    /// What a record is called there.
    pub fn title(&self, row: &Told) -> String {
        let words = self.titled.iter().filter_map(|name| row.get(name)).map(scalar);
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Codes of modules that its links lead to.
    pub fn leads_to(&self) -> impl Iterator<Item = &str> {
        let kinds = self.fields.iter().map(|field| &self.module.fields[field.at].kind);
        kinds.flat_map(|kind| match kind {
            FieldType::Link { to, .. } => to.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        })
    }

    /// What a field is called there, by its name here.
    pub fn label<'a>(&'a self, name: &'a str) -> &'a str {
        let found = self.fields.iter().find(|field| self.module.fields[field.at].name == name);
        found.map_or(name, |field| field.label.as_str())
    }
}

fn mapped(module: &Module, field: &PlanField) -> Option<MappedField> {
    let FieldGoes::To(place) = &field.goes else { return None };
    let alias = AliasField::parse(&field.name, place, &module.fields)?;
    let at = module.position(&alias.field)?;
    let known = &module.fields[at];
    if !known.is_editable() || known.system.is_some() || !known.kind.fits_a_cell() {
        return None;
    }
    let first = known.labels.first().cloned().unwrap_or_default();
    let entry = alias.label.or_else(|| known.several.then_some(first));
    let code = |goes: &ValueGoes| match goes {
        ValueGoes::To(code) => Some(code.clone()),
        ValueGoes::Leave | ValueGoes::New => None,
    };
    let codes = field.values.iter().map(|value| (value.value.clone(), code(&value.goes)));
    Some(MappedField {
        name: field.name.clone(),
        label: field.label.clone(),
        at,
        entry,
        part: alias.part,
        codes: codes.collect(),
    })
}
