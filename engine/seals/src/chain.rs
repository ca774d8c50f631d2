//! Seals are made, kept while entries go with their records, and compared with the history.
//!
//! Writers wait for nobody: seals follow, once no transaction is under way that could still add an
//! entry before them (`docs/decisions/0026`).

use std::collections::BTreeSet;
use std::sync::Arc;

use access::Scope;
use catalog::Catalog;
use kernel::{Instant, RecordId, Result};
use sha2::{Digest, Sha256};
use store::queries::history::{self, Entry};
use store::queries::seal::{self, Erased, Seal};
use store::{Reader, Store, Tx, records};

/// Entries of one seal at most.
const MOST: usize = 5_000;
/// Records that are looked for at once.
const AT_ONCE: usize = 500;
/// Bytes of an entry in a seal: its place and its hash.
const WIDTH: usize = 8 + 32;

/// A seal as people write it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealTold {
    /// 1 for the first.
    pub number: i64,
    /// When.
    pub at: Instant,
    /// How many entries it covers itself.
    pub n_entries: usize,
    /// Its hash, in hex.
    pub hash: String,
}

/// What verifying the history found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// The last seal, if there is one.
    pub last: Option<SealTold>,
    /// Entries that are sealed.
    pub n_sealed: usize,
    /// Entries among them that went for good with their records.
    pub n_erased: usize,
    /// What is not as it was sealed: the first entry of it in each seal.
    pub faults: Vec<String>,
}

/// Seals what can be sealed by now; gives how many entries that were.
///
/// # Errors
/// When the database fails.
pub async fn seal(store: &Store, at: Instant) -> Result<usize> {
    let mut n_sealed = 0;
    // What is seen the first time is settled the second time, when nobody is writing.
    for _ in 0..2 {
        let settled = store.read(settled).await?;
        while let Some(seal) = seal_some(store, at, settled).await? {
            let (number, hash) = (seal.number, hex(&seal.hash));
            tracing::info!(number, hash, "the history was sealed");
            n_sealed += seal.entries.len() / WIDTH;
        }
        // In two steps: whoever did not see the first one had begun before the second.
        store.write(note_last).await?;
        store.write(note_next).await?;
    }
    Ok(n_sealed)
}

/// The last seal.
///
/// # Errors
/// When the database fails.
pub async fn last(store: &Store) -> Result<Option<SealTold>> {
    Ok(store.read(seal::last).await?.as_ref().map(told))
}

/// Compares the history with its seals.
///
/// # Errors
/// When the database fails.
pub async fn verify(store: &Store, catalog: &Arc<Catalog>) -> Result<Verified> {
    let mut verified = Verified::default();
    let mut before: Option<Seal> = None;
    loop {
        let (catalog, last) = (catalog.clone(), before.clone());
        let look = move |reader: &mut Reader<'_>| {
            let number = last.as_ref().map_or(0, |seal| seal.number);
            let Some(seal) = seal::after(reader, number)? else { return Ok(None) };
            let judged = judge(&catalog, reader, (last.as_ref(), &seal))?;
            Ok(Some((seal, judged)))
        };
        let Some((seal, (n_erased, fault))) = store.read(look).await? else { break };
        verified.n_sealed += seal.entries.len() / WIDTH;
        verified.n_erased += n_erased;
        verified.faults.extend(fault);
        before = Some(seal);
    }
    verified.last = before.as_ref().map(told);
    Ok(verified)
}

/// Takes away what happened to a record that goes for good; its marks stay, so that seals hold.
///
/// # Errors
/// When the database fails.
pub fn erase(tx: &mut Tx<'_>, record: RecordId) -> Result<()> {
    let noted = seal::noted_horizon(tx)?.map_or(0, |(last, _)| last);
    for entry in history::forget_record(tx, record, noted)? {
        // What no seal covers, and none that is being made, needs no mark.
        if noted < entry.seq {
            continue;
        }
        let hash = hash_of(&entry).to_vec();
        seal::erase(tx, &Erased { seq: entry.seq, module: entry.module, record, hash })?;
    }
    Ok(())
}

/// The place up to which no entry can be added any more: whoever could had begun before it was
/// noted, and has ended.
fn settled(reader: &mut Reader<'_>) -> Result<i64> {
    let now = seal::horizon(reader)?;
    let noted = seal::noted_horizon(reader)?;
    let settled = noted.filter(|(_, next)| next.is_some_and(|next| next <= now.oldest));
    Ok(settled.map_or(0, |(last, _)| last))
}

fn note_last(tx: &mut Tx<'_>) -> Result<()> {
    let now = seal::horizon(tx)?;
    seal::note_horizon(tx, now.last, None)
}

fn note_next(tx: &mut Tx<'_>) -> Result<()> {
    let now = seal::horizon(tx)?;
    match seal::noted_horizon(tx)? {
        Some((last, _)) => seal::note_horizon(tx, last, Some(now.next)),
        None => Ok(()),
    }
}

async fn seal_some(store: &Store, at: Instant, settled: i64) -> Result<Option<Seal>> {
    let write = move |tx: &mut Tx<'_>| {
        let last = seal::last(tx)?;
        let after = last.as_ref().map_or(0, |seal| seal.until);
        let entries = marks(tx, (after, settled))?;
        let Some((until, _)) = entries.last() else { return Ok(None) };
        let mut next = Seal {
            number: last.as_ref().map_or(1, |seal| seal.number + 1),
            at,
            until: *until,
            entries: listed(&entries),
            hash: Vec::new(),
        };
        next.hash = sealed(last.as_ref(), &next);
        Ok(seal::add(tx, &next)?.then_some(next))
    };
    store.write(write).await
}

