//! Second factors of people, and the codes that stand in for them.

use kernel::{Instant, PrincipalId, Result};
use sql::{Param, Row, Sql};

use super::plain;
use crate::conn::{Reader, Tx};

/// The setting that says what is demanded of everybody.
pub const STRENGTH: &str = "strength";
/// Words of what may be demanded, the weakest first.
pub const WORDS: [&str; 3] = ["password", "second_factor", "passkey"];

/// The second factor of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// The secret, sealed.
    pub secret: Vec<u8>,
    /// Number of the time step whose code was used last.
    pub last_step: i64,
    /// Since when.
    pub added_at: Instant,
}

/// How a person has to prove who they are, and whether they can.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Word of what their role or the house demands, whichever is more; empty when nobody said.
    pub demanded: String,
    /// Since when they have a second factor.
    pub factor_since: Option<Instant>,
    /// How many passkeys they have.
    pub n_passkeys: i64,
}

/// Stores the second factor of a person, instead of another one.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, user: PrincipalId, factor: &Factor) -> Result<()> {
    plain::upsert(
        tx,
        "second_factors",
        &["user_id"],
        &[
            ("user_id", user.into()),
            ("secret", factor.secret.clone().into()),
            ("last_step", factor.last_step.into()),
            ("added_at", factor.added_at.into()),
        ],
    )
}

/// The second factor of a person.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Option<Factor>> {
    let (columns, only) = ("secret, last_step, added_at", [("user_id", user.into())]);
    let rows = plain::select(reader, "second_factors", columns, &only, "")?;
    let factor = rows.into_iter().next().map(|mut row| -> Result<Factor> {
        let (secret, last_step) = (row.bytes()?, row.int()?);
        Ok(Factor { secret, last_step, added_at: row.instant()? })
    });
    factor.transpose()
}

/// Takes the second factor of a person away, with its codes; tells whether there was one.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, user: PrincipalId) -> Result<bool> {
    let only = [("user_id", user.into())];
    plain::delete(tx, "recovery_codes", &only)?;
    Ok(plain::delete(tx, "second_factors", &only)? == 1)
}

/// Uses up a time step and all before it; `false` when somebody was faster.
///
/// # Errors
/// When the database fails.
pub fn use_step(tx: &mut Tx<'_>, user: PrincipalId, step: i64) -> Result<bool> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").table("second_factors").push(" SET last_step = ").bind(step);
    sql.push(" WHERE user_id = ").bind(user).push(" AND last_step < ").bind(step);
    Ok(tx.execute(&sql)? == 1)
}

/// Gives a person recovery codes, instead of all they had.
///
/// # Errors
/// When the database fails.
pub fn set_codes(tx: &mut Tx<'_>, user: PrincipalId, hashes: &[Vec<u8>]) -> Result<()> {
    plain::delete(tx, "recovery_codes", &[("user_id", user.into())])?;
    for hash in hashes {
        let values = [("user_id", user.into()), ("hash", hash.clone().into())];
        plain::insert(tx, "recovery_codes", &values)?;
    }
    Ok(())
}

/// Uses up a recovery code; `false` when there is none such, or somebody was faster.
///
/// # Errors
/// When the database fails.
pub fn use_code(tx: &mut Tx<'_>, user: PrincipalId, hash: &[u8], at: Instant) -> Result<bool> {
    let only = [("user_id", user.into()), ("hash", hash.to_vec().into()), ("used_at", Param::Null)];
    Ok(plain::update(tx, "recovery_codes", &[("used_at", at.into())], &only)? == 1)
}

/// How many recovery codes a person has left.
///
/// # Errors
/// When the database fails.
pub fn n_codes(reader: &mut Reader<'_>, user: PrincipalId) -> Result<i64> {
    let only = [("user_id", user.into()), ("used_at", Param::Null)];
    plain::select(reader, "recovery_codes", "COUNT(*)", &only, "")?[0].int()
}

/// How a person has to prove who they are.
///
/// # Errors
/// When the database fails.
pub fn standing(reader: &mut Reader<'_>, user: PrincipalId) -> Result<Standing> {
    let mut sql = question(reader);
    sql.push(" = ").bind(user);
    let mut rows = reader.query(&sql)?;
    Ok(rows.first_mut().map(of_row).transpose()?.map(|(_, standing)| standing).unwrap_or_default())
}

/// The question for how somebody has to prove who they are, without whom it is about.
pub(super) fn question(reader: &Reader<'_>) -> Sql {
    let mut sql = standings_sql(reader);
    sql.push(" WHERE u.id");
    sql
}

/// What it answers.
pub(super) fn standing_of(row: &mut Row) -> Result<Standing> {
    of_row(row).map(|(_, standing)| standing)
}

/// How everybody has to prove who they are.
///
/// # Errors
/// When the database fails.
pub fn standings(reader: &mut Reader<'_>) -> Result<Vec<(PrincipalId, Standing)>> {
    let sql = standings_sql(reader);
    reader.query(&sql)?.iter_mut().map(of_row).collect()
}

fn standings_sql(reader: &Reader<'_>) -> Sql {
    let mut sql = reader.sql();
    sql.push("SELECT u.id, r.strength, s.value, f.added_at, (SELECT COUNT(*) FROM ");
    sql.table("passkeys").push(" p WHERE p.user_id = u.id) FROM ").table("users");
    sql.push(" u LEFT JOIN ").table("roles").push(" r ON r.id = u.role_id LEFT JOIN ");
    sql.table("settings").push(" s ON s.key = ").bind(STRENGTH).push(" LEFT JOIN ");
    sql.table("second_factors").push(" f ON f.user_id = u.id");
    sql
}

fn of_row(row: &mut Row) -> Result<(PrincipalId, Standing)> {
    let id = PrincipalId(row.uuid()?);
    let (of_role, of_house) = (row.maybe_text()?, row.maybe_text()?);
    let words = [of_role, of_house].map(Option::unwrap_or_default);
    let rank = |word: &String| WORDS.iter().position(|known| known == word);
    let demanded = words.into_iter().max_by_key(rank).unwrap_or_default();
    let factor_since = row.maybe_instant()?;
    Ok((id, Standing { demanded, factor_since, n_passkeys: row.int()? }))
}
