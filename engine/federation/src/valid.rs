//! What may be set on a provider; every problem at once, at its field.

use kernel::{Error, FieldProblem, Result};
use ldap3::parse_filter;
use records::Cx;
use store::queries::{group, role};
use url::Url;

use crate::directory::{self, PLACE};
use crate::mapping::Brought;
use crate::provider::{Change, Kind, Ldap, Oidc, Settings};

/// Rules at most.
const RULES: usize = 200;

/// A change as it is kept: trimmed, and possible.
pub(crate) async fn judged(cx: &Cx, change: &Change) -> Result<(String, Settings)> {
    let name = change.name.trim().to_owned();
    let mut problems = Vec::new();
    text(&mut problems, ("name", &name, 80), true);
    let kind = match &change.set.kind {
        Kind::Oidc(set) => Kind::Oidc(of_oidc(&mut problems, set)),
        Kind::Ldap(set) => Kind::Ldap(Box::new(of_ldap(&mut problems, set))),
    };
    if change.secret.chars().count() > 2000 || change.secret.contains(char::is_control) {
        let field = kind.secret_field();
        problems.push(FieldProblem::new(field, "too_long").with("max", 2000));
    }
    let mut taking = change.set.taking.clone();
    for rule in &mut taking.rules {
        rule.from = rule.from.trim().to_owned();
    }
    taking.rules.retain(|rule| !rule.from.is_empty());
    let (roles, groups) =
        cx.store().read(|reader| Ok((role::all(reader)?, group::all(reader)?))).await?;
    let is_role = |id| roles.iter().any(|role| role.id == id);
    if taking.role.is_some_and(|id| !is_role(id)) {
        problems.push(FieldProblem::new("role", "target_not_found"));
    }
    let is_there = |to: &Brought| match to {
        Brought::Role(id) => is_role(*id),
        Brought::Group(id) => groups.iter().any(|group| group.id == *id),
    };
    let long = |text: &str| text.chars().count() > 500 || text.contains(char::is_control);
    if taking.rules.len() > RULES || taking.rules.iter().any(|rule| long(&rule.from)) {
        problems.push(FieldProblem::new("rules", "too_long").with("max", 500));
    } else if !taking.rules.iter().all(|rule| is_there(&rule.to)) {
        problems.push(FieldProblem::new("rules", "target_not_found"));
    }
    if problems.is_empty() {
        Ok((name, Settings { kind, taking }))
    } else {
        Err(Error::Invalid(problems))
    }
}

fn text(problems: &mut Vec<FieldProblem>, (field, text, max): (&str, &str, usize), needed: bool) {
    if text.is_empty() && needed {
        problems.push(FieldProblem::new(field, "required"));
    } else if text.chars().count() > max {
        problems.push(FieldProblem::new(field, "too_long").with("max", max));
    } else if text.contains(char::is_control) {
        problems.push(FieldProblem::new(field, "control_character"));
    }
}

fn of_oidc(problems: &mut Vec<FieldProblem>, set: &Oidc) -> Oidc {
    let trimmed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let set = Oidc {
        issuer: set.issuer.trim().to_owned(),
        client: set.client.trim().to_owned(),
        scopes: trimmed(&set.scopes),
        login_claim: trimmed(&set.login_claim),
        groups_claim: trimmed(&set.groups_claim),
        strong: trimmed(&set.strong),
        links_by_mail: set.links_by_mail,
    };
    text(problems, ("client", &set.client, 500), true);
    text(problems, ("scopes", &set.scopes, 500), true);
    text(problems, ("login_claim", &set.login_claim, 100), true);
    text(problems, ("groups_claim", &set.groups_claim, 100), false);
    text(problems, ("strong", &set.strong, 500), false);
    if !is_issuer(&set.issuer) {
        let code = if set.issuer.is_empty() { "required" } else { "not_issuer" };
        problems.push(FieldProblem::new("issuer", code));
    }
    if !set.scopes.is_empty() && !set.scopes.split(' ').any(|scope| scope == "openid") {
        problems.push(FieldProblem::new("scopes", "no_openid"));
    }
    set
}

