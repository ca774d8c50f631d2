//! People as a directory knows them.

use std::collections::HashMap;
use std::time::Duration;

use identity::{Linking, Refusal, Vouched};
use ldap3::{Ldap as Line, Scope, SearchEntry, SearchOptions, SearchResult, ldap_escape};

use super::line::{self, away};
use crate::Federation;
use crate::provider::{Kind, Ldap, Provider};

/// Where the name stands that was typed.
pub(crate) const PLACE: &str = "{name}";
/// How long one question may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Letters of a name at most.
const NAME: usize = 80;
/// Attributes that keep meaning the same person: of OpenLDAP and others, and of Active Directory.
const IDS: [&str; 2] = ["entryUUID", "objectGUID"];

/// Somebody in a directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    pub dn: String,
    /// As whom the directory knows them, whatever they are called.
    pub subject: String,
    pub login: String,
    pub name: String,
    pub mail: String,
    pub phone: String,
    pub groups: Vec<String>,
}

/// A name as it may be looked for; nothing for what can be none.
pub fn typed(name: &str) -> Option<String> {
    let name = name.trim();
    let is_one = !name.is_empty() && name.chars().count() <= NAME;
    (is_one && !name.contains(char::is_control)).then(|| name.to_owned())
}

/// The filter that finds a name; no sign of it means anything (RFC 4515, 3).
pub fn named(set: &Ldap, name: &str) -> String {
    set.filter.replace(PLACE, &ldap_escape(name))
}

/// The filter that finds everybody, or whoever a text is part of.
pub fn anybody(set: &Ldap, text: &str) -> String {
    let wanted = match typed(text) {
        Some(text) => format!("*{}*", ldap_escape(text)),
        None => "*".into(),
    };
    set.filter.replace(PLACE, &wanted)
}

/// The filter that finds one who is known, as long as they still belong to the people.
pub fn known(set: &Ldap, subject: &str) -> Option<String> {
    let (kind, id) = subject.split_once(':')?;
    let everybody = anybody(set, "");
    match kind {
        "uuid" => Some(format!("(&{everybody}(entryUUID={}))", ldap_escape(id))),
        "guid" => {
            let bytes = id.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair));
            let escaped: String = bytes.map(|pair| format!("\\{pair}")).collect();
            Some(format!("(&{everybody}(objectGUID={escaped}))"))
        }
        _ => None,
    }
}

/// Finds people below the base, so many at most; whether there are more is told.
pub async fn find(
    line: &mut Line,
    (set, filter): (&Ldap, &str),
    most: i32,
) -> Result<(Vec<Person>, bool), Refusal> {
    let scope = Scope::Subtree;
    let (entries, rc) = ask(line, (&set.base, scope, filter), (&attributes(set), most)).await?;
    match rc {
        0 | 4 => {}
        32 => return Err("no_base"),
        _ => return Err("search_refused"),
    }
    let people = entries.into_iter().map(|entry| person(set, entry)).collect();
    Ok((people, rc == 4))
}

/// Tells whether somebody who is known by their place alone still is one of the people.
pub async fn stands(line: &mut Line, set: &Ldap, dn: &str) -> Result<bool, Refusal> {
    let filter = anybody(set, "");
    let (found, rc) = ask(line, (dn, Scope::Base, &filter), (&["1.1"], 1)).await?;
    match rc {
        0 => Ok(!found.is_empty()),
        32 => Ok(false),
        _ => Err("search_refused"),
    }
}

async fn ask(
    line: &mut Line,
    (base, scope, filter): (&str, Scope, &str),
    (attributes, most): (&[&str], i32),
) -> Result<(Vec<SearchEntry>, u32), Refusal> {
    let options = SearchOptions::new().sizelimit(most).timelimit(5);
    line.with_search_options(options).with_timeout(PATIENCE);
    let found = line.search(base, scope, filter, attributes.to_vec()).await;
    let SearchResult(entries, result) = found.map_err(|error| away(&error))?;
    Ok((entries.into_iter().map(SearchEntry::construct).collect(), result.rc))
}

fn attributes(set: &Ldap) -> Vec<&str> {
    let all = [&set.login, &set.person, &set.mail, &set.phone, &set.groups];
    let named = all.into_iter().filter(|name| !name.is_empty()).map(String::as_str);
    named.chain(IDS).collect()
}

fn person(set: &Ldap, entry: SearchEntry) -> Person {
    let first = |name: &str| values(&entry.attrs, name).first().cloned().unwrap_or_default();
    let subject = match (first(IDS[0]).as_str(), raw(&entry, IDS[1])) {
        ("", Some(guid)) => {
            format!("guid:{}", guid.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        }
        ("", None) => format!("dn:{}", entry.dn.to_lowercase()),
        (uuid, _) => format!("uuid:{}", uuid.to_lowercase()),
    };
    Person {
        subject,
        login: first(&set.login),
        name: first(&set.person),
        mail: first(&set.mail),
        phone: first(&set.phone),
        groups: values(&entry.attrs, &set.groups),
        dn: entry.dn,
    }
}

/// Values of an attribute, however its name is written.
fn values(attributes: &HashMap<String, Vec<String>>, name: &str) -> Vec<String> {
    let found = attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, values)| values.clone()).unwrap_or_default()
}

