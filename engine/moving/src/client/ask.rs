//! One question after the other: signed in when needed, asked again when something passed by.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use md5::{Digest, Md5};
use outbound::{Outbound, Request};
use serde_json::Value as Json;
use tokio::sync::Mutex;
use url::Url;
use url::form_urlencoded::Serializer;

use super::trouble::Trouble;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(90);
/// How long the door may take to open.
const AT_THE_DOOR: Duration = Duration::from_secs(20);
/// Bytes of an answer at most; a file of the largest size fits, written in base 64.
const LONGEST: usize = 48 << 20;
/// How long is waited before something is asked again.
const WAITS: [Duration; 2] = [Duration::from_millis(150), Duration::from_millis(600)];
/// Sessions that may end under one question.
const SESSIONS: usize = 4;

/// Who signs in where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The address of the web service.
    pub address: String,
    /// The name to sign in with.
    pub login: String,
    /// The key that the other house made for that name.
    pub key: String,
}

/// Whoever asks another house.
pub struct Client {
    outbound: Outbound,
    access: Access,
    session: Mutex<Option<String>>,
    time: AtomicI64,
}

/// How something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Get,
    Post,
}

/// The address of the web service of a house, whatever of it was typed.
pub fn address_of(typed: &str) -> Result<String, Trouble> {
    let typed = typed.trim();
    let typed = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let mut url = Url::parse(&typed).map_err(|_| Trouble::NoAddress)?;
    let is_web = ["http", "https"].contains(&url.scheme()) && url.has_host();
    if !is_web || !url.username().is_empty() || url.password().is_some() {
        return Err(Trouble::NoAddress);
    }
    url.set_query(None);
    url.set_fragment(None);
    let path = url.path().trim_end_matches("index.php").trim_end_matches('/').to_owned();
    if !path.ends_with(".php") {
        url.set_path(&format!("{path}/webservice.php"));
    }
    Ok(url.into())
}

impl Client {
    /// Nothing is asked yet.
    pub fn new(outbound: Outbound, access: Access) -> Self {
        Client { outbound, access, session: Mutex::default(), time: AtomicI64::new(0) }
    }

    /// Seconds on the clock of the other house when it was signed in last; 0 before.
    pub fn time_there(&self) -> i64 {
        self.time.load(Ordering::SeqCst)
    }

    /// Asks within a session.
    pub async fn get(&self, operation: &str, pairs: &[(&str, &str)]) -> Result<Json, Trouble> {
        let mut session = self.session().await?;
        for _ in 0..SESSIONS {
            match self.patiently(Manner::Get, (operation, &session), pairs).await {
                Err(trouble) if trouble.is_of_session() => {
                    session = self.sign_in_again(&session).await?;
                }
                other => return other,
            }
        }
        Err(Trouble::Broken("every session ends at once".into()))
    }

    async fn session(&self) -> Result<String, Trouble> {
        let mut kept = self.session.lock().await;
        if let Some(session) = kept.as_ref() {
            return Ok(session.clone());
        }
        let session = self.sign_in().await?;
        *kept = Some(session.clone());
        Ok(session)
    }

    async fn sign_in_again(&self, ended: &str) -> Result<String, Trouble> {
        let mut kept = self.session.lock().await;
        if kept.as_deref() == Some(ended) {
            *kept = None;
        }
        drop(kept);
        self.session().await
    }

    async fn sign_in(&self) -> Result<String, Trouble> {
        let login = self.access.login.as_str();
        let asked = [("username", login)];
        let challenge = self.patiently(Manner::Get, ("getchallenge", ""), &asked).await;
        let challenge = challenge.map_err(at_the_door)?;
        let token = challenge["token"].as_str().ok_or(Trouble::NotJson)?;
        self.time.store(challenge["serverTime"].as_i64().unwrap_or(0), Ordering::SeqCst);
        let answer = hex(&Md5::digest(format!("{token}{}", self.access.key)));
        let pairs = [("username", login), ("accessKey", answer.as_str())];
        let entered = self.patiently(Manner::Post, ("login", ""), &pairs).await;
        let entered = entered.map_err(at_the_door)?;
        entered["sessionName"].as_str().map(str::to_owned).ok_or(Trouble::NotJson)
    }

