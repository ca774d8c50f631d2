//! What related records come to, kept beside the record they hang on, in differences.

use kernel::{RecordId, Result};
use sql::Row;

use super::plain;
use crate::conn::{Reader, Tx};

/// What records come to in one currency; the sum in two halves, as its stored form can be larger
/// than 64 bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Code of the currency; empty for what is no money.
    pub currency: String,
    /// How many hold something.
    pub n: i64,
    /// Millions of the stored form.
    pub above: i64,
    /// What is left of it.
    pub below: i64,
}

impl Tally {
    /// One value in its stored form, counted so many times.
    #[must_use]
    pub fn of(currency: &str, stored: i64, times: i64) -> Self {
        Tally {
            currency: currency.into(),
            n: times,
            above: stored / 1_000_000 * times,
            below: stored % 1_000_000 * times,
        }
    }

    /// The sum in its stored form.
    #[must_use]
    pub fn sum(&self) -> i128 {
        i128::from(self.above) * 1_000_000 + i128::from(self.below)
    }
}

const KEY: [&str; 3] = ["record_id", "field", "currency"];

/// Adds a difference to what a field of a record comes to.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, record: RecordId, field: &str, by: &Tally) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO ").table("tallies").push(" AS t (record_id, field, currency, n, above, ");
    sql.push("below) VALUES (").bind(record).push(", ").bind(field).push(", ");
    sql.bind(by.currency.as_str()).push(", ").bind(by.n).push(", ").bind(by.above).push(", ");
    sql.bind(by.below).push(") ON CONFLICT (").idents(KEY).push(") DO UPDATE SET ");
    sql.push("n = t.n + excluded.n, above = t.above + excluded.above, ");
    sql.push("below = t.below + excluded.below");
    tx.execute(&sql).map(drop)
}

/// What a field of a record comes to, by currency.
///
/// # Errors
/// When the database fails.
pub fn of(reader: &mut Reader<'_>, record: RecordId, field: &str) -> Result<Vec<Tally>> {
    let only = [("record_id", record.into()), ("field", field.into())];
    let columns = "currency, n, above, below";
    let mut rows = plain::select(reader, "tallies", columns, &only, "")?;
    let tally = |row: &mut Row| {
        let currency = row.text()?;
        Ok(Tally { currency, n: row.int()?, above: row.int()?, below: row.int()? })
    };
    rows.iter_mut().map(tally).collect()
}

/// Says anew what a field of a record comes to.
///
/// # Errors
/// When the database fails.
pub fn set(tx: &mut Tx<'_>, record: RecordId, field: &str, all: &[Tally]) -> Result<()> {
    plain::delete(tx, "tallies", &[("record_id", record.into()), ("field", field.into())])?;
    all.iter().try_for_each(|tally| add(tx, record, field, tally))
}

/// Forgets what hangs on a record.
///
/// # Errors
/// When the database fails.
pub fn forget_record(tx: &mut Tx<'_>, record: RecordId) -> Result<()> {
    plain::delete(tx, "tallies", &[("record_id", record.into())]).map(drop)
}
