//! Values that go with values of another field.

use std::collections::BTreeMap;

use crate::Catalog;
use crate::definition::Dependency;

impl Catalog {
    /// Says what may follow; without any, everything may again.
    pub(super) fn depend(
        &mut self,
        module: &str,
        (on, field): (&str, &str),
        allowed: &BTreeMap<String, Vec<String>>,
    ) -> Result<(), String> {
        let module = self.changed(module)?;
        module.dependencies.retain(|known| known.field != field);
        if !allowed.is_empty() {
            let (on, field) = (on.to_owned(), field.to_owned());
            module.dependencies.push(Dependency { on, field, allowed: allowed.clone() });
        }
        Ok(())
    }
}
