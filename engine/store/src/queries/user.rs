//! Users.

use kernel::{FormatChoice, Instant, PrincipalId, Result};
use sql::{Row, Sql};
use uuid::Uuid;

use super::{house, plain};
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "id, login, name, email, password_hash, is_admin, is_active, sees, \
                       language, theme, density, created_at, version, role_id, phone, position, \
                       working_hours, signature, deputy_id, time_zone, formats";

/// What kind of user a program is; people are none.
const MACHINE: &str = "machine";

/// A user as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Id of the user, who can own records.
    pub id: PrincipalId,
    /// Name to sign in with, folded to lower case.
    pub login: String,
    /// Name as shown.
    pub name: String,
    /// Mail address.
    pub email: Option<String>,
    /// Argon2id hash; without one there is no sign-in by password.
    pub password_hash: Option<String>,
    /// Whether administration is open.
    pub is_admin: bool,
    /// Whether they can sign in.
    pub is_active: bool,
    /// Word of which records they see.
    pub sees: String,
    /// Code of the language.
    pub language: String,
    /// `light`, `dark` or `system`.
    pub theme: String,
    /// `compact`, `standard` or `comfort`.
    pub density: String,
    /// When they were added.
    pub created_at: Instant,
    /// Counts changes.
    pub version: i64,
    /// Their place in the tree of roles.
    pub role: Option<Uuid>,
    /// What else is known about them.
    pub details: Details,
    /// How they write days, numbers and times.
    pub formats: FormatChoice,
}

/// What else is known about a user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Phone number.
    pub phone: Option<String>,
    /// What they are in the firm.
    pub position: Option<String>,
    /// When they work, as they say it.
    pub working_hours: Option<String>,
    /// What stands under their letters.
    pub signature: Option<String>,
    /// Who stands in for them.
    pub deputy: Option<PrincipalId>,
}

/// Stores a user, new or changed.
///
/// # Errors
/// `Invalid` with `taken` at `login`.
pub fn put(tx: &mut Tx<'_>, user: &User) -> Result<()> {
    plain::upsert(
        tx,
        "users",
        &["id"],
        &[
            ("id", user.id.into()),
            ("login", user.login.as_str().into()),
            ("name", user.name.as_str().into()),
            ("email", user.email.clone().into()),
            ("password_hash", user.password_hash.clone().into()),
            ("is_admin", user.is_admin.into()),
            ("is_active", user.is_active.into()),
            ("sees", user.sees.as_str().into()),
            ("language", user.language.as_str().into()),
            ("theme", user.theme.as_str().into()),
            ("density", user.density.as_str().into()),
            ("created_at", user.created_at.into()),
            ("version", user.version.into()),
            ("role_id", user.role.into()),
            ("phone", user.details.phone.clone().into()),
            ("position", user.details.position.clone().into()),
            ("working_hours", user.details.working_hours.clone().into()),
            ("signature", user.details.signature.clone().into()),
            ("deputy_id", user.details.deputy.into()),
            ("time_zone", user.formats.zone.clone().into()),
            ("formats", FormatChoice { zone: None, ..user.formats.clone() }.to_text().into()),
        ],
    )?;
    house::changed(tx)
}

/// Finds a user by id.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, id: PrincipalId) -> Result<Option<User>> {
    one(plain::select(reader, "users", COLUMNS, &[("id", id.into())], "")?)
}

/// Finds a user by the name they sign in with.
///
/// # Errors
/// When the database fails.
pub fn by_login(reader: &mut Reader<'_>, login: &str) -> Result<Option<User>> {
    one(plain::select(reader, "users", COLUMNS, &[("login", login.into())], "")?)
}

/// All users by name.
///
/// # Errors
/// When the database fails.
pub fn all(reader: &mut Reader<'_>) -> Result<Vec<User>> {
    let mut rows = plain::select(reader, "users", COLUMNS, &[], " ORDER BY name, id")?;
    rows.iter_mut().map(of_row).collect()
}

