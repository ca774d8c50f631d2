//! Which records are here: themselves, or what they were merged into.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Link, RecordId, Result};
use records::Cx;

/// Records that links mean and that are here and not in the bin, by the id that was meant.
pub(crate) async fn here(
    cx: &Cx,
    links: impl Iterator<Item = Link>,
) -> Result<BTreeMap<RecordId, RecordId>> {
    let mut wanted: BTreeMap<String, BTreeSet<RecordId>> = BTreeMap::new();
    links.for_each(|link| {
        wanted.entry(link.module).or_default().insert(link.id);
    });
    let mut here = BTreeMap::new();
    for (code, ids) in wanted {
        let ids: Vec<RecordId> = ids.into_iter().collect();
        for record in records::get_many(cx, &code, &ids).await? {
            let stands = match record.trashed_at {
                None => Some(record.id),
                Some(_) => records::merged_into(cx, &code, record.id).await?,
            };
            here.extend(stands.map(|id| (record.id, id)));
        }
    }
    Ok(here)
}
