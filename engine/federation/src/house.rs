//! What sign-ins by the word of others work with, and what the sign-in page offers.

use std::sync::Arc;

use identity::{Refusal, Vault};
use kernel::Result;
use outbound::Outbound;
use records::{Cx, Engine};
use store::queries::provider as rows;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::provider::{self, Kind, Provider};
use crate::{directory, oidc};

/// What all of it works with.
#[derive(Clone)]
pub struct Federation {
    /// The tenant.
    pub engine: Arc<Engine>,
    /// What opens secrets.
    pub vault: Vault,
    /// Whoever asks other programs.
    pub outbound: Outbound,
    /// The address under which people reach the program; without it nobody finds back.
    pub public_url: Option<String>,
    /// How many strangers are asked about at once, so that knocking costs others little.
    pub(crate) gate: Arc<Semaphore>,
}

/// Questions about strangers at once.
const AT_ONCE: usize = 16;

impl Federation {
    /// Puts it together.
    #[must_use]
    pub fn new(
        engine: Arc<Engine>,
        (vault, outbound): (Vault, Outbound),
        public_url: Option<String>,
    ) -> Self {
        let gate = Arc::new(Semaphore::new(AT_ONCE));
        Federation { engine, vault, outbound, public_url, gate }
    }

    /// The address to which a provider sends people back: never made of what a request says.
    #[must_use]
    pub fn way_back(&self, id: Uuid) -> Option<String> {
        self.public_url.as_ref().map(|url| format!("{url}/login/back/{id}"))
    }
}

/// A button of the sign-in page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// The provider.
    pub id: Uuid,
    /// What people know it by.
    pub name: String,
}

/// What the sign-in page offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// Providers to go to.
    pub buttons: Vec<Button>,
    /// Whether passwords are asked for: of the house, or of a directory.
    pub has_password: bool,
}

/// What the sign-in page offers.
///
/// # Errors
/// When the database fails.
pub async fn offer(house: &Federation) -> Result<Offer> {
    let all = house.engine.store().read(rows::all).await?;
    let active: Vec<_> = all.into_iter().filter(|row| row.is_active).collect();
    let has_directory = active.iter().any(|row| row.kind == "ldap");
    let can_return = house.public_url.is_some();
    let buttons: Vec<Button> = active
        .into_iter()
        .filter(|row| row.kind == "oidc" && can_return)
        .map(|row| Button { id: row.id, name: row.name })
        .collect();
    let keeper = identity::password_keeper(&house.engine).await?;
    // Without another way the form stays, so that nobody stands before a page without a door.
    let has_password = has_directory || keeper.is_none() || buttons.is_empty();
    Ok(Offer { buttons, has_password })
}

/// Tries whether a provider answers; a number of keys or of people, or what is wrong in a word.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn probe(
    house: &Federation,
    (cx, id): (&Cx, Uuid),
) -> Result<std::result::Result<usize, Refusal>> {
    let found: Provider = provider::provider(cx, id).await?;
    Ok(match &found.set.kind {
        Kind::Oidc(set) => oidc::probe(&house.outbound, set).await,
        Kind::Ldap(set) => directory::probe(house, (&found, set)).await,
    })
}
