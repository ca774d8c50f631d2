//! Records that are made or changed as a consequence of what is done to another one.

use std::sync::Arc;

use catalog::Module;
use kernel::{RecordId, Result, Value};
use store::records::Record;

use super::{Draft, only};
use crate::save::{self, Input};
use crate::work::Work;
use crate::{number, validate};

impl Work<'_, '_> {
    /// Makes a record of some module out of another one that the actor reaches: what was carried
    /// over is not asked of the actor again, who may see less of it or no longer reach what it
    /// points to.
    ///
    /// # Errors
    /// `Invalid` with all problems.
    pub fn derive(&mut self, module: &str, values: &Input) -> Result<Record> {
        let module = self.cx.module(module)?;
        let mut draft = save::empty(self.cx, &module, RecordId::new());
        for (name, value) in &values.values {
            let cells = value.lines().iter().flat_map(|line| line.cells.values());
            for value in std::iter::once(value).chain(cells) {
                match value {
                    Value::Link(link) => drop(self.vouched.insert(link.id.0)),
                    Value::Principal(id) => drop(self.vouched.insert(id.0)),
                    _ => {}
                }
            }
            draft.set(name, value.clone());
        }
        validate::fill_defaults(self.cx, &mut draft, values);
        only::fill(self.tx, self.cx, (&module, &mut draft.values))?;
        let series = module.number.clone().filter(number::is_taken_at_creation);
        if let (Some(series), Some(field)) = (series, module.number_field()) {
            let number = number::within(self, &series)?;
            draft.set(&field.name.clone(), number);
        }
        self.insert(draft)
    }

    /// Records of a module that a condition finds, read within the transaction whether or not the
    /// actor reaches them; the condition is in the filter language.
    ///
    /// # Errors
    /// `NotFound` for an unknown module; `Invalid` for what is no condition.
    pub fn all(&mut self, module: &str, filter: &str, why: &'static str) -> Result<Vec<Record>> {
        let own = self.cx.engine.system(why);
        self.found(&own, (module, filter), usize::MAX)
    }

    /// A record that was held, as a draft that the program changes with `amend`.
    #[must_use]
    pub fn held(&self, module: &Arc<Module>, record: Record) -> Draft {
        Draft::of(self.cx, module, record)
    }

    /// Changes a record as a consequence of what is done to another one, under the name of that:
    /// the actor need not reach it, and it is not taken back by itself.
    ///
    /// # Errors
    /// `Invalid` with all problems.
    pub fn amend(&mut self, draft: Draft, kind: &str) -> Result<Record> {
        self.depth += 1;
        self.touched.insert(draft.id);
        let amended = self.update_as(draft, kind);
        self.depth -= 1;
        amended
    }
}
