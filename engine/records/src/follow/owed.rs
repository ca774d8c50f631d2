//! What a changed catalog asks for: fields that follow from something else than before.

use std::collections::{BTreeMap, BTreeSet};

use catalog::Catalog;
use kernel::{Instant, Result};
use store::queries::setting;
use store::{Reader, Tx};

use super::calculate::{self, Owed};

/// Name of the setting that says by what the stored values were calculated.
const SETTING: &str = "follows";

/// By module and field, from what a field follows.
type Known = BTreeMap<String, BTreeMap<String, String>>;

fn present(catalog: &Catalog) -> Known {
    let mut known = Known::new();
    for module in catalog.modules() {
        let fields = module.fields.iter().filter(|field| field.follows());
        let said = fields.map(|field| {
            let said = format!("{:?} {:?} {:?}", field.kind, field.formula, field.rollup);
            (field.name.clone(), said)
        });
        let said: BTreeMap<String, String> = said.collect();
        if !said.is_empty() {
            known.insert(module.code.clone(), said);
        }
    }
    known
}

/// Whether stored values were calculated by something else.
pub fn differs(reader: &mut Reader<'_>, catalog: &Catalog) -> Result<bool> {
    Ok(stored(reader)? != present(catalog))
}

fn stored(reader: &mut Reader<'_>) -> Result<Known> {
    let text = setting::get(reader, SETTING)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Asks for the calculation of every field that follows from something else than before.
pub fn owe(tx: &mut Tx<'_>, catalog: &Catalog, now: Instant) -> Result<()> {
    let (before, after) = (stored(tx)?, present(catalog));
    if before == after {
        return Ok(());
    }
    for (module, fields) in &after {
        let known = before.get(module);
        let is_new = |(name, said): &(&String, &String)| {
            known.and_then(|known| known.get(*name)) != Some(*said)
        };
        let fields: BTreeSet<String> =
            fields.iter().filter(is_new).map(|(name, _)| name.clone()).collect();
        if !fields.is_empty() {
            let owed = Owed { module: module.clone(), fields, towards: None };
            calculate::ask(tx, &owed, now)?;
        }
    }
    let text = serde_json::to_string(&after).map_err(kernel::Error::internal)?;
    setting::set(tx, SETTING, &text)
}
