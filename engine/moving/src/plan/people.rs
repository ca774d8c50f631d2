//! Who people of the other house are here: by the name they sign in with, or by mail address.

use kernel::{PrincipalId, Result, fold};
use records::{Cx, Person};

use super::modules::or_shut;
use super::shape::PlanPerson;
use crate::client::{Client, Told, scalar};

/// Rows of a page.
const PAGE: usize = 100;
/// People at most.
const MOST: usize = 5_000;

/// Everybody there, with who they seem to be here.
pub async fn propose(cx: &Cx, client: &Client) -> Result<Vec<PlanPerson>> {
    let here = records::owners(cx).await?;
    // Told everything, the original tells hashes of passwords, too.
    let columns = "id, user_name, first_name, last_name, email1, status";
    let mut users = all(client, columns, "Users").await?;
    if users.is_empty() {
        users = all(client, "*", "Users").await?;
    }
    let groups = all(client, "*", "Groups").await?;
    let mut people: Vec<PlanPerson> = users.iter().map(|row| person(&here, row)).collect();
    people.extend(groups.iter().map(|row| group(&here, row)));
    Ok(people)
}

async fn all(client: &Client, columns: &str, kind: &str) -> Result<Vec<Told>> {
    let mut rows = Vec::new();
    while rows.len() < MOST {
        let query = format!("select {columns} from {kind} limit {}, {PAGE};", rows.len());
        let some = or_shut(client.query(&query).await)?.unwrap_or_default();
        let n = some.len();
        rows.extend(some);
        if n < PAGE {
            break;
        }
    }
    Ok(rows)
}

fn text(row: &Told, name: &str) -> String {
    row.get(name).map(scalar).unwrap_or_default()
}

fn person(here: &[Person], row: &Told) -> PlanPerson {
    let (login, email) = (text(row, "user_name"), text(row, "email1"));
    let name = format!("{} {}", text(row, "first_name"), text(row, "last_name"));
    let name = name.trim().to_owned();
    PlanPerson {
        here: known(here, [&login, &email, &name]),
        there: text(row, "id"),
        name: if name.is_empty() { login.clone() } else { name },
        is_active: text(row, "status") != "Inactive",
        login,
        email,
    }
}

/// Whoever signs in with the same name, has the same mail address, or alone has the same name.
fn known(here: &[Person], [login, email, name]: [&str; 3]) -> Option<PrincipalId> {
    let same = |one: &str, other: &str| !one.is_empty() && fold(one) == fold(other);
    let people = || here.iter().filter(|person| !person.login.is_empty());
    let by_login = people().find(|person| same(login, &person.login));
    let mail = |person: &&Person| same(email, person.email.as_deref().unwrap_or_default());
    let by_mail = || people().find(mail);
    let by_name = || {
        let mut named = people().filter(|person| same(name, &person.name));
        named.next().filter(|_| named.next().is_none())
    };
    by_login.or_else(by_mail).or_else(by_name).map(|person| person.id)
}

fn group(here: &[Person], row: &Told) -> PlanPerson {
    let name = text(row, "groupname");
    let groups = here.iter().filter(|one| one.login.is_empty());
    let found = groups.into_iter().find(|one| fold(&one.name) == fold(&name));
    PlanPerson {
        here: found.map(|one| one.id),
        there: text(row, "id"),
        name,
        is_active: true,
        ..PlanPerson::default()
    }
}