/// An issuer is an https address without question and fragment (OpenID Connect Core, 2).
fn is_issuer(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let is_bare = url.username().is_empty() && url.password().is_none();
    let is_plain = url.query().is_none() && url.fragment().is_none() && text.len() <= 500;
    is_bare && is_plain && is_safe(&url)
}

/// Encrypted, or on this very machine.
pub(crate) fn is_safe(url: &Url) -> bool {
    match url.scheme() {
        "https" => url.has_host(),
        "http" => is_here(url),
        _ => false,
    }
}

/// Whether an address is this very machine, whatever a name may say elsewhere.
pub(crate) fn is_here(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

fn of_ldap(problems: &mut Vec<FieldProblem>, set: &Ldap) -> Ldap {
    let trimmed = |text: &str| text.trim().to_owned();
    let set = Ldap {
        url: trimmed(&set.url),
        starttls: set.starttls,
        ca: trimmed(&set.ca),
        bind_dn: trimmed(&set.bind_dn),
        base: trimmed(&set.base),
        filter: trimmed(&set.filter),
        login: trimmed(&set.login),
        person: trimmed(&set.person),
        mail: trimmed(&set.mail),
        phone: trimmed(&set.phone),
        groups: trimmed(&set.groups),
        group_base: trimmed(&set.group_base),
        group_member: trimmed(&set.group_member),
    };
    text(problems, ("bind_dn", &set.bind_dn, 500), false);
    text(problems, ("base", &set.base, 500), true);
    text(problems, ("group_base", &set.group_base, 500), false);
    attributes(problems, &set);
    match Url::parse(&set.url) {
        Ok(url) if !["ldap", "ldaps"].contains(&url.scheme()) || !url.has_host() => {
            problems.push(FieldProblem::new("url", "not_ldap"));
        }
        Ok(url) if url.scheme() == "ldap" && !set.starttls && !is_here(&url) => {
            problems.push(FieldProblem::new("url", "not_encrypted"));
        }
        Ok(url) if !url.username().is_empty() || url.path().len() > 1 => {
            problems.push(FieldProblem::new("url", "not_ldap"));
        }
        Ok(_) => {}
        Err(_) => {
            let code = if set.url.is_empty() { "required" } else { "not_ldap" };
            problems.push(FieldProblem::new("url", code));
        }
    }
    if !set.ca.is_empty() && directory::roots(&set.ca).is_none() {
        problems.push(FieldProblem::new("ca", "not_pem"));
    }
    if !set.filter.contains(PLACE) || parse_filter(set.filter.replace(PLACE, "x")).is_err() {
        problems.push(FieldProblem::new("filter", "not_ldap_filter"));
    }
    set
}

fn attributes(problems: &mut Vec<FieldProblem>, set: &Ldap) {
    let all = [
        ("login", &set.login, true),
        ("person", &set.person, false),
        ("mail", &set.mail, false),
        ("phone", &set.phone, false),
        ("groups", &set.groups, false),
        ("group_member", &set.group_member, !set.group_base.is_empty()),
    ];
    let plain = |c: char| c.is_ascii_alphanumeric() || "-.;_".contains(c);
    for (field, name, needed) in all {
        text(problems, (field, name, 100), needed);
        if !name.chars().all(plain) {
            problems.push(FieldProblem::new(field, "not_attribute"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_encrypted_or_this_machine() {
        for good in ["https://id.example", "https://id.example/realms/a", "http://127.0.0.1:9"] {
            assert!(is_issuer(good), "{good}");
        }
        for bad in [
            "",
            "id.example",
            "http://id.example",
            "http://127.0.0.1.evil.example",
            "https://a:b@id.example",
            "https://id.example?x=1",
            "https://id.example#x",
            "file:///x",
        ] {
            assert!(!is_issuer(bad), "{bad}");
        }
    }
}
