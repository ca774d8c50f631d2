//! Small numbers for ids, for programs that cannot take an id.
//!
//! A number says nothing: it is drawn, not counted, so nobody learns from it how many records
//! there are that they do not see.

use std::collections::BTreeMap;

use kernel::{Error, Result};
use store::Tx;
use store::queries::small_number;
use uuid::Uuid;

use crate::cx::Cx;

/// Draws before giving up; of a million numbers one in two thousand is drawn a second time.
const DRAWS: usize = 100;

/// The numbers of some ids; those that have none get one, for ever.
///
/// # Errors
/// When the database fails.
pub async fn numbers(cx: &Cx, mut ids: Vec<Uuid>) -> Result<BTreeMap<Uuid, i64>> {
    ids.sort_unstable();
    ids.dedup();
    let asked = ids.clone();
    let mut known = cx.store().read(move |reader| small_number::of_ids(reader, &asked)).await?;
    ids.retain(|id| !known.contains_key(id));
    if !ids.is_empty() {
        let given = cx.store().write(move |tx| ids.iter().map(|id| given(tx, *id)).collect());
        let given: Vec<(Uuid, i64)> = given.await?;
        known.extend(given);
    }
    Ok(known)
}

fn given(tx: &mut Tx<'_>, id: Uuid) -> Result<(Uuid, i64)> {
    for _ in 0..DRAWS {
        let number = i64::from(u32::from_be_bytes(kernel::random::<4>()) >> 1);
        if 0 < number && small_number::give(tx, id, number)? {
            return Ok((id, number));
        }
        // Somebody else gave it one meanwhile, or the number stands for another id.
        if let Some(number) = small_number::of_ids(tx, &[id])?.get(&id) {
            return Ok((id, *number));
        }
    }
    Err(Error::internal("no small number is free"))
}

/// The id that a number stands for; whether the caller may see what it names is asked elsewhere.
///
/// # Errors
/// When the database fails.
pub async fn id_of(cx: &Cx, number: i64) -> Result<Option<Uuid>> {
    cx.store().read(move |reader| small_number::id_of(reader, number)).await
}

/// The numbers of all modules by their code; they stay for ever.
///
/// # Errors
/// When the database fails.
pub async fn of_modules(cx: &Cx) -> Result<BTreeMap<String, i64>> {
    cx.store().read(small_number::of_modules).await
}
