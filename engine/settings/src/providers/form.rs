//! One provider: how it is asked, and whom it brings.

use access::Party;
use axum::extract::{Path, State};
use federation::{Brought, Change, Kind, Ldap, Oidc, Provider, Rule, Settings, Taking};
use kernel::{Error, FieldProblem, PrincipalId};
use panel as view;
use records::Cx;
use ui::fields::Form;
use uuid::Uuid;

use super::kit::{PATH, said, tabs};
use crate::kit::{self, Again, Fields};
use visit::answer::{Answer, Flash, For, Refused, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Empty rows for further rules.
const FREE_ROWS: usize = 3;

/// What is known of a provider, or a new one.
struct Shown {
    id: String,
    provider: Provider,
    is_new: bool,
}

/// `GET /settings/providers/{id}`; `new-oidc` and `new-ldap` are empty forms.
pub async fn edit(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let shown = shown(&visitor, &id).await?;
    draw(&state, &visitor, (shown, None), None).await
}

async fn shown(visitor: &Visitor, id: &str) -> Result<Shown, Refused> {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let (provider, is_new) = match id {
        "new-oidc" => (Provider::begun(Kind::Oidc(Oidc::default())), true),
        "new-ldap" => (Provider::begun(Kind::Ldap(Box::default())), true),
        id => {
            let id = kit::id(id, visitor)?;
            (federation::provider(cx, id).await.for_(visitor)?, false)
        }
    };
    Ok(Shown { id: id.to_owned(), provider, is_new })
}

/// Shows a provider with what came of trying it.
pub async fn probed(
    state: &WebState,
    visitor: &Visitor,
    (provider, found): (&Provider, Result<usize, identity::Refusal>),
) -> Answer {
    let cx = visitor.cx();
    let told = match found {
        Err(refusal) => Err(said(cx, refusal)),
        Ok(n) => {
            let key = format!("ui.provider.probed_{}", provider.set.kind.word());
            let n = n.to_string();
            Ok(cx.catalog.texts().fill(cx.locale.language, &key, &[("n", &n)]))
        }
    };
    let shown = Shown { id: provider.id.to_string(), provider: provider.clone(), is_new: false };
    draw(state, visitor, (shown, Some(told)), None).await
}

async fn draw(
    state: &WebState,
    visitor: &Visitor,
    (shown, probed): (Shown, Option<Result<String, String>>),
    again: Option<Again>,
) -> Answer {
    let cx = visitor.cx();
    let text = |key: &str| cx.text(&format!("ui.provider.{key}")).to_owned();
    let Shown { id, provider, is_new } = &shown;
    let title = match (is_new, &provider.set.kind) {
        (true, Kind::Oidc(_)) => text("new_oidc"),
        (true, Kind::Ldap(_)) => text("new_ldap"),
        (false, _) => provider.name.clone(),
    };
    let parties = parties(cx).await.for_(visitor)?;
    let fields = Fields::under(cx, again.as_ref(), "ui.provider");
    let mut groups = groups(cx, &fields, provider);
    groups.push((text("group_taking"), taking(cx, &fields, (&provider.set.taking, &parties))));
    let (done, problem) = match probed {
        Some(Ok(done)) => (Some(done), None),
        Some(Err(problem)) => (None, Some(problem)),
        None => (None, again.as_ref().and_then(Again::conflict)),
    };
    let page = view::FormPage {
        ways: Vec::new(),
        frame: view::Frame {
            title: title.clone(),
            about: about(state, provider, *is_new, &text),
            steps: vec![(text("title"), PATH.to_owned())],
            tabs: if *is_new { Vec::new() } else { tabs(cx, provider, "set") },
            problem,
            is_unsaved: again.as_ref().is_some_and(Again::is_unsaved),
            done,
        },
        action: format!("{PATH}/{id}"),
        version: Some(provider.version),
        groups,
        submit: cx.text("ui.action.save").to_owned(),
        other: None,
        back: PATH.to_owned(),
        extras: if *is_new { Vec::new() } else { extras(provider, &text) },
    };
    let status = Again::status(again.as_ref());
    kit::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

/// What an administrator has to know before the form makes sense.
fn about(
    state: &WebState,
    provider: &Provider,
    is_new: bool,
    text: &impl Fn(&str) -> String,
) -> String {
    match (&provider.set.kind, &state.federation.public_url) {
        (Kind::Ldap(_), _) => text("about_ldap"),
        (Kind::Oidc(_), None) => text("no_public_url"),
        (Kind::Oidc(_), Some(_)) if is_new => text("about_oidc_new"),
        (Kind::Oidc(_), Some(_)) => {
            let back = state.federation.way_back(provider.id).unwrap_or_default();
            format!("{} {back}", text("about_oidc"))
        }
    }
}

fn extras(provider: &Provider, text: &impl Fn(&str) -> String) -> Vec<view::Extra> {
    let at = format!("{PATH}/{}", provider.id);
    let extra = |key: &str, is_danger| view::Extra {
        title: text(&format!("{key}_title")),
        about: text(&format!("{key}_about")),
        action: format!("{at}/{key}"),
        controls: Vec::new(),
        verb: text(&format!("{key}_verb")),
        is_danger,
    };
    vec![extra("probe", false), extra("remove", true)]
}

type Groups = Vec<(String, Vec<view::Control>)>;

fn groups(cx: &Cx, fields: &Fields<'_>, provider: &Provider) -> Groups {
    let text = |key: &str| cx.text(&format!("ui.provider.{key}")).to_owned();
    let mut first = vec![fields.required("name", &provider.name)];
    let is_active = fields.check("is_active", provider.is_active);
    match &provider.set.kind {
        Kind::Oidc(set) => {
            first.extend([
                fields.required("issuer", &set.issuer),
                fields.required("client", &set.client),
                fields.secret("secret", provider.has_secret),
                fields.required("scopes", &set.scopes),
                is_active,
            ]);
            let known = vec![
                fields.required("login_claim", &set.login_claim),
                fields.text("groups_claim", &set.groups_claim),
                fields.check("links_by_mail", set.links_by_mail),
                fields.text("strong", &set.strong),
            ];
            vec![(text("kind_oidc"), first), (text("group_known"), known)]
        }
        Kind::Ldap(set) => {
            first.extend([
                fields.required("url", &set.url),
                fields.check("starttls", set.starttls),
                fields.text("bind_dn", &set.bind_dn),
                fields.secret("bind_secret", provider.has_secret),
                is_active,
                fields.area("ca", &set.ca),
            ]);
            vec![(text("kind_ldap"), first), (text("group_people"), people(fields, set))]
        }
    }
}

fn people(fields: &Fields<'_>, set: &Ldap) -> Vec<view::Control> {
    vec![
        fields.required("base", &set.base),
        fields.required("filter", &set.filter),
        fields.required("login", &set.login),
        fields.text("person", &set.person),
        fields.text("mail", &set.mail),
        fields.text("phone", &set.phone),
        fields.text("groups", &set.groups),
        fields.text("group_base", &set.group_base),
        fields.text("group_member", &set.group_member),
    ]
}

/// Roles and groups with their words.
struct Parties {
    roles: Vec<(String, String)>,
    all: Vec<(String, String)>,
}

async fn parties(cx: &Cx) -> kernel::Result<Parties> {
    let (roles, groups) = (identity::roles(cx).await?, identity::groups(cx).await?);
    let of_role = |id| kit::value(Party::Role(id));
    let kind = |word: &str| cx.text(&format!("ui.provider.brings_{word}")).to_owned();
    let mut all = vec![kit::nobody(cx)];
    all.extend(
        roles.iter().map(|one| (of_role(one.id), format!("{}: {}", kind("role"), one.name))),
    );
    all.extend(
        groups.into_iter().map(|one| {
            (kit::value(Party::Group(one.id)), format!("{}: {}", kind("group"), one.name))
        }),
    );
    let none = (String::new(), cx.text("ui.provider.no_role").to_owned());
    let roles = roles.into_iter().map(|one| (one.id.to_string(), one.name));
    Ok(Parties { roles: std::iter::once(none).chain(roles).collect(), all })
}

fn taking(
    cx: &Cx,
    fields: &Fields<'_>,
    (taking, parties): (&Taking, &Parties),
) -> Vec<view::Control> {
    let role = taking.role.map(|id| id.to_string()).unwrap_or_default();
    let stored = taking.rules.iter().map(|rule| {
        let to = match rule.to {
            Brought::Role(id) => Party::Role(id),
            Brought::Group(id) => Party::Group(id),
        };
        (rule.from.clone(), kit::value(to))
    });
    let labels = [cx.text("ui.provider.rule_from"), cx.text("ui.provider.rule_to")];
    vec![
        fields.check("adopts", taking.adopts),
        fields.select("role", &role, parties.roles.iter().cloned()),
        fields.pairs("rules", stored.collect(), (&parties.all, labels, FREE_ROWS)),
    ]
}

/// `POST /settings/providers/{id}`
pub async fn save(
    State(state): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let shown = shown(&visitor, &id).await?;
    let key = if shown.is_new { Uuid::now_v7() } else { shown.provider.id };
    let change = match sent(&form, &shown.provider.set.kind) {
        Ok(change) => change,
        Err(from) => {
            let error = Error::Invalid(vec![
                FieldProblem::new("rules", "rule_without_end").with("value", from),
            ]);
            let again = Again::of(&visitor, error, form)?;
            return draw(&state, &visitor, (shown, None), Some(again)).await;
        }
    };
    match federation::save(visitor.cx(), &state.vault, (key, change)).await {
        Ok(()) => {
            let to = format!("{PATH}/{key}");
            Ok(redirect(&to, Some(&Flash::done("house_saved"))))
        }
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            draw(&state, &visitor, (shown, None), Some(again)).await
        }
    }
}

/// What was sent; a rule that brings nothing is told by its name.
fn sent(form: &Form, kind: &Kind) -> Result<Change, String> {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let is_on = |name: &str| form.get(name) == Some("1");
    let (kind, secret) = match kind {
        Kind::Oidc(_) => (
            Kind::Oidc(Oidc {
                issuer: text("issuer"),
                client: text("client"),
                scopes: text("scopes"),
                login_claim: text("login_claim"),
                groups_claim: text("groups_claim"),
                links_by_mail: is_on("links_by_mail"),
                strong: text("strong"),
            }),
            text("secret"),
        ),
        Kind::Ldap(_) => (Kind::Ldap(Box::new(directory(&text, &is_on))), text("bind_secret")),
    };
    let mut rules = Vec::new();
    // In their order and with those that are empty, or a text would get what belongs to another.
    let sent = |name: &'static str| {
        form.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    };
    for (from, to) in sent("rules").zip(sent("rules_to")) {
        match (from.trim(), brought(to)) {
            ("", _) => {}
            (from, Some(to)) => rules.push(Rule { from: from.to_owned(), to }),
            (from, None) => return Err(from.to_owned()),
        }
    }
    let role = Uuid::try_parse(&text("role")).ok();
    let taking = Taking { adopts: is_on("adopts"), role, rules };
    Ok(Change {
        version: kit::version(form),
        name: text("name"),
        is_active: is_on("is_active"),
        set: Settings { kind, taking },
        secret,
    })
}

fn directory(text: &impl Fn(&str) -> String, is_on: &impl Fn(&str) -> bool) -> Ldap {
    Ldap {
        url: text("url"),
        starttls: is_on("starttls"),
        ca: text("ca"),
        bind_dn: text("bind_dn"),
        base: text("base"),
        filter: text("filter"),
        login: text("login"),
        person: text("person"),
        mail: text("mail"),
        phone: text("phone"),
        groups: text("groups"),
        group_base: text("group_base"),
        group_member: text("group_member"),
    }
}

fn brought(sent: &str) -> Option<Brought> {
    match kit::party(sent)? {
        Party::Role(id) => Some(Brought::Role(id)),
        Party::Group(id) => Some(Brought::Group(PrincipalId(id.0))),
        Party::User(_) | Party::Branch(_) => None,
    }
}
