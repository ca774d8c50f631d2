//! Taking a module of one's own away, with every way that leads to it.

use std::sync::Arc;

use crate::Catalog;
use crate::definition::{FieldType, Module};

impl Catalog {
    /// Takes a module away that an administrator made. Links that lead to other modules besides
    /// lead to those alone; links that lead nowhere else go with it, and what follows from them.
    pub(super) fn remove_module(&mut self, code: &str) -> Result<(), String> {
        if !code.starts_with("x_") || self.module(code).is_none() {
            return Err(format!("`{code}` is no module that can be taken away"));
        }
        self.forget_ways(code);
        self.modules_mut().retain(|module| module.code != code);
        for module in self.modules_mut() {
            let is_touched = module.related.iter().any(|list| list.module == code)
                || module.relations.iter().any(|relation| relation.to == code)
                || module.fields.iter().any(|field| field.kind.leads_to(code));
            if is_touched {
                part(Arc::make_mut(module), code);
            }
        }
        Ok(())
    }
}

fn part(module: &mut Module, code: &str) {
    module.related.retain(|list| list.module != code);
    module.relations.retain(|relation| relation.to != code);
    let mut gone = Vec::new();
    for field in &mut module.fields {
        if let FieldType::Link { to, .. } = &mut field.kind {
            to.retain(|target| target != code);
            if to.is_empty() {
                gone.push(field.name.clone());
            }
        }
    }
    gone.iter().for_each(|field| super::apply::hide(module, field));
    module.fields.retain(|field| !gone.contains(&field.name));
    module.duplicates.retain(|set| !set.iter().any(|name| gone.contains(name)));
    module.brief.retain(|name| !gone.contains(name));
}
