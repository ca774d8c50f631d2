//! Finding records for many rows at once, as an import does.

use std::collections::{BTreeMap, BTreeSet};

use access::{FieldRight, Right, Scope};
use catalog::{Field, FieldType, Module, plain_text};
use kernel::{Error, RecordId, Result, Value, words};
use store::Reader;
use store::queries::lookup::{self, Key};
use store::records;

use crate::cx::Cx;
use crate::index;

/// Keys asked for in one statement.
const PORTION: usize = 100;

/// One way of telling that two records are the same; records that share one are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    field: String,
    key: String,
    /// Folded title that must agree, too: a mail address is often shared by colleagues.
    title: Option<String>,
}

/// What tells a record with these values from others: each set of fields that the module names,
/// and each mail address together with the title.
#[must_use]
pub fn identities(module: &Module, values: &BTreeMap<String, Value>) -> Vec<Identity> {
    let value = |name: &str| values.get(name).cloned().unwrap_or_default();
    let ordered: Vec<Value> = module.fields.iter().map(|field| value(&field.name)).collect();
    let title = folded(&module.title.render(|name| plain_text(value(name).primary())));
    let is_lone = |kind: &FieldType| {
        module.duplicates.iter().any(|set| match set.as_slice() {
            [one] => module.field(one).is_some_and(|field| field.kind == *kind),
            _ => false,
        })
    };
    let alone = (is_lone(&FieldType::Email), is_lone(&FieldType::Phone));
    index::keys(module, RecordId::new(), &ordered)
        .into_iter()
        .filter_map(|Key { field, key }| {
            let title = match field.as_str() {
                "email" if !alone.0 => Some(title.clone()).filter(|title| !title.is_empty())?,
                "phone" if !alone.1 => return None,
                _ => return Some(Identity { field, key, title: None }),
            };
            Some(Identity { field, key, title: Some(title) })
        })
        .collect()
}

impl Identity {
    /// What tells a record from others by one key alone.
    #[must_use]
    pub fn of_key(field: &str, key: &str) -> Self {
        Identity { field: field.into(), key: key.into(), title: None }
    }
}

fn folded(title: &str) -> String {
    words(title).join(" ")
}

/// For each row of identities the records that are the same, outside the bin; records the actor
/// does not reach are not revealed.
///
/// # Errors
/// `Forbidden`, or when the database fails.
pub async fn same(cx: &Cx, module: &str, rows: Vec<Vec<Identity>>) -> Result<Vec<Vec<RecordId>>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| {
            let all: BTreeSet<(&str, &str)> =
                rows.iter().flatten().map(|i| (i.field.as_str(), i.key.as_str())).collect();
            let hits = hits(reader, (&module, &cx.actor.scope), &all)?;
            let ids: BTreeSet<RecordId> = hits.values().flatten().copied().collect();
            let ids: Vec<RecordId> = ids.into_iter().collect();
            let titles = records::titles(reader, &module, &cx.actor.scope, &ids)?;
            let fits = |identity: &Identity, id: &RecordId| {
                let wanted = identity.title.as_ref();
                titles.get(id).is_some_and(|title| wanted.is_none_or(|w| *w == folded(title)))
            };
            let of_row = |row: &Vec<Identity>| {
                let found = row.iter().flat_map(|identity| {
                    let key = (identity.field.clone(), identity.key.clone());
                    let known = hits.get(&key).into_iter().flatten();
                    known.filter(|id| fits(identity, id)).copied().collect::<Vec<_>>()
                });
                found.collect::<BTreeSet<_>>().into_iter().collect()
            };
            Ok(rows.iter().map(of_row).collect())
        })
        .await
}

type Hits = BTreeMap<(String, String), Vec<RecordId>>;

fn hits(
    reader: &mut Reader<'_>,
    (module, scope): (&Module, &Scope),
    keys: &BTreeSet<(&str, &str)>,
) -> Result<Hits> {
    let keys = keys.iter().map(|(field, key)| Key { field: (*field).into(), key: (*key).into() });
    let keys: Vec<Key> = keys.collect();
    let mut hits = Hits::new();
    for some in keys.chunks(PORTION) {
        for (id, key) in lookup::find(reader, (module, scope), some, 10 * PORTION)? {
            hits.entry((key.field, key.key)).or_default().push(id);
        }
    }
    Ok(hits)
}

/// Records outside the bin that the actor reaches, by their names; where the module tells its
/// records apart by name, capitals, accents and punctuation do not matter.
///
/// # Errors
/// `Forbidden`, or when the database fails.
pub async fn named(
    cx: &Cx,
    module: &str,
    names: Vec<String>,
) -> Result<BTreeMap<String, Vec<RecordId>>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| {
            let pairs = match name_set(&module) {
                Some(set) => by_set(reader, &cx, (&module, &set), &names)?,
                None => records::named(reader, &module, &cx.actor.scope, &names)?,
            };
            Ok(by_text(pairs))
        })
        .await
}

