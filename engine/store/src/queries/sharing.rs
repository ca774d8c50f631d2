//! What everybody may do with everybody's records, and rules that open them to some.

use access::{Level, SharingRule};
use kernel::Result;
use uuid::Uuid;

use super::{house, plain};
use crate::conn::Tx;

/// The word of a module whose records are private.
const PRIVATE: &str = "private";

/// Sets what everybody may do with everybody's records of a module; none is private.
///
/// # Errors
/// When the database fails.
pub fn set_default(tx: &mut Tx<'_>, module: &str, level: Option<Level>) -> Result<()> {
    let word = level.map_or(PRIVATE, Level::word);
    let values = [("module", module.into()), ("level", word.into())];
    plain::upsert(tx, "sharing_defaults", &["module"], &values)?;
    house::changed(tx)
}

/// Stores a rule, new or changed.
///
/// # Errors
/// When the database fails.
pub fn put_rule(tx: &mut Tx<'_>, rule: &SharingRule) -> Result<()> {
    let values = [
        ("id", rule.id.into()),
        ("module", rule.module.as_str().into()),
        ("from_kind", rule.from.word().into()),
        ("from_id", rule.from.id().into()),
        ("to_kind", rule.to.word().into()),
        ("to_id", rule.to.id().into()),
        ("level", rule.level.word().into()),
    ];
    plain::upsert(tx, "sharing_rules", &["id"], &values)?;
    house::changed(tx)
}

/// Removes a rule; tells whether there was one.
///
/// # Errors
/// When the database fails.
pub fn remove_rule(tx: &mut Tx<'_>, rule: Uuid) -> Result<bool> {
    let removed = plain::delete(tx, "sharing_rules", &[("id", rule.into())])? == 1;
    house::changed(tx)?;
    Ok(removed)
}