/// Places and hashes of entries, also of those that went with their records; as many as fit in one
/// seal.
fn marks(reader: &mut Reader<'_>, (after, until): (i64, i64)) -> Result<Vec<(i64, [u8; 32])>> {
    let entries = history::between(reader, (after, until), MOST)?;
    let mut marks: Vec<_> = entries.iter().map(|entry| (entry.seq, hash_of(entry))).collect();
    let until = if marks.len() < MOST { until } else { marks[MOST - 1].0 };
    for erased in seal::erased(reader, (after, until))? {
        marks.push((erased.seq, erased.hash.try_into().unwrap_or_default()));
    }
    marks.sort_unstable();
    Ok(marks)
}

/// What is wrong with the entries of a seal, and how many of them went with their records.
fn judge(
    catalog: &Catalog,
    reader: &mut Reader<'_>,
    (before, seal): (Option<&Seal>, &Seal),
) -> Result<(usize, Option<String>)> {
    let number = seal.number;
    let follows = before.map_or(1, |before| before.number + 1);
    if number != follows {
        return Ok((0, Some(format!("seal {follows} is missing"))));
    }
    if sealed(before, seal) != seal.hash {
        return Ok((0, Some(format!("seal {number} was changed"))));
    }
    let place = (before.map_or(0, |before| before.until), seal.until);
    let known = read(&seal.entries);
    let entries = history::between(reader, place, usize::MAX)?;
    let erased = seal::erased(reader, place)?;
    let mut found: Vec<_> = entries.iter().map(|entry| (entry.seq, hash_of(entry))).collect();
    let gone = erased.iter().map(|one| (one.seq, one.hash.clone().try_into().unwrap_or_default()));
    found.extend(gone);
    found.sort_unstable();
    if let Some((seq, what)) = difference(&known, &found) {
        let entry = entries.iter().find(|entry| entry.seq == seq);
        let of = entry.map(|entry| format!(" of {} {}", entry.module, entry.record));
        let of = of.unwrap_or_default();
        return Ok((erased.len(), Some(format!("entry {seq}{of} was {what} after seal {number}"))));
    }
    Ok((erased.len(), alive(catalog, reader, &erased)?))
}

/// Entries go with their record only: one that is still there had its history taken away.
fn alive(catalog: &Catalog, reader: &mut Reader<'_>, erased: &[Erased]) -> Result<Option<String>> {
    let scope = Scope::system("the history is verified");
    let mut standing = BTreeSet::new();
    for module in catalog.modules() {
        let of_module = erased.iter().filter(|one| one.module == module.code);
        let ids: BTreeSet<RecordId> = of_module.map(|one| one.record).collect();
        let ids: Vec<RecordId> = ids.into_iter().collect();
        for some in ids.chunks(AT_ONCE) {
            let found = records::get_many(reader, module, &scope, some)?;
            standing.extend(found.into_iter().map(|record| record.id));
        }
    }
    let removed = erased.iter().find(|one| standing.contains(&one.record));
    Ok(removed.map(|one| {
        let (seq, code, id) = (one.seq, &one.module, one.record);
        format!("entry {seq} of {code} {id} was removed")
    }))
}

/// The first place at which two lists differ, and how.
fn difference(known: &[(i64, [u8; 32])], found: &[(i64, [u8; 32])]) -> Option<(i64, &'static str)> {
    let at = known.iter().zip(found).position(|(known, found)| known != found);
    match at.map(|at| (known[at], found[at])) {
        Some(((known, _), (found, _))) if known == found => Some((known, "changed")),
        Some(((known, _), (found, _))) if known < found => Some((known, "removed")),
        Some((_, (found, _))) => Some((found, "inserted")),
        None if found.len() < known.len() => Some((known[found.len()].0, "removed")),
        None => found.get(known.len()).map(|(seq, _)| (*seq, "inserted")),
    }
}

fn listed(entries: &[(i64, [u8; 32])]) -> Vec<u8> {
    entries.iter().flat_map(|(seq, hash)| [&seq.to_be_bytes()[..], &hash[..]].concat()).collect()
}

fn read(entries: &[u8]) -> Vec<(i64, [u8; 32])> {
    let one = |bytes: &[u8]| {
        let (seq, hash) = bytes.split_at(8);
        let seq = seq.try_into().map(i64::from_be_bytes).unwrap_or_default();
        (seq, hash.try_into().unwrap_or_default())
    };
    entries.chunks_exact(WIDTH).map(one).collect()
}

fn sealed(before: Option<&Seal>, seal: &Seal) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(before.map_or(&[][..], |before| before.hash.as_slice()));
    for number in [seal.number, seal.at.millis(), seal.until] {
        hash.update(number.to_be_bytes());
    }
    hash.update(&seal.entries);
    hash.finalize().to_vec()
}

/// The hash of everything that an entry says, each part with its length before it.
fn hash_of(entry: &Entry) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    };
    part(&entry.seq.to_be_bytes());
    part(entry.id.as_bytes());
    part(entry.module.as_bytes());
    part(entry.record.0.as_bytes());
    part(&entry.at.millis().to_be_bytes());
    part(entry.actor.map(|actor| actor.0).as_ref().map_or(&[], |id| id.as_bytes().as_slice()));
    part(entry.via.as_bytes());
    part(entry.kind.as_bytes());
    part(entry.changes.as_bytes());
    part(&entry.version.to_be_bytes());
    part(entry.run.as_ref().map_or(&[], |id| id.as_bytes().as_slice()));
    hash.finalize().into()
}

fn told(seal: &Seal) -> SealTold {
    SealTold {
        number: seal.number,
        at: seal.at,
        n_entries: seal.entries.len() / WIDTH,
        hash: hex(&seal.hash),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
