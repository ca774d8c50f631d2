//! Profiles: named sets of rights.

use access::Profile;
use kernel::{Error, Result};
use sql::Row;
use uuid::Uuid;

use super::{house, plain};
use crate::conn::{Reader, Tx};

/// A profile as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredProfile {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// What it leaves open.
    pub profile: Profile,
    /// Counts changes.
    pub version: i64,
}

/// All profiles by name.
///
/// # Errors
/// When the database fails, or a stored profile cannot be read.
pub fn all(reader: &mut Reader<'_>) -> Result<Vec<StoredProfile>> {
    let columns = "id, name, about, body, version";
    let mut rows = plain::select(reader, "profiles", columns, &[], " ORDER BY name, id")?;
    let profile = |row: &mut Row| {
        Ok(StoredProfile {
            id: row.uuid()?,
            name: row.text()?,
            about: row.text()?,
            profile: serde_json::from_str(&row.text()?).map_err(Error::internal)?,
            version: row.int()?,
        })
    };
    rows.iter_mut().map(profile).collect()
}

/// Stores a profile, new or changed.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, profile: &StoredProfile) -> Result<()> {
    let body = serde_json::to_string(&profile.profile).map_err(Error::internal)?;
    let values = [
        ("id", profile.id.into()),
        ("name", profile.name.as_str().into()),
        ("about", profile.about.as_str().into()),
        ("body", body.into()),
        ("version", profile.version.into()),
    ];
    plain::upsert(tx, "profiles", &["id"], &values)?;
    house::changed(tx)
}

/// Removes a profile that no role is made of.
///
/// # Errors
/// `Conflict` `profile_in_use`.
pub fn remove(tx: &mut Tx<'_>, profile: Uuid) -> Result<()> {
    let only = [("profile_id", profile.into())];
    if !plain::select(tx, "role_profiles", "role_id", &only, "")?.is_empty() {
        return Err(Error::conflict("profile_in_use"));
    }
    plain::delete(tx, "profiles", &[("id", profile.into())])?;
    house::changed(tx)
}
