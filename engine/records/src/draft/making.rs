//! A record in the making, as rules see it.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;

use catalog::{Default, Module, from_json};
use kernel::{Date, FieldProblem, Instant, RecordId, Value};
use store::records::Record;

use crate::cx::Cx;
use crate::number::today;

/// A typed name of a field, written by `cargo xtask fields`.
pub struct Field<T> {
    name: &'static str,
    holds: PhantomData<fn() -> T>,
}

impl<T> Field<T> {
    /// Names a field.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Field { name, holds: PhantomData }
    }

    /// The name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// A record in the making.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The module.
    pub module: Arc<Module>,
    /// Id of the record.
    pub id: RecordId,
    /// Values in the order of the module's fields.
    pub values: Vec<Value>,
    /// The record as stored, when there is one.
    pub old: Option<Record>,
    /// Values of linked records that rules asked for, by path.
    pub needs: BTreeMap<String, Value>,
    /// When it is written, so that rules need no clock of their own.
    pub when: When,
}

/// What a field holds that starts with a default.
#[must_use]
pub fn starts_with(cx: &Cx, field: &catalog::Field, default: &Default) -> Value {
    match default {
        Default::Today => Value::Date(today(cx)),
        Default::Now => Value::Instant(cx.now()),
        Default::Actor => cx.actor.user.map_or(Value::Empty, Value::Principal),
        // It is read from the database, see `only`.
        Default::Only => Value::Empty,
        Default::Fixed(json) => from_json(field, json).unwrap_or_default(),
    }
}

/// A moment and the day it falls on where the writer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The moment.
    pub at: Instant,
    /// The day.
    pub day: Date,
}

impl When {
    /// The present of a request.
    #[must_use]
    pub fn present(cx: &Cx) -> Self {
        let at = cx.now();
        When { at, day: at.in_zone(&cx.locale.zone).0 }
    }
}

impl Draft {
    /// A stored record, to be changed.
    pub(crate) fn of(cx: &Cx, module: &Arc<Module>, record: Record) -> Self {
        Draft {
            module: module.clone(),
            id: record.id,
            values: record.values.clone(),
            old: Some(record),
            needs: BTreeMap::new(),
            when: When::present(cx),
        }
    }

    /// The value of a field; a name that does not exist holds nothing.
    #[must_use]
    pub fn value(&self, name: &str) -> &Value {
        self.module.position(name).map_or(&Value::Empty, |at| &self.values[at])
    }

    /// Sets a field; a name that does not exist is a fault of the module.
    pub fn set(&mut self, name: &str, value: Value) {
        let at = self.module.position(name);
        let at = at.unwrap_or_else(|| panic!("{} has no field {name}", self.module.code));
        self.values[at] = value;
    }

    /// Sets computed fields to what a trial told.
    pub(crate) fn learn(&mut self, known: &[(&'static str, Value)]) {
        known.iter().for_each(|(name, value)| self.set(name, value.clone()));
    }

    /// A value of a linked record that the module declared to need.
    #[must_use]
    pub fn need(&self, path: &str) -> &Value {
        self.needs.get(path).unwrap_or(&Value::Empty)
    }

    /// A value of the record that a cell points to, which the module declared to need.
    #[must_use]
    pub fn need_of(&self, link: &kernel::Link, wanted: &str) -> &Value {
        self.need(&format!("{}.{wanted}", link.id))
    }

    /// Tells whether a field differs from what is stored.
    #[must_use]
    pub fn is_changed(&self, name: &str) -> bool {
        let Some(at) = self.module.position(name) else { return false };
        self.old.as_ref().is_none_or(|old| old.values[at] != self.values[at])
    }

    /// Positions of all fields that differ from what is stored.
    #[must_use]
    pub fn changed(&self) -> Vec<usize> {
        let Some(old) = &self.old else { return (0..self.values.len()).collect() };
        let pairs = self.values.iter().zip(&old.values).enumerate();
        pairs.filter(|(_, (new, old))| new != old).map(|(at, _)| at).collect()
    }

    /// The title by the module's template.
    #[must_use]
    pub fn title(&self) -> String {
        title(&self.module, &self.values)
    }
}

/// The title of a record with some values.
pub(crate) fn title(module: &Module, values: &[Value]) -> String {
    let value = |name: &str| module.position(name).map_or(&Value::Empty, |at| &values[at]);
    let title = module.title.render(|name| catalog::plain_text(value(name).primary()));
    title.chars().take(300).collect()
}

/// What a rule says when it refuses.
pub type Refusal = Option<FieldProblem>;
