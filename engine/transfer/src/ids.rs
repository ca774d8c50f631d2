//! Ids that the same row gets again when an interrupted import goes on.

use kernel::{Instant, RecordId};
use uuid::{Builder, Uuid};

/// Ids of the records of one run.
///
/// They are version 7 like all ids: first the moment at which the run began, then the row.
#[derive(Clone, Copy, Debug)]
pub struct Ids {
    run: Uuid,
    began: Instant,
}

impl Ids {
    /// Ids of a run.
    pub fn new(run: Uuid, began: Instant) -> Self {
        Ids { run, began }
    }

    /// Id of the record of a row, by the line at which it begins.
    pub fn of_line(self, line: usize) -> RecordId {
        let mut tail = [0; 10];
        tail[..6].copy_from_slice(&(line as u64).to_be_bytes()[2..]);
        tail[6..].copy_from_slice(&digest(self.run.as_bytes()).to_be_bytes()[..4]);
        self.id(tail)
    }

    /// Id of a linked record that is made because of its name.
    pub fn of_name(self, module: &str, name: &str) -> RecordId {
        let text = format!("{}\0{module}\0{name}", self.run);
        let mut tail = [0xff; 10];
        tail[2..].copy_from_slice(&digest(text.as_bytes()).to_be_bytes());
        self.id(tail)
    }

    fn id(self, tail: [u8; 10]) -> RecordId {
        let millis = u64::try_from(self.began.millis()).unwrap_or(0);
        RecordId(Builder::from_unix_timestamp_millis(millis, &tail).into_uuid())
    }
}

/// FNV-1a of 64 bits, mixed; it spreads, it does not protect.
fn digest(bytes: &[u8]) -> u64 {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_ids_and_their_order() {
        let ids = Ids::new(Uuid::from_u128(7), Instant::from_millis(1_795_474_500_000));
        assert_eq!(ids.of_line(5), ids.of_line(5));
        let many: Vec<RecordId> = [1, 2, 300, 70_000, 5_000_000].map(|n| ids.of_line(n)).into();
        assert!(many.is_sorted_by(|a, b| a < b));
        assert!(many.iter().all(|id| id.0.get_version_num() == 7));
        assert_ne!(ids.of_name("club", "a"), ids.of_name("club", "b"));
        let other = Ids::new(Uuid::from_u128(8), Instant::from_millis(1_795_474_500_000));
        assert_ne!(ids.of_line(5), other.of_line(5));
    }
}