    /// Asks again what may go well the next time.
    async fn patiently(
        &self,
        manner: Manner,
        (operation, session): (&str, &str),
        pairs: &[(&str, &str)],
    ) -> Result<Json, Trouble> {
        let mut all = vec![("operation", operation)];
        all.extend(Some(("sessionName", session)).filter(|_| !session.is_empty()));
        all.extend(pairs);
        let mut waits = WAITS.into_iter();
        loop {
            match self.once(manner, &all).await {
                Err(trouble) if trouble.is_passing() => match waits.next() {
                    Some(wait) => {
                        tracing::debug!(operation, %trouble, "the other house is asked again");
                        tokio::time::sleep(wait).await;
                    }
                    None => return Err(trouble),
                },
                other => return other,
            }
        }
    }

    async fn once(&self, manner: Manner, pairs: &[(&str, &str)]) -> Result<Json, Trouble> {
        let form = Serializer::new(String::new()).extend_pairs(pairs).finish();
        let address = &self.access.address;
        let accepts = ("accept".to_owned(), "application/json".to_owned());
        let (method, url, headers, body) = match manner {
            Manner::Get => ("GET", format!("{address}?{form}"), vec![accepts], Vec::new()),
            Manner::Post => {
                let kind = ("content-type".into(), "application/x-www-form-urlencoded".into());
                ("POST", address.clone(), vec![accepts, kind], form.into_bytes())
            }
        };
        // Without a session somebody may be waiting before a form.
        let is_inside = pairs.iter().any(|(name, _)| *name == "sessionName");
        let patience = if is_inside { PATIENCE } else { AT_THE_DOOR };
        let (method, limit) = (method.to_owned(), LONGEST);
        let request = Request { method, url, headers, body, patience, limit };
        let answer = self.outbound.ask(&request).await.map_err(Trouble::of)?;
        if answer.body.len() >= LONGEST {
            return Err(Trouble::TooLarge);
        }
        read(answer.status, &answer.body)
    }
}

/// Takes the result out of an answer.
fn read(status: u16, body: &[u8]) -> Result<Json, Trouble> {
    if status != 200 {
        return Err(Trouble::Status(status));
    }
    let mut said: Json = serde_json::from_slice(body).map_err(|_| Trouble::NotJson)?;
    match said["success"].as_bool() {
        Some(true) => Ok(said["result"].take()),
        Some(false) => {
            let text = |name: &str| said["error"][name].as_str().unwrap_or_default().to_owned();
            Err(Trouble::Fault(text("code"), text("message")))
        }
        None => Err(Trouble::NotJson),
    }
}

/// Whatever is refused while one signs in is because of name or key.
fn at_the_door(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Fault(code, said) => Trouble::Login(format!("{code}: {said}")),
        other => other,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_becomes_an_address() {
        for (typed, address) in [
            ("crm.example.de", "https://crm.example.de/webservice.php"),
            (" https://crm.example.de/ ", "https://crm.example.de/webservice.php"),
            ("https://a.de/crm/index.php?module=Home", "https://a.de/crm/webservice.php"),
            ("http://a.de:81/crm/webservice.php", "http://a.de:81/crm/webservice.php"),
        ] {
            assert_eq!(address_of(typed).as_deref(), Ok(address), "{typed}");
        }
        for wrong in ["", "ftp://a.de", "https://eve:pw@a.de", "https://"] {
            assert_eq!(address_of(wrong), Err(Trouble::NoAddress), "{wrong}");
        }
    }

    #[test]
    fn answers_are_taken_apart() {
        let good = read(200, br#"{"success":true,"result":{"a":1}}"#);
        assert_eq!(good.unwrap()["a"], 1);
        let bad =
            read(200, br#"{"success":false,"error":{"message":"No","code":"ACCESS_DENIED"}}"#);
        assert_eq!(bad, Err(Trouble::Fault("ACCESS_DENIED".into(), "No".into())));
        assert_eq!(read(200, b"<html>"), Err(Trouble::NotJson));
        assert_eq!(read(200, b"{}"), Err(Trouble::NotJson));
        assert_eq!(read(404, b"{}"), Err(Trouble::Status(404)));
    }
}
