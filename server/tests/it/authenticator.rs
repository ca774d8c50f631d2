//! A device with passkeys, as browsers and attackers have them (WebAuthn level 3, 6.1 and 6.5).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

/// Where the house stands.
pub const ORIGIN: &str = "https://crm.example";

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const BACKED_UP: u8 = 0x18;
const WITH_KEY: u8 = 0x40;

/// A passkey, and what the device says when it is used.
pub struct Device {
    key: EcdsaKeyPair,
    /// What the device calls it.
    pub id: Vec<u8>,
    /// Whose it says it is.
    pub owner: Vec<u8>,
    /// How often it was used, as it says.
    pub counter: u32,
    /// The address in front of the person.
    pub origin: String,
    /// The name that the device signs for.
    pub house: String,
    /// Whether the person proved to the device who they are.
    pub is_verified: bool,
}

impl Device {
    pub fn new() -> Device {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key.as_ref(), &random);
        Device {
            key: key.unwrap(),
            id: uuid::Uuid::now_v7().as_bytes().to_vec(),
            owner: Vec::new(),
            counter: 0,
            origin: ORIGIN.into(),
            house: "crm.example".into(),
            is_verified: true,
        }
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let verified = if self.is_verified { VERIFIED } else { 0 };
        let mut data = Sha256::digest(&self.house).to_vec();
        data.push(PRESENT | verified | BACKED_UP | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client(&self, kind: &str, asked: &Json) -> String {
        let challenge = &asked["challenge"];
        let client = json!({"type": kind, "challenge": challenge, "origin": self.origin,
            "crossOrigin": false});
        client.to_string()
    }

    /// Makes the passkey that a browser was asked for.
    pub fn make(&mut self, asked: &Json) -> String {
        self.owner = bytes(&asked["user"]["id"]);
        let mut data = self.data(WITH_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        // A key of RFC 9053, 7.1.1: on P-256, for ES256.
        let point = self.key.public_key().as_ref();
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..]);
        let mut object = vec![0xa3];
        object.extend(b"\x63fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        let client = self.client("webauthn.create", asked);
        json!({
            "id": text(&self.id), "rawId": text(&self.id), "type": "public-key",
            "clientExtensionResults": {},
            "response": {"attestationObject": text(&object), "clientDataJSON": text(client)},
        })
        .to_string()
    }

    /// Answers with the passkey.
    pub fn answer(&self, asked: &Json) -> String {
        for known in asked["allowCredentials"].as_array().unwrap() {
            assert!(!bytes(&known["id"]).is_empty(), "{known} names no passkey");
        }
        let (data, client) = (self.data(0), self.client("webauthn.get", asked));
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        json!({
            "id": text(&self.id), "rawId": text(&self.id), "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "authenticatorData": text(data), "clientDataJSON": text(client),
                "signature": text(signature.as_ref()), "userHandle": text(&self.owner),
            },
        })
        .to_string()
    }
}

fn text(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(text: &Json) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()
}
