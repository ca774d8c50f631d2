//! Browsers in which somebody signed in before.
//!
//! Such a browser counts its own failures, so that whoever guesses at the same address, or
//! behind the same proxy, cannot keep its owner out (ASVS 6.3.1).

use kernel::{Result, random_token};
use sha2::{Digest, Sha256};
use store::Tx;
use store::queries::setting;

const KEY: &str = "browser_key";

/// The key of this installation that vouches for browsers, made when it is first needed.
pub fn key(tx: &mut Tx<'_>) -> Result<String> {
    if let Some(key) = setting::get(tx, KEY)? {
        return Ok(key);
    }
    let key = random_token();
    setting::set(tx, KEY, &key)?;
    Ok(key)
}

/// A token for the browser of a person.
pub fn token(key: &str, login: &str) -> String {
    let id = random_token();
    let seal = seal(key, login, &id);
    format!("{id}.{seal}")
}

/// The id of a browser, when its token was made for this person.
pub fn id<'t>(key: &str, login: &str, token: &'t str) -> Option<&'t str> {
    let (id, told) = token.split_once('.')?;
    (seal(key, login, id) == told).then_some(id)
}

// Hashed twice with the key, so that nobody can go on from a seal to that of a longer id.
fn seal(key: &str, login: &str, id: &str) -> String {
    let inner = Sha256::new().chain_update(key).chain_update([0]).chain_update(login);
    let inner = inner.chain_update([0]).chain_update(id).finalize();
    let outer = Sha256::new().chain_update(key).chain_update(inner).finalize();
    outer.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_fits_one_person_and_one_installation() {
        let token = token("key", "jana");
        let own = token.split('.').next();
        assert_eq!(id("key", "jana", &token), own);
        assert_eq!(id("key", "eve", &token), None);
        assert_eq!(id("other", "jana", &token), None);
        assert_eq!(id("key", "jana", &format!("x{token}")), None);
        assert_eq!(id("key", "jana", "x"), None);
    }
}
