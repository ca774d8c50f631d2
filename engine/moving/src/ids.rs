//! Ids that a record of the other house has here, again and again.

use kernel::{FileId, Instant, RecordId};
use uuid::{Builder, Uuid};

/// Numbers below this one keep their order in ids; those of the original stay below it.
const ORDERED: u64 = 1 << 30;

/// Ids of everything that comes from one house.
///
/// They follow from the id there, so nothing has to be kept to find a record again, and what was
/// interrupted makes nothing twice. Like all ids they are version 7: first the moment at which the
/// house was connected, then the number there.
#[derive(Clone, Copy, Debug)]
pub struct Ids {
    source: Uuid,
    began: Instant,
}

impl Ids {
    /// Ids of a house.
    pub fn new(source: Uuid, began: Instant) -> Self {
        Ids { source, began }
    }

    /// The id of a record.
    pub fn record(self, there: &str) -> RecordId {
        RecordId(self.of(there))
    }

    /// The id of a file at a record.
    pub fn file(self, there: &str, record: RecordId) -> FileId {
        FileId(self.of(&format!("{there}/{record}")))
    }

    /// The id of anything.
    pub fn of(self, there: &str) -> Uuid {
        let number = there.split_once('x').and_then(|(_, number)| number.parse::<u64>().ok());
        let digest = digest(self.source.as_bytes().iter().chain(there.as_bytes()).copied());
        let again = digest_of(digest);
        let mut tail = [0xff; 10];
        match number.filter(|number| *number < ORDERED) {
            Some(number) => {
                tail[..6].copy_from_slice(&number.to_be_bytes()[2..]);
                tail[6..].copy_from_slice(&digest.to_be_bytes()[..4]);
            }
            None => {
                tail[2..].copy_from_slice(&digest.to_be_bytes());
                tail[1] = again.to_be_bytes()[0];
            }
        }
        let millis = u64::try_from(self.began.millis()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
    }
}

/// FNV-1a of 64 bits, mixed; it spreads, it does not protect.
fn digest(bytes: impl Iterator<Item = u8>) -> u64 {
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 33)
}

fn digest_of(number: u64) -> u64 {
    digest(number.to_be_bytes().into_iter())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_comes_from_one_house_keeps_its_ids_and_their_order() {
        let at = Instant::from_millis(1_795_474_500_000);
        let ids = Ids::new(Uuid::from_u128(7), at);
        assert_eq!(ids.record("12x5"), ids.record("12x5"));
        let many: Vec<RecordId> = ["11x1", "11x2", "11x300", "11x70000", "11x500000000"]
            .map(|there| ids.record(there))
            .into();
        assert!(many.is_sorted_by(|a, b| a < b));
        assert!(many.iter().all(|id| id.0.get_version_num() == 7));
        let other = Ids::new(Uuid::from_u128(8), at);
        assert_ne!(ids.record("12x5"), other.record("12x5"));
        assert_ne!(ids.record("12x5"), ids.record("13x5"), "the same number of another kind");
    }

    #[test]
    fn numbers_of_any_size_stay_apart() {
        let ids = Ids::new(Uuid::from_u128(7), Instant::from_millis(1_795_474_500_000));
        let numbers = (0..20_000_u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 1);
        let all: BTreeSet<Uuid> = numbers.map(|n| ids.of(&format!("101x{n}"))).collect();
        assert_eq!(all.len(), 20_000);
    }
}
