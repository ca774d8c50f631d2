//! Where passkeys are good: at the one address of the house.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Error, Result};
use serde_json::Value as Json;
use url::Url;
use webauthn_rs::prelude::{Webauthn, WebauthnBuilder};

/// How long a browser may ask for a finger or a PIN.
const PATIENCE: Duration = Duration::from_secs(300);

/// The house as passkeys know it.
#[derive(Clone, Debug)]
pub struct Passkeys {
    pub(crate) judge: Arc<Webauthn>,
}

/// What a browser is asked, and what has to be kept until it answers.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Options for the browser.
    pub options: Json,
    /// What judges the answer; it belongs to the one browser that was asked.
    pub state: String,
}

/// Why an answer does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It answers another question, is made for another house, or is not signed by the passkey.
    Wrong,
    /// Nobody proved to the device who they are.
    Unverified,
    /// It counts less than it did before: there may be a copy of the passkey.
    WentBack,
}

impl Passkeys {
    /// The house at its public address; none where browsers know no passkeys, that is without
    /// encryption and at addresses without a name.
    #[must_use]
    pub fn at(public_url: &str) -> Option<Self> {
        let origin = Url::parse(public_url).ok()?;
        let name = origin.domain()?.to_owned();
        let is_safe = origin.scheme() == "https" || name == "localhost";
        if !is_safe {
            return None;
        }
        let judge = WebauthnBuilder::new(&name, &origin).ok()?.timeout(PATIENCE).build().ok()?;
        Some(Passkeys { judge: Arc::new(judge) })
    }
}

/// What is kept of a value of the library.
pub(crate) fn text(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::internal(format!("passkey: {error}")))
}

/// The part of the options that browsers take.
pub(crate) fn options(value: &impl serde::Serialize) -> Result<Json> {
    let told = serde_json::to_value(value);
    let mut told = told.map_err(|error| Error::internal(format!("passkey: {error}")))?;
    Ok(told.get_mut("publicKey").map(Json::take).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_a_name_and_encryption() {
        for fine in ["https://crm.example", "https://crm.example:8443", "http://localhost:8080"] {
            assert!(Passkeys::at(fine).is_some(), "{fine}");
        }
        for wrong in ["http://crm.example", "https://192.0.2.1", "http://127.0.0.1:8080", "x", ""] {
            assert!(Passkeys::at(wrong).is_none(), "{wrong}");
        }
    }
}
