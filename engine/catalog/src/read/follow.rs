//! Fields that follow others.

use super::ReadError;
use super::checked::Reader;
use super::raw::RawDependency;
use crate::definition::{Dependency, Field};

impl Reader<'_> {
    pub(super) fn dependencies(
        &self,
        fields: &[Field],
        raw: Vec<RawDependency>,
    ) -> Result<Vec<Dependency>, ReadError> {
        let read = |raw: RawDependency| {
            let (on, field) = (self.known(fields, &raw.on)?, self.known(fields, &raw.field)?);
            Ok(Dependency { on, field, allowed: raw.allowed })
        };
        raw.into_iter().map(read).collect()
    }
}
