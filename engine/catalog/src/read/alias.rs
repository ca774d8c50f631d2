//! Names of the older web service in a definition.

use std::collections::BTreeMap;

use toml::Spanned;

use super::ReadError;
use super::checked::Reader;
use crate::definition::{AliasField, Field};

impl Reader<'_> {
    /// The names, each leading to something there is, and none said by two of them.
    pub(super) fn alias_fields(
        &self,
        fields: &[Field],
        raw: &BTreeMap<String, Spanned<String>>,
    ) -> Result<Vec<AliasField>, ReadError> {
        let mut known: Vec<AliasField> = Vec::new();
        for (name, place) in raw {
            let alias = AliasField::parse(name, place.get_ref(), fields)
                .ok_or_else(|| self.at(place, &format!("`{}` is no place", place.get_ref())))?;
            let is_same = |other: &&AliasField| {
                (&other.field, &other.label, &other.part)
                    == (&alias.field, &alias.label, &alias.part)
            };
            if let Some(twin) = known.iter().find(is_same) {
                return Err(self.at(place, &format!("`{}` says the same", twin.name)));
            }
            known.push(alias);
        }
        Ok(known)
    }
}