/// Tells whether a user is there for a program, which never has a session.
///
/// # Errors
/// When the database fails.
pub fn is_machine(reader: &mut Reader<'_>, id: PrincipalId) -> Result<bool> {
    let only = [("id", id.into()), ("kind", MACHINE.into())];
    Ok(!plain::select(reader, "users", "id", &only, "")?.is_empty())
}

/// Makes a user one for a program.
///
/// # Errors
/// When the database fails.
pub fn make_machine(tx: &mut Tx<'_>, id: PrincipalId) -> Result<()> {
    plain::update(tx, "users", &[("kind", MACHINE.into())], &[("id", id.into())]).map(drop)
}

/// Where rows belong to a person alone and go with them.
const OWN: [(&str, &str); 25] = [
    ("sessions", "user_id"),
    ("tokens", "user_id"),
    ("access_keys", "user_id"),
    ("key_sessions", "user_id"),
    ("sync_places", "user_id"),
    ("second_factors", "user_id"),
    ("recovery_codes", "user_id"),
    ("sign_in_steps", "user_id"),
    ("sign_in_links", "user_id"),
    ("passkeys", "user_id"),
    ("identities", "user_id"),
    ("pictures", "user_id"),
    ("grants", "principal_id"),
    ("grantees", "principal_id"),
    ("group_members", "member_id"),
    ("sharing_rules", "from_id"),
    ("sharing_rules", "to_id"),
    ("view_parties", "party_id"),
    ("followers", "user_id"),
    ("favourites", "user_id"),
    ("kept_views", "user_id"),
    ("recents", "user_id"),
    ("messages", "user_id"),
    ("muted", "user_id"),
    ("digests", "user_id"),
];

/// Removes a user with everything that was theirs alone; their name stays for the history.
///
/// # Errors
/// When the database fails.
pub fn remove(tx: &mut Tx<'_>, user: &User, at: Instant) -> Result<()> {
    for (table, column) in OWN {
        plain::delete(tx, table, &[(column, user.id.into())])?;
    }
    let nobody: Option<Uuid> = None;
    plain::update(tx, "users", &[("deputy_id", nobody.into())], &[("deputy_id", user.id.into())])?;
    let former = [("id", user.id.into()), ("name", user.name.as_str().into()), ("at", at.into())];
    plain::insert(tx, "former_people", &former)?;
    plain::delete(tx, "users", &[("id", user.id.into())])?;
    house::changed(tx)
}

fn one(rows: Vec<Row>) -> Result<Option<User>> {
    rows.into_iter().next().map(|mut row| of_row(&mut row)).transpose()
}

/// The question for a user, without whom it is about.
pub(super) fn question(reader: &Reader<'_>) -> Sql {
    let mut sql = plain::question(reader, ("users", COLUMNS), &[], "");
    sql.push(" WHERE id");
    sql
}

/// A user as a row tells of them.
pub(super) fn of_row(row: &mut Row) -> Result<User> {
    Ok(User {
        id: PrincipalId(row.uuid()?),
        login: row.text()?,
        name: row.text()?,
        email: row.maybe_text()?,
        password_hash: row.maybe_text()?,
        is_admin: row.flag()?,
        is_active: row.flag()?,
        sees: row.text()?,
        language: row.text()?,
        theme: row.text()?,
        density: row.text()?,
        created_at: row.instant()?,
        version: row.int()?,
        role: row.maybe_uuid()?,
        details: Details {
            phone: row.maybe_text()?,
            position: row.maybe_text()?,
            working_hours: row.maybe_text()?,
            signature: row.maybe_text()?,
            deputy: row.maybe_uuid()?.map(PrincipalId),
        },
        formats: {
            let zone = row.maybe_text()?;
            let rest = row.maybe_text()?.unwrap_or_default();
            FormatChoice { zone, ..FormatChoice::from_text(&rest) }
        },
    })
}
