//! A known passkey proves who somebody is.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Error, Result};
use serde_json::json;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PublicKeyCredential, WebauthnError,
};

use crate::house::{Ask, Passkeys, Refusal, options, text};

/// Whom and which passkey an answer names; nothing of it is proved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Id of the passkey.
    pub credential: Vec<u8>,
    /// Whose it is, as it says; devices that were told whom to ask for may leave it out.
    pub person: Option<Uuid>,
}

/// A passkey after it proved who somebody is.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What judges its next answer.
    pub body: String,
    /// Whether the device keeps a copy elsewhere.
    pub is_backed_up: bool,
}

/// Reads whom and which passkey an answer names.
#[must_use]
pub fn named(answer: &str) -> Option<Named> {
    let answer: PublicKeyCredential = serde_json::from_str(answer).ok()?;
    let person = match answer.get_user_unique_id() {
        Some(id) => Some(Uuid::from_slice(id).ok()?),
        None => None,
    };
    Some(Named { credential: answer.get_credential_id().to_vec(), person })
}

impl Passkeys {
    /// Asks a browser for a passkey: one of those, or any when there are none.
    ///
    /// # Errors
    /// When the question cannot be made.
    pub fn ask(&self, of: &[Vec<u8>]) -> Result<Ask> {
        let begun = self.judge.start_discoverable_authentication();
        let (asked, state) = begun.map_err(|error| Error::internal(format!("passkey: {error}")))?;
        let mut options = options(&asked)?;
        let listed =
            of.iter().map(|id| json!({"type": "public-key", "id": URL_SAFE_NO_PAD.encode(id)}));
        options["allowCredentials"] = listed.collect();
        Ok(Ask { options, state: text(&state)? })
    }

    /// Judges what a browser answered with the passkey that the answer names.
    ///
    /// # Errors
    /// Why it does not hold.
    pub fn judge(&self, answer: &str, (state, body): (&str, &str)) -> Result<Judged, Refusal> {
        let answer: PublicKeyCredential =
            serde_json::from_str(answer).map_err(|_| Refusal::Wrong)?;
        let state: DiscoverableAuthentication =
            serde_json::from_str(state).map_err(|_| Refusal::Wrong)?;
        let mut passkey: Passkey = serde_json::from_str(body).map_err(|_| Refusal::Wrong)?;
        let key = DiscoverableKey::from(&passkey);
        let judged = self.judge.finish_discoverable_authentication_v2(&answer, state, &key);
        let judged = judged.map_err(|error| Refusal::of(&error))?;
        passkey.update_credential(&judged);
        let body = text(&passkey).map_err(|_| Refusal::Wrong)?;
        Ok(Judged { body, is_backed_up: judged.backup_state() })
    }
}

impl Refusal {
    pub(crate) fn of(error: &WebauthnError) -> Self {
        match error {
            WebauthnError::UserNotVerified => Refusal::Unverified,
            WebauthnError::CredentialPossibleCompromise => Refusal::WentBack,
            _ => Refusal::Wrong,
        }
    }
}