fn by_text(pairs: Pairs) -> BTreeMap<String, Vec<RecordId>> {
    let mut found: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
    for (id, text) in pairs {
        found.entry(text).or_default().push(id);
    }
    found
}

/// The set of fields that is the title alone, under the name its keys have.
fn name_set(module: &Module) -> Option<String> {
    let mut fields = module.title.fields();
    let (name, None) = (fields.next()?, fields.next()) else { return None };
    lone_set(module, name)
}

/// The set of fields that is one field alone, under the name its keys have.
fn lone_set(module: &Module, name: &str) -> Option<String> {
    let at = module.duplicates.iter().position(|set| set.len() == 1 && set[0] == name)?;
    Some(format!("set{at}"))
}

/// By what records are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By<'a> {
    /// Their ids.
    Id,
    /// What a field says: the number, a unique text, a mail address, of which capitals do not
    /// matter, or a text that tells duplicates by itself, of which accents and punctuation do not
    /// matter either.
    Field(&'a str),
}

/// Records outside the bin that the actor reaches, by what they are found by.
///
/// # Errors
/// `Forbidden`; `NotFound` for a field that is not there or hidden; when the database fails.
pub async fn keyed(
    cx: &Cx,
    module: &str,
    by: By<'_>,
    texts: Vec<String>,
) -> Result<BTreeMap<String, Vec<RecordId>>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let field = match by {
        By::Id => None,
        By::Field(name) => Some(readable(cx, &module, name)?),
    };
    let cx = cx.clone();
    let store = cx.store().clone();
    store
        .read(move |reader| {
            let pairs = match &field {
                None => by_id(reader, &cx, &module, &texts)?,
                Some(field) if field.kind == FieldType::Email => {
                    by_mail(reader, &cx, &module, &texts)?
                }
                Some(field) => match lone_set(&module, &field.name).filter(|_| !field.unique) {
                    // What need not be unique has no index but that of its keys.
                    Some(set) => by_set(reader, &cx, (&module, &set), &texts)?,
                    None => {
                        let place = (module.as_ref(), field.name.as_str());
                        records::saying(reader, place, &cx.actor.scope, &texts)?
                    }
                },
            };
            Ok(by_text(pairs))
        })
        .await
}

fn readable(cx: &Cx, module: &Module, name: &str) -> Result<Field> {
    let is_hidden = cx.actor.rights.field(&module.code, name) == FieldRight::Hidden;
    module.field(name).filter(|_| !is_hidden).cloned().ok_or(Error::NotFound)
}

type Pairs = Vec<(RecordId, String)>;

fn by_id(reader: &mut Reader<'_>, cx: &Cx, module: &Module, texts: &[String]) -> Result<Pairs> {
    let ids = texts.iter().filter_map(|text| Some((text.parse().ok()?, text.clone())));
    let ids: BTreeMap<RecordId, String> = ids.collect();
    let wanted: Vec<RecordId> = ids.keys().copied().collect();
    let there = records::titles(reader, module, &cx.actor.scope, &wanted)?;
    Ok(ids.into_iter().filter(|(id, _)| there.contains_key(id)).collect())
}

fn by_mail(reader: &mut Reader<'_>, cx: &Cx, module: &Module, texts: &[String]) -> Result<Pairs> {
    let lower = texts.iter().map(|text| (text.to_lowercase(), text));
    by_key(reader, cx, (module, FieldType::Email.word()), lower.collect())
}

fn by_set(
    reader: &mut Reader<'_>,
    cx: &Cx,
    place: (&Module, &str),
    texts: &[String],
) -> Result<Pairs> {
    let folded = texts.iter().map(|text| (folded(text), text));
    by_key(reader, cx, place, folded.filter(|(key, _)| !key.is_empty()).collect())
}

fn by_key(
    reader: &mut Reader<'_>,
    cx: &Cx,
    (module, word): (&Module, &str),
    texts: Vec<(String, &String)>,
) -> Result<Pairs> {
    let keys = texts.iter().map(|(key, _)| (word, key.as_str())).collect();
    let hits = hits(reader, (module, &cx.actor.scope), &keys)?;
    let ids: Vec<RecordId> = hits.values().flatten().copied().collect();
    let there = records::titles(reader, module, &cx.actor.scope, &ids)?;
    let mut pairs = Pairs::new();
    for (key, text) in &texts {
        let known = hits.get(&(word.to_owned(), key.clone())).into_iter().flatten();
        let known = known.filter(|id| there.contains_key(*id));
        pairs.extend(known.map(|id| (*id, (*text).clone())));
    }
    Ok(pairs)
}
