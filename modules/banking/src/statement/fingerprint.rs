//! By what an entry is known when it comes a second time.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::{Entry, Statement};

impl Statement {
    /// One fingerprint per entry, in their order: 32 hexadecimal digits that are the same whenever
    /// the same entry comes in the same form, and different for entries that are alike in one file.
    ///
    /// Neither the line nor the number of the statement counts, because they differ when the
    /// bank is asked for another stretch of days.
    #[must_use]
    pub fn fingerprints(&self) -> Vec<String> {
        let mut seen: HashMap<[u8; 32], u32> = HashMap::new();
        let entries = self.entries.iter().map(|entry| {
            let content = self.content(entry);
            let count = seen.entry(content).or_default();
            *count += 1;
            let digest = Sha256::new().chain_update(content).chain_update(count.to_be_bytes());
            digest.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
        });
        entries.collect()
    }

    fn content(&self, entry: &Entry) -> [u8; 32] {
        let details = &entry.details;
        let valued = entry.valued_on.map(|day| day.to_string()).unwrap_or_default();
        let texts = [
            self.account.clone(),
            self.currency.code().to_owned(),
            entry.booked_on.to_string(),
            valued,
            entry.amount.normalize().to_string(),
            entry.bank_reference.clone(),
            details.counterpart.iban.clone(),
            details.counterpart.name.clone(),
            details.end_to_end_id.clone(),
            details.mandate_id.clone(),
            details.purpose.clone(),
        ];
        let mut hash = Sha256::new();
        for text in texts {
            // Blanks and capitals are what banks change when they send an entry again.
            let folded: String =
                kernel::fold(&text).chars().filter(|c| !c.is_whitespace()).collect();
            hash.update((folded.len() as u64).to_be_bytes());
            hash.update(folded);
        }
        hash.finalize().into()
    }
}
