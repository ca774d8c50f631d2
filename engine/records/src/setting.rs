//! Settings of the installation.

use kernel::Result;
use store::queries::setting as stored;

use crate::cx::{Cx, Engine};

/// Reads a setting of the installation, such as the name of the firm; `""` when it is not set.
///
/// # Errors
/// When the database fails.
pub async fn setting(engine: &Engine, key: &str) -> Result<String> {
    let key = key.to_owned();
    Ok(engine.store().read(move |reader| stored::get(reader, &key)).await?.unwrap_or_default())
}

/// The setting that holds the name of the firm.
pub const FIRM: &str = "firm";

/// Writes a setting of the installation.
///
/// # Errors
/// `Forbidden` for everybody but administrators.
pub async fn set_setting(cx: &Cx, key: &str, value: &str) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let (key, value) = (key.to_owned(), value.to_owned());
    cx.store().write(move |tx| stored::set(tx, &key, &value)).await
}
