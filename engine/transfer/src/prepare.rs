//! From a row of cells to the values of a record, as far as that goes without looking anything up.

use std::collections::BTreeMap;

use catalog::{Field, FieldType, Module, check_value};
use kernel::{Address, Entry, FieldProblem, Value};

use crate::convert::{self, Reading};
use crate::lines::Brought;
use crate::mapping::Target;
use crate::options::Column;
use crate::read::Row;

/// Something that keeps a row from being saved, and the column it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Column of the file, from 0; none for the row as a whole.
    pub column: Option<usize>,
    /// What is wrong.
    pub problem: FieldProblem,
}

/// A name that stands for another record or for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Name of the field.
    pub field: String,
    /// Column of the file.
    pub column: usize,
    /// The name as it stands there.
    pub text: String,
}

/// A row made ready.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prepared {
    /// Line of the file at which it begins.
    pub line: usize,
    /// Values that are filled, by field.
    pub values: BTreeMap<String, Value>,
    /// What says which record is meant, when a key was chosen.
    pub key: Option<String>,
    /// Places whose cells hold nothing.
    pub cleared: Vec<Target>,
    /// Names of linked records.
    pub links: Vec<Name>,
    /// Names of people.
    pub people: Vec<Name>,
    /// What is wrong with it.
    pub refusals: Vec<Refusal>,
    /// What it gets of lines.
    pub brought: Option<Brought>,
}

/// Makes a row ready; every problem of it is found at once.
#[must_use]
pub fn prepare(reading: &Reading<'_>, module: &Module, columns: &[Column], row: &Row) -> Prepared {
    let mut prepared = Prepared { line: row.line, ..Prepared::default() };
    prepared.refusals.extend(
        row.faults
            .iter()
            .map(|fault| Refusal { column: None, problem: FieldProblem::new("", fault.code()) }),
    );
    let mut parts = Parts::default();
    for (at, column) in columns.iter().enumerate() {
        let Some(target) = &column.target else { continue };
        let Some(field) = module.field(&target.field) else { continue };
        // Lines are read apart, from all rows of the record.
        if matches!(field.kind, FieldType::Lines { .. }) {
            continue;
        }
        match convert::value(reading, field, column, row.cell(at)) {
            Ok(Value::Empty) => {
                let is_blank = target.writes(module) && row.cell(at).trim().is_empty();
                prepared.cleared.extend(is_blank.then(|| target.clone()));
            }
            Ok(_) if !target.writes(module) => {}
            Ok(value) => parts.add(&mut prepared, field, (target, at), value),
            Err(problem) => prepared.refusals.push(Refusal { column: Some(at), problem }),
        }
    }
    parts.finish(&mut prepared, module);
    for (name, value) in &prepared.values {
        let Some(field) = module.field(name) else { continue };
        let column = column_of(columns, name);
        let problems = check_value(reading.catalog, field, value);
        let refusals = problems.into_iter().map(|problem| Refusal { column, problem });
        prepared.refusals.extend(refusals);
    }
    prepared
}

/// The first column that goes to a field.
#[must_use]
pub fn column_of(columns: &[Column], field: &str) -> Option<usize> {
    let goes = |column: &Column| column.target.as_ref().is_some_and(|t| t.field == field);
    columns.iter().position(goes)
}

/// Values of one record that several columns make together.
#[derive(Default)]
struct Parts {
    /// Labelled values of a field, in the order of the columns.
    entries: BTreeMap<String, Vec<Entry>>,
}

impl Parts {
    fn add(
        &mut self,
        prepared: &mut Prepared,
        field: &Field,
        (target, column): (&Target, usize),
        value: Value,
    ) {
        let name = || Name { field: field.name.clone(), column, text: value.as_text().to_owned() };
        match &field.kind {
            FieldType::Link { .. } => prepared.links.push(name()),
            FieldType::User => prepared.people.push(name()),
            FieldType::Address => self.add_part(field, target, value.as_text()),
            _ if field.several => self.add_several(field, target, value.as_text()),
            _ => drop(prepared.values.insert(field.name.clone(), value)),
        }
    }

    fn add_part(&mut self, field: &Field, target: &Target, text: &str) {
        let label = label(field, target);
        let entries = self.entries.entry(field.name.clone()).or_default();
        let known = entries.iter().position(|entry| entry.label == label);
        let at = known.unwrap_or_else(|| {
            entries.push(Entry { label, value: Value::Address(Address::default()) });
            entries.len() - 1
        });
        let part = target.part.as_deref().unwrap_or("street");
        if let Value::Address(address) = &mut entries[at].value
            && let Some(slot) = address.part_mut(part)
        {
            *slot = text.to_owned();
        }
    }

    /// One cell may hold several values, too.
    fn add_several(&mut self, field: &Field, target: &Target, text: &str) {
        let label = label(field, target);
        let between: &[char] = match field.kind {
            FieldType::Email => &[';', ',', ' ', '\n'],
            _ => &[';', '\n'],
        };
        let entries = self.entries.entry(field.name.clone()).or_default();
        for one in text.split(between).map(str::trim).filter(|one| !one.is_empty()) {
            let value = Value::text(one);
            if entries.iter().all(|entry| entry.value != value) {
                entries.push(Entry { label: label.clone(), value });
            }
        }
    }

    fn finish(self, prepared: &mut Prepared, module: &Module) {
        for (name, mut entries) in self.entries {
            let is_several = module.field(&name).is_some_and(|field| field.several);
            let value = match is_several {
                true => Value::Several(entries),
                false => entries.remove(0).value,
            };
            prepared.values.insert(name, value);
        }
    }
}

fn label(field: &Field, target: &Target) -> String {
    target.label.clone().or_else(|| field.labels.first().cloned()).unwrap_or_default()
}

/// Telephone numbers are the same however they are grouped.
pub fn same_digits(one: &Entry, other: &Entry) -> bool {
    let digits = |entry: &Entry| kernel::digits(entry.value.as_text());
    let is_phone = |entry: &Entry| !entry.value.as_text().contains(char::is_alphabetic);
    is_phone(one) && is_phone(other) && 5 < digits(one).len() && digits(one) == digits(other)
}
