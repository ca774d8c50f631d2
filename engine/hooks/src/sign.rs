//! Signatures as Standard Webhooks describes them.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use kernel::{Error, Result};
use sha2::Sha256;
use uuid::Uuid;
use vault::Vault;

/// Words every secret begins with.
const PREFIX: &str = "whsec_";

/// Makes a secret.
pub fn secret() -> String {
    let token = URL_SAFE_NO_PAD.decode(kernel::random_token());
    format!("{PREFIX}{}", STANDARD.encode(token.expect("a token of ours is base64")))
}

/// The signature of a message: `v1,` and what the secret makes of its id, its time and its body.
///
/// # Errors
/// `Internal` when the secret is none of ours.
pub fn signature(secret: &str, id: &str, seconds: i64, body: &str) -> Result<String> {
    let key = STANDARD.decode(secret.trim_start_matches(PREFIX)).map_err(Error::internal)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(Error::internal)?;
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

/// What a secret of a hook is sealed for.
fn purpose(hook: Uuid) -> String {
    format!("hook/{hook}")
}

/// A secret as it is kept: sealed with the key of the installation, for its hook alone.
pub fn sealed(vault: &Vault, hook: Uuid, secret: &str) -> Result<String> {
    Ok(STANDARD.encode(vault.seal(&purpose(hook), secret.as_bytes())?))
}

/// A secret as it was before it was kept.
///
/// # Errors
/// `Internal` when it was sealed with another key.
pub fn opened(vault: &Vault, hook: Uuid, kept: &str) -> Result<String> {
    let sealed = STANDARD.decode(kept).map_err(Error::internal)?;
    let secret = vault.open(&purpose(hook), &sealed);
    let secret = secret.ok_or_else(|| Error::internal("a secret was sealed with another key"))?;
    String::from_utf8(secret).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_secret_is_sealed_and_opens_for_its_hook_alone() {
        let (vault, hook) = (Vault::new([3; 32]), Uuid::now_v7());
        let kept = sealed(&vault, hook, "whsec_geheim").unwrap();
        assert!(!kept.contains("geheim"));
        assert_eq!(opened(&vault, hook, &kept).unwrap(), "whsec_geheim");
        assert!(opened(&vault, Uuid::now_v7(), &kept).is_err());
        assert!(opened(&Vault::new([4; 32]), hook, &kept).is_err());
    }

    /// The example of the standard.
    #[test]
    fn a_message_is_signed_as_the_standard_says() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let body = r#"{"test": 2432232314}"#;
        let signed = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(signed.unwrap(), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert!(secret_is_new());
    }

    fn secret_is_new() -> bool {
        let (one, two) = (super::secret(), super::secret());
        one != two && signature(&one, "a", 1, "b").is_ok()
    }
}
