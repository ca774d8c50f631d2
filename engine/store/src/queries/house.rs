//! Who belongs where, read at once, and the mark by which others notice that it changed.

use std::collections::{BTreeMap, BTreeSet};

use access::{House, Level, Member, Party, Role, Sees, SharingRule};
use kernel::{Error, PrincipalId, Result};
use sql::Row;
use uuid::Uuid;

use super::{plain, profile, setting};
use crate::conn::{Reader, Tx};

/// Where the mark of the present state lies.
pub const MARK: &str = "house_mark";

/// The mark of the present state; another one means that something changed.
///
/// # Errors
/// When the database fails.
pub fn mark(reader: &mut Reader<'_>) -> Result<String> {
    Ok(setting::get(reader, MARK)?.unwrap_or_default())
}

/// Notes that something changed; whoever keeps a compiled state reads it anew.
///
/// # Errors
/// When the database fails.
pub fn changed(tx: &mut Tx<'_>) -> Result<()> {
    setting::set(tx, MARK, &Uuid::now_v7().simple().to_string())
}

/// Reads everything, with the mark of that state.
///
/// # Errors
/// When the database fails, or what is stored makes no sense.
pub fn load(reader: &mut Reader<'_>) -> Result<(String, House)> {
    // The mark is read first: what changes meanwhile is read again with the next mark.
    let mark = mark(reader)?;
    let house = House {
        people: people(reader)?,
        roles: roles(reader)?,
        profiles: profile::all(reader)?.into_iter().map(|p| (p.id, p.profile)).collect(),
        groups: groups(reader)?,
        defaults: defaults(reader)?,
        rules: rules(reader)?,
        granted: granted(reader)?,
    };
    Ok((mark, house))
}

/// Names of all people and groups.
///
/// # Errors
/// When the database fails.
pub fn names(reader: &mut Reader<'_>) -> Result<BTreeMap<PrincipalId, String>> {
    let of = |table| plain::question(reader, (table, "id, name"), &[], "");
    let questions = [of("former_people"), of("users"), of("groups")];
    let mut rows: Vec<Row> = reader.query_all(&questions)?.into_iter().flatten().collect();
    rows.iter_mut().map(|row| Ok((PrincipalId(row.uuid()?), row.text()?))).collect()
}

/// Names of all roles.
///
/// # Errors
/// When the database fails.
pub fn role_names(reader: &mut Reader<'_>) -> Result<BTreeMap<Uuid, String>> {
    let mut rows = plain::select(reader, "roles", "id, name", &[], "")?;
    rows.iter_mut().map(|row| Ok((row.uuid()?, row.text()?))).collect()
}

fn people(reader: &mut Reader<'_>) -> Result<BTreeMap<PrincipalId, Member>> {
    let mut rows = plain::select(reader, "users", "id, role_id, is_admin, sees", &[], "")?;
    let member = |row: &mut Row| {
        let id = PrincipalId(row.uuid()?);
        let (role, is_admin) = (row.maybe_uuid()?, row.flag()?);
        Ok((id, Member { role, is_admin, sees: Sees::from_word(&row.text()?) }))
    };
    rows.iter_mut().map(member).collect()
}

fn roles(reader: &mut Reader<'_>) -> Result<BTreeMap<Uuid, Role>> {
    let mut rows = plain::select(reader, "roles", "id, parent_id", &[], "")?;
    let role = |row: &mut Row| {
        Ok((row.uuid()?, Role { parent: row.maybe_uuid()?, profiles: BTreeSet::new() }))
    };
    let mut roles: BTreeMap<Uuid, Role> = rows.iter_mut().map(role).collect::<Result<_>>()?;
    for mut row in plain::select(reader, "role_profiles", "role_id, profile_id", &[], "")? {
        let (role, profile) = (row.uuid()?, row.uuid()?);
        if let Some(role) = roles.get_mut(&role) {
            role.profiles.insert(profile);
        }
    }
    Ok(roles)
}

fn groups(reader: &mut Reader<'_>) -> Result<BTreeMap<PrincipalId, BTreeSet<Party>>> {
    let mut rows = plain::select(reader, "groups", "id", &[], "")?;
    let group = |row: &mut Row| Ok((PrincipalId(row.uuid()?), BTreeSet::new()));
    let mut groups: BTreeMap<_, BTreeSet<Party>> =
        rows.iter_mut().map(group).collect::<Result<_>>()?;
    for mut row in plain::select(reader, "group_members", "group_id, kind, member_id", &[], "")? {
        let group = PrincipalId(row.uuid()?);
        let member = party(&row.text()?, row.uuid()?)?;
        groups.entry(group).or_default().insert(member);
    }
    Ok(groups)
}

fn defaults(reader: &mut Reader<'_>) -> Result<BTreeMap<String, Option<Level>>> {
    let mut rows = plain::select(reader, "sharing_defaults", "module, level", &[], "")?;
    let default = |row: &mut Row| Ok((row.text()?, Level::from_word(&row.text()?)));
    rows.iter_mut().map(default).collect()
}

fn rules(reader: &mut Reader<'_>) -> Result<Vec<SharingRule>> {
    let columns = "id, module, from_kind, from_id, to_kind, to_id, level";
    let mut rows = plain::select(reader, "sharing_rules", columns, &[], " ORDER BY id")?;
    let rule = |row: &mut Row| {
        Ok(SharingRule {
            id: row.uuid()?,
            module: row.text()?,
            from: party(&row.text()?, row.uuid()?)?,
            to: party(&row.text()?, row.uuid()?)?,
            level: Level::from_word(&row.text()?).ok_or_else(|| Error::internal("no level"))?,
        })
    };
    rows.iter_mut().map(rule).collect()
}

fn granted(reader: &mut Reader<'_>) -> Result<BTreeSet<(PrincipalId, String)>> {
    let mut rows = plain::select(reader, "grantees", "principal_id, module", &[], "")?;
    rows.iter_mut().map(|row| Ok((PrincipalId(row.uuid()?), row.text()?))).collect()
}

pub(super) fn party(kind: &str, id: Uuid) -> Result<Party> {
    Party::of(kind, id).ok_or_else(|| Error::internal(format!("no kind of people: {kind}")))
}
