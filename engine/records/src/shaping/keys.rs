//! Keys by which records are told from others, and words by which they are found: written anew
//! where they are made of something else now.

use std::collections::BTreeMap;

use catalog::{Catalog, Module};
use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use store::queries::{lookup, setting};
use store::records::Record;
use store::{Reader, Tx};

use crate::index;

/// Name of the setting that says what keys and words were made of.
const SETTING: &str = "told_apart_by";
/// What stands among the fields of a calculation that writes keys anew; no field is called so.
pub const KEYS: &str = "=";
/// The same for one that writes the words that the search knows.
pub const WORDS: &str = "~";

/// What the keys and words of a module are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Made {
    /// Sets of fields that tell records apart.
    sets: Vec<Vec<String>>,
    /// Types of the fields that hold texts.
    kinds: BTreeMap<String, String>,
}

impl Made {
    fn of(module: &Module) -> Self {
        let texts = module.fields.iter().filter(|field| field.kind.is_textual());
        let kinds = texts.map(|field| (field.name.clone(), field.kind.word().to_owned()));
        Made { sets: module.duplicates.clone(), kinds: kinds.collect() }
    }

    /// What has to be written anew where the catalog says something else.
    fn owed(&self, now: &Made) -> Vec<&'static str> {
        let is_own = |kind: &String| ["email", "phone"].contains(&kind.as_str());
        let other = now.kinds.iter().filter_map(|(name, kind)| {
            let was = self.kinds.get(name).filter(|was| *was != kind)?;
            Some((was, kind))
        });
        let is_typed = other.clone().any(|(was, kind)| is_own(was) || is_own(kind));
        let is_said = other.into_iter().any(|both| [both.0, both.1].iter().any(|k| *k == "phone"));
        let mut owed = Vec::new();
        if self.sets != now.sets || is_typed {
            owed.push(KEYS);
        }
        if is_said {
            owed.push(WORDS);
        }
        owed
    }
}

/// By module.
type Known = BTreeMap<String, Made>;

fn present(catalog: &Catalog) -> Known {
    let modules = catalog.modules().iter();
    modules.map(|module| (module.code.clone(), Made::of(module))).collect()
}

fn known(reader: &mut Reader<'_>) -> Result<Option<Known>> {
    let text = setting::get(reader, SETTING)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Modules whose records have keys or words of something else than the catalog says, with the
/// marks of what has to be written anew.
///
/// # Errors
/// When the database fails.
pub fn differing(
    reader: &mut Reader<'_>,
    catalog: &Catalog,
) -> Result<Vec<(String, Vec<&'static str>)>> {
    let Some(known) = known(reader)? else { return Ok(Vec::new()) };
    let differs = |(code, now): (String, Made)| {
        let owed = known.get(&code)?.owed(&now);
        (!owed.is_empty()).then_some((code, owed))
    };
    Ok(present(catalog).into_iter().filter_map(differs).collect())
}

/// Takes down that keys and words are made of what the catalog says, or will be by what is asked
/// for in this transaction.
///
/// # Errors
/// When the database fails.
pub fn keep(tx: &mut Tx<'_>, catalog: &Catalog) -> Result<()> {
    let present = present(catalog);
    if known(tx)?.as_ref() == Some(&present) {
        return Ok(());
    }
    let text = serde_json::to_string(&present).map_err(Error::internal)?;
    setting::set(tx, SETTING, &text)
}

/// Writes the keys of a record anew; one in the bin has none.
///
/// # Errors
/// When the database fails.
pub fn write(tx: &mut Tx<'_>, module: &Module, record: &Record) -> Result<()> {
    match record.trashed_at {
        Some(_) => Ok(()),
        None => {
            let keys = index::keys(module, record.id, &record.values);
            lookup::set(tx, &module.code, record.id, &keys)
        }
    }
}
