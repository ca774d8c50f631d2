//! What an update makes of a record.

use std::collections::BTreeMap;

use catalog::{FieldType, Module};
use kernel::{Address, Entry, RecordId, Value};
use records::Record;

use crate::mapping::Target;
use crate::prepare::{Prepared, same_digits};

/// How values of several meet those that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// They join them.
    Join,
    /// They take the place of those under the same label.
    Replace,
}

/// Values of records by field, while a file is gone through.
pub type Known = BTreeMap<RecordId, BTreeMap<String, Value>>;

/// What a record holds, by field.
#[must_use]
pub fn held(module: &Module, record: &Record) -> BTreeMap<String, Value> {
    let names = module.fields.iter().map(|field| field.name.clone());
    names.zip(record.values.iter().cloned()).collect()
}

/// The values of the fields that a row speaks of, as they are after the update.
#[must_use]
pub fn after(
    module: &Module,
    before: &BTreeMap<String, Value>,
    row: &Prepared,
    meeting: Meeting,
) -> BTreeMap<String, Value> {
    let mut values: BTreeMap<String, Value> = BTreeMap::new();
    let old = |name: &str| before.get(name).cloned().unwrap_or_default();
    for target in &row.cleared {
        let value = values.remove(&target.field).unwrap_or_else(|| old(&target.field));
        values.insert(target.field.clone(), without(value, target));
    }
    for (name, new) in &row.values {
        let is_address = module.field(name).is_some_and(|f| f.kind == FieldType::Address);
        let value = values.remove(name).unwrap_or_else(|| old(name));
        let value = match (value, new) {
            (Value::Several(old), Value::Several(new)) if is_address => overlaid(old, new),
            (Value::Several(old), Value::Several(new)) => match meeting {
                Meeting::Join => joined(old, new),
                Meeting::Replace => replaced(&old, new),
            },
            (Value::Lines(old), Value::Lines(new)) if let Some(brought) = &row.brought => {
                Value::of_lines(brought.meets.met(&old, new))
            }
            (Value::Address(old), Value::Address(new)) => Value::Address(filled(&old, new)),
            (_, new) => new.clone(),
        };
        values.insert(name.clone(), value);
    }
    values
}

/// A value without what an empty cell stands for.
fn without(value: Value, target: &Target) -> Value {
    let fits = |entry: &Entry| target.label.as_ref().is_none_or(|label| *label == entry.label);
    match (value, &target.part) {
        (Value::Several(mut entries), None) => {
            entries.retain(|entry| !fits(entry));
            if entries.is_empty() { Value::Empty } else { Value::Several(entries) }
        }
        (Value::Several(mut entries), Some(part)) => {
            for entry in entries.iter_mut().filter(|entry| fits(entry)).take(1) {
                entry.value = without_part(std::mem::take(&mut entry.value), part);
            }
            entries.retain(|entry| !entry.value.is_empty());
            if entries.is_empty() { Value::Empty } else { Value::Several(entries) }
        }
        (value, Some(part)) => without_part(value, part),
        (_, None) => Value::Empty,
    }
}

fn without_part(value: Value, part: &str) -> Value {
    let Value::Address(mut address) = value else { return value };
    if let Some(text) = address.part_mut(part) {
        text.clear();
    }
    if address.is_empty() { Value::Empty } else { Value::Address(address) }
}

/// Parts that a row does not fill stay as they are.
fn filled(old: &Address, new: &Address) -> Address {
    let mut address = old.clone();
    for part in Address::PARTS {
        let text = new.part(part).unwrap_or_default();
        if let Some(slot) = address.part_mut(part).filter(|_| !text.is_empty()) {
            text.clone_into(slot);
        }
    }
    address
}

/// A row has room for one address under each label: the first.
fn overlaid(mut all: Vec<Entry>, new: &[Entry]) -> Value {
    for entry in new {
        let Value::Address(address) = &entry.value else { continue };
        let first = all.iter_mut().find(|known| known.label == entry.label);
        match first.map(|known| &mut known.value) {
            Some(Value::Address(old)) => *old = filled(old, address),
            _ => all.push(entry.clone()),
        }
    }
    Value::Several(all)
}

fn is_same(one: &Entry, other: &Entry) -> bool {
    let lower = |entry: &Entry| entry.value.as_text().to_lowercase();
    let is_mail = one.value.as_text().contains('@') && lower(one) == lower(other);
    one.value == other.value || is_mail || same_digits(one, other)
}

fn joined(mut all: Vec<Entry>, new: &[Entry]) -> Value {
    for entry in new {
        if !all.iter().any(|known| is_same(known, entry)) {
            all.push(entry.clone());
        }
    }
    Value::Several(all)
}

/// What stands there under a label that the row fills becomes what the row says, in its place.
fn replaced(old: &[Entry], new: &[Entry]) -> Value {
    // What is there under another label stays there.
    let is_elsewhere = |entry: &&Entry| {
        old.iter().any(|known| known.label != entry.label && is_same(known, entry))
    };
    let mut left: Vec<&Entry> = new.iter().filter(|entry| !is_elsewhere(entry)).collect();
    let labels: Vec<&str> = left.iter().map(|entry| entry.label.as_str()).collect();
    let told = |label: &str| labels.contains(&label);
    let mut all: Vec<Entry> = Vec::new();
    for known in old {
        if !told(&known.label) {
            all.push(known.clone());
            continue;
        }
        let same = left.iter().position(|one| one.label == known.label && is_same(one, known));
        let next = same.or_else(|| left.iter().position(|one| one.label == known.label));
        let Some(at) = next else { continue };
        // Written otherwise, a telephone number is the same.
        let one = left.remove(at);
        all.push(if same.is_some() { known.clone() } else { one.clone() });
    }
    all.extend(left.into_iter().cloned());
    Value::Several(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(all: &[(&str, &str)]) -> Vec<Entry> {
        let entry = |(label, text): &(&str, &str)| Entry {
            label: (*label).into(),
            value: Value::text(text),
        };
        all.iter().map(entry).collect()
    }

    #[test]
    fn an_update_adds_to_several_values() {
        let old = entries(&[("work", "030 123456"), ("work", "a@b.de")]);
        let new = entries(&[("work", "030/123456"), ("work", "c@d.de")]);
        let all = entries(&[("work", "030 123456"), ("work", "a@b.de"), ("work", "c@d.de")]);
        assert_eq!(joined(old, &new), Value::Several(all));
    }

    #[test]
    fn an_update_by_key_replaces_what_has_the_label() {
        let old = entries(&[("work", "030 123456"), ("home", "1"), ("work", "030 2")]);
        let check = |new: &[(&str, &str)], all: &[(&str, &str)]| {
            assert_eq!(replaced(&old, &entries(new)), Value::Several(entries(all)));
        };
        check(&[("work", "030/123456")], &[("work", "030 123456"), ("home", "1")]);
        check(&[("work", "7")], &[("work", "7"), ("home", "1")]);
        check(
            &[("home", "2"), ("fax", "3")],
            &[("work", "030 123456"), ("home", "2"), ("work", "030 2"), ("fax", "3")],
        );
        check(&[("work", "1")], &[("work", "030 123456"), ("home", "1"), ("work", "030 2")]);
    }
}
