//! Identifiers: time-ordered UUIDs (RFC 9562, version 7) and secrets.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Makes a new id, later than every id made before on this machine.
            #[must_use]
            pub fn new() -> Self {
                $name(Uuid::now_v7())
            }

            /// The sixteen bytes as stored.
            #[must_use]
            pub fn bytes(self) -> [u8; 16] {
                *self.0.as_bytes()
            }

            /// Reads the stored bytes.
            #[must_use]
            pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
                Uuid::from_slice(bytes).ok().map($name)
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                let whole = Some(text).filter(|text| text.len() == 36);
                whole.and_then(|text| Uuid::try_parse(text).ok()).map($name).ok_or(())
            }
        }
    };
}

id_type!(
    /// A record of any module.
    RecordId
);
id_type!(
    /// A user or a group: whoever can own a record or act on it.
    PrincipalId
);
id_type!(
    /// Stored bytes with a name.
    FileId
);

/// Makes an unguessable secret of 256 bits for addresses and headers (ASVS 11.5.1).
#[must_use]
pub fn random_token() -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(random::<32>())
}

/// Makes a short random reference that a person can read out, such as `7F3A21`.
#[must_use]
pub fn random_hex() -> String {
    random::<3>().iter().map(|byte| format!("{byte:02X}")).collect()
}

/// Makes random bytes (ASVS 11.5.1).
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}
