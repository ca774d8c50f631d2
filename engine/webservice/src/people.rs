//! What is no record and yet has an id: people, groups, currencies.
//!
//! Of others a caller learns their name, as everywhere; of themselves what they know anyhow.

use kernel::Currency;
use serde_json::{Map, Value as Json, json};

use crate::answer::{Fault, Outcome};
use crate::kind::{GROUPS, Kind, USERS, Wire};
use crate::number::{self, Numbers};
use crate::session::split;

/// Names of what is told of people, of groups and of currencies.
const USER: [&str; 6] = ["user_name", "first_name", "last_name", "email1", "is_admin", "status"];
const GROUP: [&str; 1] = ["groupname"];
const CURRENCY: [&str; 3] = ["currency_name", "currency_code", "currency_status"];

/// What is told of a kind, without the id.
pub fn names(kind: &Kind) -> &'static [&'static str] {
    match kind {
        Kind::Users => &USER,
        Kind::Groups => &GROUP,
        Kind::Currency => &CURRENCY,
        Kind::Records(_) => &[],
    }
}

/// Everything of a kind.
pub async fn all(wire: &Wire, kind: &Kind) -> Outcome<Vec<Map<String, Json>>> {
    let number = match kind {
        Kind::Users => USERS,
        Kind::Groups => GROUPS,
        Kind::Currency => return Ok(vec![euro()]),
        Kind::Records(_) => return Ok(Vec::new()),
    };
    let ids = wire.principals(number).map(|(id, _)| id.0).collect();
    let numbers = Numbers::of_ids(wire, ids).await?;
    let own = match number {
        USERS => own(wire).await?,
        _ => None,
    };
    let row = |(id, name): (&kernel::PrincipalId, &String)| {
        let mut row = Map::new();
        if number == USERS {
            let known = own.as_ref().filter(|_| wire.cx.actor.user == Some(*id));
            let (first_name, last_name) = split(name);
            let (login, email) = known.cloned().unwrap_or_default();
            let is_admin = known.is_some() && wire.cx.actor.rights.is_administrator();
            for (name, text) in [
                ("user_name", login.as_str()),
                ("first_name", first_name),
                ("last_name", last_name),
                ("email1", email.as_str()),
                ("is_admin", if is_admin { "on" } else { "off" }),
                ("status", "Active"),
            ] {
                row.insert(name.into(), json!(text));
            }
        } else {
            row.insert("groupname".into(), json!(name));
        }
        row.insert("id".into(), json!(numbers.principal(wire, *id)));
        row
    };
    Ok(wire.principals(number).map(row).collect())
}

/// One of them by its id.
pub async fn one(wire: &Wire, kind: &Kind, id: &str) -> Outcome {
    let all = all(wire, kind).await?;
    let found = all.into_iter().find(|row| row.get("id").and_then(Json::as_str) == Some(id));
    found.map(Json::Object).ok_or_else(Fault::denied)
}

/// Login and mail address of the caller.
async fn own(wire: &Wire) -> Outcome<Option<(String, String)>> {
    let people = records::people(&wire.cx).await?;
    let own = people.into_iter().find(|person| Some(person.id) == wire.cx.actor.user);
    Ok(own.map(|person| (person.login, person.email.unwrap_or_default())))
}

fn euro() -> Map<String, Json> {
    let mut row = Map::new();
    row.insert("currency_name".into(), json!("Euro"));
    row.insert("currency_code".into(), json!(Currency::EUR.code()));
    row.insert("currency_status".into(), json!("Active"));
    row.insert("id".into(), json!(number::currency(Currency::EUR)));
    row
}
