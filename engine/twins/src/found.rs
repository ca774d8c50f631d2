//! What a search found, as people look through it.

use access::Right;
use kernel::{Error, RecordId, Result};
use records::Cx;
use store::queries::alike::{self, Pair};

/// Pairs looked through at once.
const PAIRS: usize = 100;
/// Records at most that are shown as one group.
const TOGETHER: usize = 5;

/// Records that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// How alike the most alike two of them are, in percent.
    pub percent: u64,
    /// The records.
    pub ids: Vec<RecordId>,
}

/// Groups of records that may be one and that the actor reaches, the most alike first.
///
/// # Errors
/// `Forbidden`.
pub async fn found(cx: &Cx, module: &str) -> Result<Vec<Alike>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let scope = cx.actor.scope.clone();
    let pairs = cx.store().read(move |reader| alike::of_module(reader, (&module, &scope), PAIRS));
    Ok(grouped(&pairs.await?))
}

/// Pairs that were told apart and that the actor reaches, the newest first.
///
/// # Errors
/// `Forbidden`.
pub async fn different(cx: &Cx, module: &str) -> Result<Vec<Alike>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let scope = cx.actor.scope.clone();
    let pairs = cx.store().read(move |reader| alike::different(reader, (&module, &scope), PAIRS));
    let one = |(pair, _): (Pair, i64)| Alike { percent: 0, ids: vec![pair.first, pair.second] };
    Ok(pairs.await?.into_iter().map(one).collect())
}

/// Pairs that share a record are one group, as far as it does not grow too large.
fn grouped(pairs: &[(Pair, i64)]) -> Vec<Alike> {
    let mut groups: Vec<Alike> = Vec::new();
    for (Pair { first, second }, percent) in pairs {
        let of = |id: &RecordId| groups.iter().position(|group| group.ids.contains(id));
        match (of(first), of(second)) {
            (Some(at), None) if groups[at].ids.len() < TOGETHER => groups[at].ids.push(*second),
            (None, Some(at)) if groups[at].ids.len() < TOGETHER => groups[at].ids.push(*first),
            (Some(one), Some(other)) if one == other => {}
            _ => groups.push(Alike {
                percent: u64::try_from(*percent).unwrap_or(0),
                ids: vec![*first, *second],
            }),
        }
    }
    groups
}

/// Remembers that none of some records is the same as another of them.
///
/// # Errors
/// `NotFound` when one is out of reach; `Forbidden`; `Invalid` at `id`.
pub async fn tell_apart(cx: &Cx, module: &str, ids: &[RecordId]) -> Result<()> {
    let (module, pairs) = judged(cx, module, ids).await?;
    let (actor, at) = (cx.actor.user, cx.now());
    let write = cx.store().write(move |tx| {
        pairs.iter().try_for_each(|pair| alike::tell_apart(tx, (&module, *pair), (actor, at)))
    });
    write.await
}

/// Takes that back; the next search may find them again.
///
/// # Errors
/// As `tell_apart`.
pub async fn allow(cx: &Cx, module: &str, ids: &[RecordId]) -> Result<()> {
    let (_, pairs) = judged(cx, module, ids).await?;
    let write = cx
        .store()
        .write(move |tx| pairs.iter().try_for_each(|pair| alike::allow(tx, *pair).map(drop)));
    write.await
}

async fn judged(cx: &Cx, module: &str, ids: &[RecordId]) -> Result<(String, Vec<Pair>)> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < 2 || TOGETHER < ids.len() {
        return Err(Error::invalid("id", "merge_too_few"));
    }
    if records::get_many(cx, &module.code, &ids).await?.len() != ids.len() {
        return Err(Error::NotFound);
    }
    let later = |at: usize| ids[at + 1..].iter();
    let pairs = ids.iter().enumerate().flat_map(|(at, one)| later(at).map(|o| Pair::of(*one, *o)));
    Ok((module.code.clone(), pairs.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_share_a_record_stand_together_up_to_five() {
        let ids: Vec<RecordId> = (0..8).map(|_| RecordId::new()).collect();
        let pair = |one: usize, other: usize, percent| (Pair::of(ids[one], ids[other]), percent);
        let groups = grouped(&[pair(0, 1, 99), pair(2, 3, 90), pair(1, 4, 80), pair(0, 4, 70)]);
        let sizes: Vec<_> = groups.iter().map(|group| (group.percent, group.ids.len())).collect();
        assert_eq!(sizes, [(99, 3), (90, 2)]);
        let chain: Vec<_> = (0..7).map(|at| pair(at, at + 1, 90)).collect();
        let sizes: Vec<_> = grouped(&chain).iter().map(|group| group.ids.len()).collect();
        assert_eq!(sizes, [5, 4]);
    }
}
