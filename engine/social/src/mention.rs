//! Who is meant by `@` in a comment, and whether they may see the record.

use kernel::{Link, PrincipalId, Result};
use records::{Cx, Person};

/// People told by one comment at most.
const MOST: usize = 20;

/// People who are mentioned in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentioned {
    /// Those who may see the record, and are told.
    pub told: Vec<PrincipalId>,
    /// Those who may not, and are not.
    pub out_of_reach: Vec<PrincipalId>,
}

/// Finds out who is mentioned; `chosen` tells people of one name from each other.
pub(crate) async fn mentioned(
    cx: &Cx,
    link: &Link,
    text: &str,
    chosen: &[PrincipalId],
) -> Result<Mentioned> {
    let mut found = Mentioned::default();
    if !text.contains('@') {
        return Ok(found);
    }
    let people = records::people(cx).await?;
    for person in named(text, &people, chosen).into_iter().take(MOST) {
        match may_see(cx, person.id, link).await? {
            true => found.told.push(person.id),
            false => found.out_of_reach.push(person.id),
        }
    }
    Ok(found)
}

/// Whether somebody else may see a record.
///
/// # Errors
/// When the database fails.
pub async fn may_see(cx: &Cx, person: PrincipalId, link: &Link) -> Result<bool> {
    let Some(other) = records::reading_as(cx, person).await? else { return Ok(false) };
    match records::get(&other, &link.module, link.id).await {
        Ok(_) => Ok(true),
        Err(kernel::Error::NotFound | kernel::Error::Forbidden { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// People whose name or sign-in name stands behind an `@`, each once, in the order of the text.
fn named<'p>(text: &str, people: &'p [Person], chosen: &[PrincipalId]) -> Vec<&'p Person> {
    let mut found: Vec<&Person> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '_') {
            continue;
        }
        if let Some(person) = meant(&text[at + 1..], people, chosen)
            && !found.iter().any(|known| known.id == person.id)
        {
            found.push(person);
        }
    }
    found
}

/// Whoever has the longest name that begins here; of several, one who was chosen.
fn meant<'p>(rest: &str, people: &'p [Person], chosen: &[PrincipalId]) -> Option<&'p Person> {
    let fits = |person: &Person| {
        let length = |name: &str| begins(rest, name).then(|| name.chars().count());
        length(&person.name).max(length(&person.login))
    };
    let known = people.iter().filter_map(|person| Some((fits(person)?, person)));
    known.max_by_key(|(length, person)| (*length, chosen.contains(&person.id))).map(|(_, p)| p)
}

/// Whether a text begins with a name, whatever the case, and the name ends there.
fn begins(text: &str, name: &str) -> bool {
    let mut rest = text.chars();
    let same = |(a, b): (char, char)| a == b || a.to_lowercase().eq(b.to_lowercase());
    let agrees = !name.is_empty()
        && name.chars().all(|wanted| rest.next().is_some_and(|found| same((found, wanted))));
    agrees && !rest.next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(n: u8, login: &str, name: &str) -> Person {
        let id = PrincipalId::from_bytes(&[n; 16]).expect("sixteen bytes");
        Person { id, name: name.into(), login: login.into(), email: None }
    }

    #[test]
    fn names_are_found_behind_their_sign() {
        let people = [
            person(1, "jana", "Jana Reuter"),
            person(2, "tim", "Tim"),
            person(3, "timo", "Timo Krämer"),
            person(4, "jr", "Jana Reuter"),
        ];
        let found = |text: &str, chosen: &[PrincipalId]| -> Vec<String> {
            named(text, &people, chosen).iter().map(|p| p.login.clone()).collect()
        };
        assert_eq!(found("@TIM, bitte; @timo krämer auch", &[]), ["tim", "timo"]);
        assert_eq!(found("(@Jana Reuter) @jana reuter", &[people[0].id]), ["jana"]);
        assert_eq!(found("@Jana Reuter", &[people[3].id]), ["jr"]);
        assert_eq!(found("@Tim @Tim", &[]), ["tim"]);
        for nobody in ["tim@example.de", "@", "@Timotheus", "a.@tim", "x@jana"] {
            assert_eq!(found(nobody, &[]), Vec::<String>::new(), "{nobody}");
        }
    }
}
