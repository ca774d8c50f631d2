//! What search and lookup know of a record.

use access::{FieldRight, Rights};
use catalog::{Field, FieldType, Module, plain_text};
use kernel::{RecordId, Value, digits, e164, fold, search_terms, words};
use store::queries::lookup::Key;
use store::queries::search::Document;
use store::records::Record;

/// Country to which telephone numbers without one belong.
const HOME_REGION: &str = "DE";

/// The document of a record for the search.
pub fn document(module: &Module, record: &Record) -> Document {
    let mut terms = search_terms(&record.title);
    let names = words(&record.title);
    for (field, value) in module.fields.iter().zip(&record.values) {
        if !field.is_told() && field.kind != FieldType::Number {
            continue;
        }
        for value in each(value) {
            match field.kind {
                FieldType::Phone => terms.extend(phone_terms(value.as_text())),
                FieldType::Number => terms.extend(number_terms(value.as_text())),
                _ => terms.extend(search_terms(&plain_text(value))),
            }
        }
    }
    terms.sort_unstable();
    terms.dedup();
    let owner = record.owner(module);
    Document { module: module.code.clone(), row: record.row, owner, terms, names }
}

/// Tells whether a record is found by what is left of it after fields were taken out.
///
/// The stored index holds the terms of all fields together, so it cannot tell.
pub fn is_found(module: &Module, record: &Record, terms: &[String]) -> bool {
    let known = document(module, record).terms;
    terms.iter().all(|term| known.iter().any(|word| word.starts_with(term.as_str())))
}

/// Tells whether somebody may not read a field that the search knows.
pub fn hides_terms(rights: &Rights, module: &Module) -> bool {
    let known = |field: &&Field| field.may_be_known() || field.kind == FieldType::Number;
    module
        .fields
        .iter()
        .filter(known)
        .any(|field| rights.field(&module.code, &field.name) == FieldRight::Hidden)
}

fn each(value: &Value) -> Vec<&Value> {
    match value {
        Value::Several(entries) => entries.iter().map(|entry| &entry.value).collect(),
        Value::Empty => Vec::new(),
        single => vec![single],
    }
}

/// A printed number is found by its parts, its counter also without the zeros before it.
fn number_terms(text: &str) -> Vec<String> {
    let mut terms = search_terms(text);
    let short: Vec<String> = terms
        .iter()
        .map(|term| term.trim_start_matches('0'))
        .filter(|term| !term.is_empty() && term.bytes().all(|b| b.is_ascii_digit()))
        .map(str::to_owned)
        .collect();
    terms.extend(short);
    terms
}

/// A telephone number is found by its beginning in national and international form, and from each
/// group of digits as it was typed.
fn phone_terms(text: &str) -> Vec<String> {
    let mut terms: Vec<String> = e164(text, HOME_REGION).iter().map(|form| digits(form)).collect();
    let groups: Vec<String> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .map(str::to_owned)
        .collect();
    terms.extend((0..groups.len().min(6)).map(|at| groups[at..].concat()));
    terms.retain(|term| term.len() <= 40);
    terms
}

/// Keys by which a record is found at once and told from others.
pub fn keys(module: &Module, id: RecordId, values: &[Value]) -> Vec<Key> {
    let mut keys = Vec::new();
    for (field, value) in module.fields.iter().zip(values) {
        for value in each(value) {
            let key = match field.kind {
                FieldType::Email => Some(value.as_text().to_lowercase()),
                FieldType::Phone => e164(value.as_text(), HOME_REGION),
                _ => None,
            };
            keys.extend(key.map(|key| Key { field: field.kind.word().into(), key }));
        }
    }
    for (at, set) in module.duplicates.iter().enumerate() {
        let field = format!("set{at}");
        keys.extend(set_key(module, id, values, set).map(|key| Key { field, key }));
    }
    keys.sort_by(|a, b| (&a.field, &a.key).cmp(&(&b.field, &b.key)));
    keys.dedup();
    keys
}

fn set_key(module: &Module, id: RecordId, values: &[Value], set: &[String]) -> Option<String> {
    let part = |name: &String| {
        let (field, value) = match name.as_str() {
            _ if module.position(name).is_none() => return None,
            name => (module.field(name)?, values[module.position(name)?].primary()),
        };
        match (&field.kind, value) {
            (FieldType::Email | FieldType::Phone, _) if set.len() == 1 => None,
            (_, Value::Link(link)) if link.id != id => Some(link.id.to_string()),
            (_, value) => {
                let text = words(&fold(&plain_text(value))).join(" ");
                (!text.is_empty()).then_some(text)
            }
        }
    };
    set.iter().map(part).collect::<Option<Vec<_>>>().map(|parts| parts.join("|"))
}
