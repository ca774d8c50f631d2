//! What is to become one, and what the winner holds then.

use std::collections::BTreeMap;

use access::FieldRight;
use catalog::{Catalog, Field, FieldType, Module, check_value, plain_text};
use kernel::{Error, FieldProblem, RecordId, Result, Value, fold, words};
use serde_json::{Value as Json, json};
use store::records::Record;

use crate::cx::Cx;

/// Records at most that become one in one go.
const MOST: usize = 5;

/// Which records become one, and where the winner has its values from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// The record that stays.
    pub winner: RecordId,
    /// The records that go into it.
    pub losers: Vec<RecordId>,
    /// Sources by field; where none is named, nothing is lost.
    pub from: BTreeMap<String, Source>,
    /// Versions that were looked at; a record that changed since is not merged.
    pub versions: BTreeMap<RecordId, i64>,
}

/// Where a field has its value from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// One of the records.
    Record(RecordId),
    /// All of them together.
    All,
}

impl Merge {
    /// All records, the winner first.
    pub(crate) fn ids(&self) -> Vec<RecordId> {
        std::iter::once(self.winner).chain(self.losers.iter().copied()).collect()
    }

    /// Two to five different records.
    ///
    /// # Errors
    /// `Invalid` at `id`.
    pub(crate) fn tidied(mut self) -> Result<Self> {
        let mut seen = vec![self.winner];
        self.losers.retain(|id| {
            !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        match self.losers.len() {
            0 => Err(Error::invalid("id", "merge_too_few")),
            n if n >= MOST => {
                let problem = FieldProblem::new("id", "merge_too_many").with("max", MOST);
                Err(Error::Invalid(vec![problem]))
            }
            _ => Ok(self),
        }
    }

    /// As a run keeps it.
    pub(crate) fn to_json(&self) -> Json {
        let losers: Vec<String> = self.losers.iter().map(RecordId::to_string).collect();
        json!({"winner": self.winner.to_string(), "losers": losers})
    }

    /// Reads what a run keeps.
    pub(crate) fn of(options: &str) -> Result<Self> {
        let json: Json = serde_json::from_str(options).map_err(Error::internal)?;
        let id = |json: &Json| json.as_str().and_then(|text| text.parse::<RecordId>().ok());
        let missing = || Error::internal("a merge without its records");
        let winner = id(&json["winner"]).ok_or_else(missing)?;
        let losers = json["losers"].as_array().ok_or_else(missing)?;
        let losers = losers.iter().map(|one| id(one).ok_or_else(missing)).collect::<Result<_>>()?;
        Ok(Merge { winner, losers, ..Merge::default() })
    }
}

/// Tells whether the values of a field can stand together.
pub(crate) fn joins(field: &Field) -> bool {
    use FieldType::{LongText, MultiPicklist, RichText};
    field.several || matches!(field.kind, MultiPicklist { .. } | LongText | RichText)
}

/// Tells whether the winner may take the value of another record; stages are entered, not taken.
pub(crate) fn is_taken_over(field: &Field) -> bool {
    field.is_editable() && !matches!(field.kind, FieldType::Stage { .. })
}

/// Tells whether somebody chooses the source of a field; of what is hidden or only read nothing
/// is chosen and nothing lost.
pub(crate) fn is_chosen(cx: &Cx, module: &Module, field: &Field) -> bool {
    is_taken_over(field) && cx.actor.rights.field(&module.code, &field.name) == FieldRight::Write
}

/// What the records hold in a field; a link between them is none.
pub(crate) fn values(records: &[Record], at: usize) -> Vec<Value> {
    let is_inside = |value: &Value| match value {
        Value::Link(link) => records.iter().any(|record| record.id == link.id),
        _ => false,
    };
    let values = records.iter().map(|record| record.values[at].clone());
    values.map(|value| if is_inside(&value) { Value::Empty } else { value }).collect()
}

/// The source that loses nothing: all together where that can be, else the first that has one.
pub(crate) fn proposed(field: &Field, records: &[Record], at: usize) -> Source {
    let held = values(records, at);
    let mut filled = held.iter().zip(records).filter(|(value, _)| !value.is_empty());
    let Some((value, record)) = filled.next() else { return Source::Record(records[0].id) };
    match joins(field) && filled.any(|(other, _)| other != value) {
        true => Source::All,
        false => Source::Record(record.id),
    }
}

/// The values of the winner, which comes first.
///
/// # Errors
/// `Invalid` at a field whose values do not fit together.
pub(crate) fn outcome(
    (cx, module): (&Cx, &Module),
    records: &[Record],
    from: &BTreeMap<String, Source>,
) -> Result<Vec<Value>> {
    let mut result = records[0].values.clone();
    let mut problems = Vec::new();
    for (at, field) in module.fields.iter().enumerate().filter(|(_, f)| is_taken_over(f)) {
        let chosen = from.get(&field.name).filter(|_| is_chosen(cx, module, field)).copied();
        let source = chosen.unwrap_or_else(|| proposed(field, records, at));
        let held = values(records, at);
        result[at] = match source {
            Source::Record(id) => {
                let position = records.iter().position(|record| record.id == id);
                held[position.unwrap_or_default()].clone()
            }
            Source::All => together(&cx.catalog, field, &held),
        };
        if source == Source::All {
            problems.extend(check_value(&cx.catalog, field, &result[at]));
        }
    }
    crate::validate::settle(problems)?;
    Ok(result)
}

/// Several values as one, each once.
pub(crate) fn together(catalog: &Catalog, field: &Field, held: &[Value]) -> Value {
    let filled: Vec<&Value> = held.iter().filter(|value| !value.is_empty()).collect();
    if filled.is_empty() {
        return Value::Empty;
    }
    if field.several {
        return entries(&filled);
    }
    if let FieldType::MultiPicklist { list } = &field.kind {
        let has = |code: &str| {
            filled
                .iter()
                .any(|v| matches!(v, Value::Codes(codes) if codes.iter().any(|c| c == code)))
        };
        let known = catalog.picklist(list);
        let values = known.into_iter().flat_map(|list| list.values.iter());
        return Value::Codes(values.map(|v| v.code.clone()).filter(|code| has(code)).collect());
    }
    let mut texts: Vec<&str> = Vec::new();
    for text in filled.into_iter().map(written) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    match field.kind {
        FieldType::RichText => Value::rich(&texts.concat()),
        _ => Value::text(&texts.join("\n\n")),
    }
}

fn written(value: &Value) -> &str {
    if let Value::Rich(text) = value { text.html() } else { value.as_text() }
}

fn entries(filled: &[&Value]) -> Value {
    let mut seen: Vec<String> = Vec::new();
    let mut all = Vec::new();
    for value in filled {
        let Value::Several(entries) = value else { continue };
        for entry in entries {
            let key = words(&fold(&plain_text(&entry.value))).concat();
            if !seen.contains(&key) {
                seen.push(key);
                all.push(entry.clone());
            }
        }
    }
    Value::Several(all)
}