/// A value that is no text, or happens to be one.
fn raw(entry: &SearchEntry, name: &str) -> Option<Vec<u8>> {
    let found = entry.bin_attrs.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    let binary = found.and_then(|(_, values)| values.first().cloned());
    binary.or_else(|| values(&entry.attrs, name).first().map(|text| text.clone().into_bytes()))
}

/// The groups that name somebody, where groups name their people.
pub async fn groups(line: &mut Line, set: &Ldap, dn: &str) -> Result<Vec<String>, Refusal> {
    if set.group_base.is_empty() {
        return Ok(Vec::new());
    }
    let filter = format!("({}={})", set.group_member, ldap_escape(dn));
    let place = (set.group_base.as_str(), Scope::Subtree, filter.as_str());
    let (found, rc) = ask(line, place, (&["cn"], 500)).await?;
    match rc {
        0 | 4 => Ok(found.into_iter().map(|entry| entry.dn).collect()),
        _ => Err("search_refused"),
    }
}

/// Whether a name in a rule means a group: by its whole place, or by its own name.
pub fn is_group(place: &str, name: &str) -> bool {
    let own = place.split(',').next().and_then(|part| part.split_once('=')).map(|(_, own)| own);
    place.eq_ignore_ascii_case(name)
        || place.to_lowercase() == name.to_lowercase()
        || own.is_some_and(|own| own.trim().to_lowercase() == name.to_lowercase())
}

/// The word of a directory about somebody.
pub fn vouched(provider: &Provider, person: &Person, groups: &[String]) -> Vouched {
    let all: Vec<&String> = person.groups.iter().chain(groups).collect();
    let filled = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Vouched {
        provider: provider.id,
        provider_name: provider.name.clone(),
        issuer: format!("ldap:{}", provider.id),
        subject: person.subject.clone(),
        login: person.login.clone(),
        name: person.name.clone(),
        email: filled(&person.mail),
        phone: filled(&person.phone),
        linking: Linking::Never,
        adopts: provider.set.taking.adopts,
        brings: provider.set.taking.brings(|name| all.iter().any(|at| is_group(at, name))),
        is_strong: false,
    }
}

/// Directories that people sign in by at present.
pub fn of(provider: &Provider) -> Option<&Ldap> {
    match &provider.set.kind {
        Kind::Ldap(set) => Some(set),
        Kind::Oidc(_) => None,
    }
}

/// Tries whether a directory answers; how many people it shows, up to a hundred.
pub async fn probe(
    house: &Federation,
    (provider, set): (&Provider, &Ldap),
) -> Result<usize, Refusal> {
    let secret = provider.opened(&house.vault).ok_or("secret_lost")?;
    let mut line = line::open(&house.outbound, (set, &secret)).await?;
    let (people, _) = find(&mut line, (set, &anybody(set, "")), 100).await?;
    let n = people.iter().filter(|person| !person.login.is_empty()).count();
    drop(line.unbind().await);
    if n == 0 { Err("nobody_found") } else { Ok(n) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_of_a_name_means_anything() {
        let set = Ldap::default();
        let filter = named(&set, "*)(uid=*\\\0ä");
        assert_eq!(filter, "(&(objectClass=person)(uid=\\2a\\29\\28uid=\\2a\\5c\\00ä))");
        assert_eq!(typed("  jana "), Some("jana".into()));
        let long = "a".repeat(81);
        for wrong in ["", " ", "a\0b", "a\nb", long.as_str()] {
            assert_eq!(typed(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn who_is_known_is_found_by_what_stays() {
        let set = Ldap::default();
        let guid = known(&set, "guid:00ff10").unwrap();
        assert_eq!(guid, "(&(&(objectClass=person)(uid=*))(objectGUID=\\00\\ff\\10))");
        assert!(known(&set, "uuid:a-b").unwrap().contains("(entryUUID=a-b)"));
        assert_eq!(known(&set, "dn:cn=a"), None);
        assert!(ldap3::parse_filter(guid).is_ok());
    }

    #[test]
    fn a_rule_means_a_group_by_place_or_name() {
        let place = "cn=Vertrieb Süd,ou=groups,dc=firma";
        assert!(
            is_group(place, "vertrieb süd")
                && is_group(place, "CN=Vertrieb Süd,ou=groups,dc=firma")
        );
        assert!(!is_group(place, "Vertrieb") && !is_group(place, "firma") && !is_group("", "x"));
    }
}
