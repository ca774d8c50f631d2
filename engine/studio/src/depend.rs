//! Fields that follow others: which values of one list may stand beside those of another.

use std::collections::{BTreeMap, BTreeSet};

use catalog::{Change, Dependency, Field, FieldType, Module};
use kernel::{Error, FieldProblem, Result};
use records::Cx;

/// Fields of a module that can decide: one value of a pick list.
pub fn deciding(module: &Module) -> impl Iterator<Item = &Field> {
    module.fields.iter().filter(|field| matches!(field.kind, FieldType::Picklist { .. }))
}

/// Fields of a module that can follow: one value or several of a pick list.
pub fn following(module: &Module) -> impl Iterator<Item = &Field> {
    let is_one = |field: &&Field| {
        matches!(field.kind, FieldType::Picklist { .. } | FieldType::MultiPicklist { .. })
    };
    module.fields.iter().filter(is_one)
}

/// The dependency of a field, where it has one.
#[must_use]
pub fn dependency<'a>(module: &'a Module, field: &str) -> Option<&'a Dependency> {
    module.dependencies.iter().find(|known| known.field == field)
}

/// Tells whether one field can follow another.
///
/// # Errors
/// `Invalid` at `follows` when the field cannot follow, at `on` when the other cannot decide.
pub fn fits(module: &Module, on: &str, field: &str) -> Result<()> {
    let wrong = |at: &str, code: &str| Error::Invalid(vec![FieldProblem::new(at, code)]);
    if !following(module).any(|known| known.name == field) {
        return Err(wrong("follows", "required"));
    }
    if !deciding(module).any(|known| known.name == on) {
        return Err(wrong("on", "required"));
    }
    let mut at = on;
    for _ in 0..=module.dependencies.len() {
        if at == field {
            return Err(wrong("on", "follows_itself"));
        }
        let Some(before) = dependency(module, at) else { break };
        at = &before.on;
    }
    Ok(())
}

/// Says which values of a field may follow each value of another. What every value may follow is
/// kept open, so that values that come later may follow it too.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Invalid` as `fits`.
pub async fn depend(
    cx: &Cx,
    module: &str,
    (on, field): (&str, &str),
    pairs: &BTreeSet<(String, String)>,
) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    fits(&module, on, field)?;
    let codes = |name: &str, all: bool| -> Vec<String> {
        let list = module.field(name).and_then(|field| field.kind.list());
        let values = list.and_then(|list| cx.catalog.picklist(list)).into_iter();
        let values = values.flat_map(|list| &list.values).filter(|value| all || !value.retired);
        values.map(|value| value.code.clone()).collect()
    };
    let (offered, known) = (codes(field, false), codes(field, true));
    let mut allowed = BTreeMap::new();
    for deciding in codes(on, true) {
        let may = |code: &&String| pairs.contains(&(deciding.clone(), (*code).clone()));
        let is_open = offered.iter().all(|code| may(&code));
        if !is_open {
            allowed.insert(deciding.clone(), known.iter().filter(may).cloned().collect());
        }
    }
    change(cx, &module, (on, field), allowed).await
}

/// Lets every value of a field stand beside every other again.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound` when it follows nothing.
pub async fn set_free(cx: &Cx, module: &str, field: &str) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let known = dependency(&module, field).ok_or(Error::NotFound)?;
    change(cx, &module, (&known.on, field), BTreeMap::new()).await
}

async fn change(
    cx: &Cx,
    module: &Module,
    (on, field): (&str, &str),
    allowed: BTreeMap<String, Vec<String>>,
) -> Result<()> {
    let stands = dependency(module, field).map(|known| (&known.on, &known.allowed));
    let is_new = match stands {
        Some((known, pairs)) => *known != *on || *pairs != allowed,
        None => !allowed.is_empty(),
    };
    if !is_new {
        return Ok(());
    }
    let (module, on, field) = (module.code.clone(), on.to_owned(), field.to_owned());
    cx.engine.shape(cx, vec![Change::Depend { module, on, field, allowed }]).await.map(drop)
}
