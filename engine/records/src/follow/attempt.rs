//! A formula that is tried on a record before it holds.

use access::Right;
use catalog::plan::{FormulaPlan, NamesOf, fitted, kind_for};
use catalog::{Field, Module};
use formula::{Formula, FormulaError, Present, Purpose};
use kernel::{Error, RecordId, Result, Value};
use std::collections::BTreeMap;
use store::records;

use super::known::{Known, Source, house_locale};
use crate::cx::Cx;
use crate::find::seen;

/// What a formula gives for a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Title of the record.
    pub title: String,
    /// The value as its field would hold it.
    pub value: Value,
    /// Code of the reason why there is none although nothing was missing.
    pub reason: Option<String>,
}

/// Reads a formula for a field of a module as it would be stored.
///
/// # Errors
/// The first mistake, with its place.
pub fn read(
    catalog: &catalog::Catalog,
    (module, field): (&Module, &Field),
    text: &str,
    purpose: Purpose,
) -> Result<FormulaPlan, FormulaError> {
    let names = NamesOf { catalog, module };
    let wanted = kind_for(field).unwrap_or(formula::Kind::Text);
    let formula = Formula::read(text, &names, &wanted, purpose)?;
    let ways = formula.paths.iter().filter_map(|path| catalog.way(module, path).ok());
    let ways = ways.map(|(way, _)| way).collect();
    Ok(FormulaPlan { at: 0, formula, ways })
}

/// Tries a formula on a record that the actor may see.
///
/// # Errors
/// `NotFound`; `Forbidden` for others than administrators; `Invalid` at `formula`.
pub async fn attempt(
    cx: &Cx,
    (module, id): (&str, RecordId),
    field: &Field,
    text: &str,
) -> Result<Attempt> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let plan = read(&cx.catalog, (&module, field), text, Purpose::Stored)
        .map_err(|error| Error::Invalid(vec![error.at("formula")]))?;
    let (cx, field) = (cx.clone(), field.clone());
    cx.store()
        .clone()
        .read(move |reader| {
            let record = records::get(reader, &module, &cx.actor.scope, id)?;
            let record = record.filter(|r| r.trashed_at.is_none()).ok_or(Error::NotFound)?;
            let title = seen(&cx, &module, record.clone()).title;
            let mut values = record.values;
            let (catalog, met) = (&*cx.catalog, BTreeMap::new());
            let mut known = Known { catalog, module: &module, values: &mut values, met };
            let present = Present { now: cx.now(), locale: house_locale() };
            let answer = known.answer(&mut Source::Read(reader), &plan, &present)?;
            let reason = answer.reason.map(str::to_owned);
            Ok(match fitted(catalog, &field, answer.value) {
                Ok(value) => Attempt { title, value, reason },
                Err(code) => Attempt { title, value: Value::Empty, reason: Some(code) },
            })
        })
        .await
}
