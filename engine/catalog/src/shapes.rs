//! Shapes of lines, and the fields that are made of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::Catalog;
use crate::definition::{FieldType, Shape};

impl Catalog {
    /// Gives every field of lines the shape that it names.
    pub(crate) fn shape_lines(&mut self) -> Result<(), String> {
        let shapes = self.shapes.clone();
        for module in self.modules_mut() {
            let code = module.code.clone();
            for field in &mut Arc::make_mut(module).fields {
                let FieldType::Lines { shape } = &mut field.kind else { continue };
                let known = shapes.get(&shape.code);
                *shape = known.cloned().ok_or(format!("{code}: no shape `{}`", shape.code))?;
            }
        }
        Ok(())
    }

    /// All shapes of lines by code.
    #[must_use]
    pub fn shapes(&self) -> &BTreeMap<String, Arc<Shape>> {
        &self.shapes
    }
}
