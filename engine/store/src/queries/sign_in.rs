//! Who came in or tried to, and how sessions ended.

use kernel::{Instant, PrincipalId, Result};

use super::{plain, setting};
use crate::conn::{Reader, Tx};

/// The setting that holds for how many days they are kept.
const DAYS: &str = "sign_in_log_days";
/// Days for which they are kept unless the house says otherwise.
const USUAL_DAYS: i64 = 90;

/// Somebody at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// When.
    pub at: Instant,
    /// Word of how, or `with:` and the name of who vouched for them.
    pub way: String,
    /// Word of what came of it.
    pub outcome: String,
    /// Who, if there is such a person.
    pub user: Option<PrincipalId>,
    /// Name to sign in with; of a name that nobody has only what tells it from others.
    pub named: String,
    /// Network address.
    pub address: String,
    /// Browser as it named itself.
    pub device: String,
}

/// Which of them are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of one person.
    pub user: Option<PrincipalId>,
    /// With one outcome.
    pub outcome: Option<String>,
    /// Only those from this moment on.
    pub since: Option<Instant>,
    /// Only those before this moment.
    pub until: Option<Instant>,
    /// Only those before this one, by its number.
    pub before: Option<i64>,
}

/// Adds one.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &mut Tx<'_>, one: &SignIn) -> Result<()> {
    plain::insert(
        tx,
        "sign_ins",
        &[
            ("at", one.at.into()),
            ("way", one.way.as_str().into()),
            ("outcome", one.outcome.as_str().into()),
            ("user_id", one.user.into()),
            ("named", one.named.as_str().into()),
            ("address", one.address.as_str().into()),
            ("device", one.device.as_str().into()),
        ],
    )
}

/// The newest that are wanted, with their numbers.
///
/// # Errors
/// When the database fails.
pub fn newest(reader: &mut Reader<'_>, wanted: &Wanted, most: i64) -> Result<Vec<(i64, SignIn)>> {
    let mut sql = reader.sql();
    sql.push("SELECT seq, at, way, outcome, user_id, named, address, device FROM ");
    sql.table("sign_ins").push(" WHERE seq < ").bind(wanted.before.unwrap_or(i64::MAX));
    if let Some(user) = wanted.user {
        sql.push(" AND user_id = ").bind(user);
    }
    if let Some(outcome) = &wanted.outcome {
        sql.push(" AND outcome = ").bind(outcome.as_str());
    }
    if let Some(since) = wanted.since {
        sql.push(" AND at >= ").bind(since);
    }
    if let Some(until) = wanted.until {
        sql.push(" AND at < ").bind(until);
    }
    sql.push(" ORDER BY seq DESC LIMIT ").bind(most);
    let row = |row: &mut sql::Row| {
        let number = row.int()?;
        let one = SignIn {
            at: row.instant()?,
            way: row.text()?,
            outcome: row.text()?,
            user: row.maybe_uuid()?.map(PrincipalId),
            named: row.text()?,
            address: row.text()?,
            device: row.text()?,
        };
        Ok((number, one))
    };
    reader.query(&sql)?.iter_mut().map(row).collect()
}

/// Forgets those of before an instant.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("DELETE FROM ").table("sign_ins").push(" WHERE at < ").bind(before);
    tx.execute(&sql).map(drop)
}

/// For how many days they are kept.
///
/// # Errors
/// When the database fails.
pub fn days(reader: &mut Reader<'_>) -> Result<i64> {
    let said = setting::get(reader, DAYS)?;
    Ok(said.and_then(|days| days.parse().ok()).unwrap_or(USUAL_DAYS))
}

/// Says for how many days they are kept.
///
/// # Errors
/// When the database fails.
pub fn keep(tx: &mut Tx<'_>, days: i64) -> Result<()> {
    setting::set(tx, DAYS, &days.to_string())
}
