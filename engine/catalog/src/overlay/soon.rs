//! What is being made while people work, and used only when it is there.

use std::sync::Arc;

use crate::Catalog;
use crate::definition::Soon;

/// A field, by code of its module and name, with what is being made for it.
pub type Held = (String, String, Soon);

impl Catalog {
    /// The same catalog in which fields are not yet found by what is still being made for them.
    #[must_use]
    pub fn holding_back(mut self, held: &[Held]) -> Catalog {
        for (code, name, soon) in held {
            let module = self.modules_mut().iter_mut().find(|module| module.code == *code);
            let Some(module) = module.map(Arc::make_mut) else { continue };
            let Some(field) = module.fields.iter_mut().find(|field| field.name == *name) else {
                continue;
            };
            field.soon = Soon {
                search: soon.search && field.search,
                sort: soon.sort && field.sort,
                forgets: soon.forgets && !field.search,
            };
            field.search &= !field.soon.search;
            field.sort &= !field.soon.sort;
        }
        self
    }
}
