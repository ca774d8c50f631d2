//! By what records of a module are told from others.

use std::collections::BTreeMap;

use crate::Catalog;
use crate::definition::Likeness;

impl Catalog {
    /// Says it; fields have to be comparable, and a set has to tell something.
    pub(super) fn liken(
        &mut self,
        module: &str,
        (from, weights): (u32, &BTreeMap<String, u32>),
        sets: &[Vec<String>],
    ) -> Result<(), String> {
        let module = self.changed(module)?;
        let is_known =
            |name: &&String| module.field(name).is_some_and(|field| field.may_be_compared());
        let mut named = weights.keys().chain(sets.iter().flatten());
        if let Some(name) = named.find(|name| !is_known(name)) {
            return Err(format!("`{name}` cannot be compared"));
        }
        if !(1..=100).contains(&from) || weights.values().any(|weight| !(1..=100).contains(weight))
        {
            return Err("percentages and weights are 1 to 100".into());
        }
        if sets.iter().any(|set| !module.tells(set)) {
            return Err("a set of fields tells too little".into());
        }
        let weights = weights.iter().map(|(name, weight)| (name.clone(), *weight)).collect();
        module.likeness = Some(Likeness { from, weights });
        module.duplicates = sets.to_vec();
        Ok(())
    }
}
