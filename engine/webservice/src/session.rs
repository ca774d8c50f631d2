//! Who asks: the question before the sign-in, the sign-in, and the session after it.

use access::Rights;
use api::Whose;
use axum::http::request::Parts;
use identity::{Door, KeyBearer, KeyRefusal};
use serde_json::{Value as Json, json};

use crate::answer::{Fault, Outcome};
use crate::kind::USERS;
use crate::number;
use crate::params::Told;
use crate::router::WebserviceState;

/// The version of the protocol, and of the program whose programs it is for.
const VERSIONS: (&str, &str) = ("0.22", "8.1.0");

/// A program signed in.
pub struct Caller {
    /// Whose key it used.
    pub bearer: KeyBearer,
    /// The number of the user.
    user: String,
}

/// `getchallenge`
pub async fn challenge(state: &WebserviceState, parts: &Parts, told: &Told<'_>) -> Outcome {
    let door = door(state, parts)?;
    let (engine, login) = (&state.shared.engine, told.get("username"));
    let asked = identity::challenge(engine, login, &door).await?;
    Ok(json!({
        "token": asked.token,
        "serverTime": asked.now.millis() / 1000,
        "expireTime": asked.until.millis() / 1000,
    }))
}

/// `login`
pub async fn login(state: &WebserviceState, parts: &Parts, told: &Told<'_>) -> Outcome {
    let door = door(state, parts)?;
    let (login, answer) = (told.get("username"), told.get("accessKey"));
    let keys = (&state.shared.engine, &state.vault);
    let bearer = identity::enter_by_key(keys, login, answer, &door).await.map_err(refused)?;
    let user = number::principal(&bearer.cx, USERS, bearer.profile.id).await?;
    let (first_name, last_name) = split(&bearer.profile.name);
    Ok(json!({
        "username": bearer.profile.login,
        "first_name": first_name,
        "last_name": last_name,
        "email": bearer.profile.email.clone().unwrap_or_default(),
        "time_zone": "UTC",
        "hour_format": "24",
        "date_format": "yyyy-mm-dd",
        "is_admin": if bearer.profile.is_admin { "on" } else { "off" },
        "call_duration": "5",
        "other_event_duration": "5",
        "sessionName": bearer.secret,
        "userId": user,
        "version": VERSIONS.0,
        "vtigerVersion": VERSIONS.1,
    }))
}

/// The caller of every other operation.
pub async fn caller(state: &WebserviceState, parts: &Parts, secret: &str) -> Outcome<Caller> {
    let address = || Whose::Address((state.shared.client)(parts));
    if secret.is_empty() {
        counted(state, address())?;
        return Err(Fault::from(kernel::Error::Unauthenticated));
    }
    let mut bearer = match identity::resolve_key_session(&state.shared.engine, secret).await {
        Ok(bearer) => bearer,
        Err(refusal) => {
            counted(state, address())?;
            return Err(refused(refusal));
        }
    };
    counted(state, Whose::Caller(bearer.profile.id.0))?;
    // A layer in front of the address may leave less open than the caller has.
    if let Some(limits) = parts.extensions.get::<Rights>() {
        bearer.cx = bearer.cx.within(limits);
    }
    let user = number::principal(&bearer.cx, USERS, bearer.profile.id).await?;
    Ok(Caller { bearer, user })
}

/// `extendsession`: a session of this address goes on; one of a browser opens nothing here.
pub fn extended(caller: &Caller, secret: &str) -> Json {
    json!({
        "sessionName": secret,
        "userId": caller.user,
        "version": VERSIONS.0,
        "vtigerVersion": VERSIONS.1,
    })
}

/// `logout`
pub async fn logout(caller: &Caller) -> Outcome {
    identity::end_key_session(&caller.bearer).await?;
    Ok(json!({"message": "successfull"}))
}

/// The family knows two names of a person.
pub fn split(name: &str) -> (&str, &str) {
    name.trim().rsplit_once(' ').unwrap_or(("", name.trim()))
}

/// Where somebody knocks who is not known yet, and that they do not knock too often.
fn door(state: &WebserviceState, parts: &Parts) -> Outcome<Door> {
    let address = (state.shared.client)(parts);
    counted(state, Whose::Address(address.clone()))?;
    Ok(Door { address, ..Door::default() })
}

fn counted(state: &WebserviceState, whose: Whose) -> Outcome<()> {
    Ok(state.shared.pace.take(whose)?)
}

fn refused(refusal: KeyRefusal) -> Fault {
    match refusal {
        KeyRefusal::Token => {
            Fault::new("INVALID_AUTH_TOKEN", "Specified token is invalid or expired")
        }
        KeyRefusal::Credentials => {
            Fault::new("INVALID_USER_CREDENTIALS", "Invalid username or password")
        }
        KeyRefusal::Unknown => {
            Fault::new("INVALID_SESSIONID", "Session Identifier provided is Invalid")
        }
        KeyRefusal::Idle => Fault::new("SESSION_LEFT_IDLE", "Session has been left idle"),
        KeyRefusal::Over => {
            Fault::new("SESSION_EXPIRED", "Session has life span over please login again")
        }
        KeyRefusal::Other(error) => Fault::from(error),
    }
}
