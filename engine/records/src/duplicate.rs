//! Records that may be the same as one in the making.

use std::collections::BTreeMap;

use access::Right;
use kernel::{RecordId, Result};
use store::Reader;
use store::queries::lookup;
use store::records;

use crate::cx::Cx;
use crate::draft::Draft;
use crate::index;

/// A record that may be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// In how many keys it agrees.
    pub n_keys: usize,
}

/// Finds records that share a mail address, a phone number or a set of fields with a draft.
///
/// Records the actor does not reach are not revealed.
///
/// # Errors
/// When the database fails.
pub async fn duplicates(cx: &Cx, draft: &Draft) -> Result<Vec<Duplicate>> {
    if !cx.actor.rights.may(&draft.module.code, Right::See) {
        return Ok(Vec::new());
    }
    let (cx, draft) = (cx.clone(), draft.clone());
    cx.store().clone().read(move |reader| same_as(reader, &cx, &draft)).await
}

/// Records within the actor's reach that share a key with a draft, the most alike first.
pub(crate) fn same_as(reader: &mut Reader<'_>, cx: &Cx, draft: &Draft) -> Result<Vec<Duplicate>> {
    let module = &draft.module;
    let keys = index::keys(module, draft.id, &draft.values);
    let mut hits: BTreeMap<RecordId, usize> = BTreeMap::new();
    for (id, _) in lookup::find(reader, (module, &cx.actor.scope), &keys, 200)? {
        if id != draft.id {
            *hits.entry(id).or_default() += 1;
        }
    }
    let ids: Vec<RecordId> = hits.keys().copied().collect();
    let titles = records::titles(reader, module, &cx.actor.scope, &ids)?;
    let seen = hits
        .into_iter()
        .filter_map(|(id, n_keys)| Some(Duplicate { id, title: titles.get(&id)?.clone(), n_keys }));
    let mut found: Vec<Duplicate> = seen.collect();
    found.sort_by_key(|duplicate| std::cmp::Reverse(duplicate.n_keys));
    found.truncate(5);
    Ok(found)
}
