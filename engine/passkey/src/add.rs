//! A new passkey.

use kernel::{Error, Result};
use serde_json::json;
use uuid::Uuid;
use webauthn_rs::prelude::{Passkey, PasskeyRegistration, RegisterPublicKeyCredential};

use crate::house::{Ask, Passkeys, Refusal, options, text};

/// Whom a new passkey is for.
#[derive(Clone, Debug)]
pub struct Newcomer<'a> {
    /// Id; the passkey tells it when it signs in.
    pub id: Uuid,
    /// Name to sign in with.
    pub login: &'a str,
    /// Name as shown.
    pub name: &'a str,
    /// What the house is called.
    pub firm: &'a str,
    /// Ids of the passkeys they have.
    pub known: Vec<Vec<u8>>,
}

/// A new passkey.
#[derive(Clone, Debug)]
pub struct Added {
    /// Its id.
    pub credential: Vec<u8>,
    /// What judges its answers; public, as its private half stays in the device.
    pub body: String,
    /// Whether the device keeps a copy elsewhere.
    pub is_backed_up: bool,
}

impl Passkeys {
    /// Asks a browser for a new passkey, one that signs in without a name being typed.
    ///
    /// # Errors
    /// When the question cannot be made.
    pub fn ask_for_new(&self, who: Newcomer<'_>) -> Result<Ask> {
        let known = who.known;
        let begun = self.judge.start_passkey_registration(who.id, who.login, who.name, Some(known));
        let (asked, state) = begun.map_err(|error| Error::internal(format!("passkey: {error}")))?;
        let mut options = options(&asked)?;
        options["rp"]["name"] = json!(who.firm);
        // The library asks for passkeys that a name leads to; ours lead to the name.
        options["authenticatorSelection"]["residentKey"] = json!("required");
        options["authenticatorSelection"]["requireResidentKey"] = json!(true);
        Ok(Ask { options, state: text(&state)? })
    }

    /// Judges what a browser answered.
    ///
    /// # Errors
    /// Why it does not hold.
    pub fn add(&self, answer: &str, state: &str) -> Result<Added, Refusal> {
        let answer: RegisterPublicKeyCredential =
            serde_json::from_str(answer).map_err(|_| Refusal::Wrong)?;
        let state: PasskeyRegistration = serde_json::from_str(state).map_err(|_| Refusal::Wrong)?;
        let added = self.judge.finish_passkey_registration(&answer, &state);
        let added: Passkey = added.map_err(|error| Refusal::of(&error))?;
        let body = text(&added).map_err(|_| Refusal::Wrong)?;
        let is_backed_up = body_says(&body, "backup_state");
        Ok(Added { credential: added.cred_id().to_vec(), body, is_backed_up })
    }
}

/// What a kept passkey says of itself.
fn body_says(body: &str, name: &str) -> bool {
    let body: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    body["cred"][name].as_bool().unwrap_or_default()
}
