//! What everybody may do with everybody's records, and rules that open them to some.

use access::{Level, SharingRule};
use kernel::{Error, FieldProblem, Result};
use records::Cx;
use store::Tx;
use store::queries::{house, sharing};
use uuid::Uuid;

use super::group::is_there;
use super::naming::note;

/// Sets what everybody may do with everybody's records of a module; none is private.
///
/// # Errors
/// `Forbidden`; `NotFound` for a module without owners.
pub async fn set_default(cx: &Cx, module: &str, level: Option<Level>) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    module.owner_field().ok_or(Error::NotFound)?;
    let (cx, store) = (cx.clone(), cx.store().clone());
    let set = move |tx: &mut Tx<'_>| {
        let (_, house) = house::load(tx)?;
        let present = house.defaults.get(&module.code).copied().unwrap_or(Some(Level::Delete));
        if present == level {
            return Ok(());
        }
        sharing::set_default(tx, &module.code, level)?;
        let word = level.map_or("private", Level::word);
        note(tx, &cx, "sharing.default", &format!("{}: {word}", module.code))
    };
    store.write(set).await
}

/// Adds a rule.
///
/// # Errors
/// `Forbidden`; `Invalid` at `module`, `from`, `to`; `Conflict` `rule_exists`.
pub async fn add_rule(cx: &Cx, rule: SharingRule) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.catalog.module(&rule.module).filter(|module| module.owner_field().is_some());
    if module.is_none() {
        return Err(Error::invalid("module", "required"));
    }
    let (cx, store) = (cx.clone(), cx.store().clone());
    let add = move |tx: &mut Tx<'_>| {
        let (_, house) = house::load(tx)?;
        let parties = [("from", rule.from), ("to", rule.to)].into_iter();
        let missing = parties.filter(|(_, party)| !is_there(&house, *party));
        let problems: Vec<FieldProblem> =
            missing.map(|(field, _)| FieldProblem::new(field, "required")).collect();
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let is_same = |known: &&SharingRule| {
            (&known.module, known.from, known.to) == (&rule.module, rule.from, rule.to)
        };
        if house.rules.iter().any(|known| is_same(&known)) {
            return Err(Error::conflict("rule_exists"));
        }
        sharing::put_rule(tx, &rule)?;
        let detail = format!("{}: {}", rule.module, rule.level.word());
        note(tx, &cx, "sharing.rule_added", &detail)
    };
    store.write(add).await
}

/// Removes a rule.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn remove_rule(cx: &Cx, id: Uuid) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let (cx, store) = (cx.clone(), cx.store().clone());
    let remove = move |tx: &mut Tx<'_>| {
        if !sharing::remove_rule(tx, id)? {
            return Err(Error::NotFound);
        }
        note(tx, &cx, "sharing.rule_removed", &id.to_string())
    };
    store.write(remove).await
}
