//! Roles.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use identity::StoredRole;
use kernel::Error;
use panel as view;
use records::Cx;
use uuid::Uuid;

use crate::kit::{self, Again, Fields};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

const HERE: (&str, &str) = ("roles", "/settings/roles");

/// `GET /settings/roles`: the tree.
pub async fn list(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let cx = visitor.cx();
    let roles = identity::roles(cx).await.for_(&visitor)?;
    let profiles = identity::profiles(cx).await.for_(&visitor)?;
    let members = identity::members(cx).await.for_(&visitor)?;
    let row = |(depth, role): (usize, &StoredRole)| {
        let named = profiles.iter().filter(|profile| role.profiles.contains(&profile.id));
        let named: Vec<&str> = named.map(|profile| profile.name.as_str()).collect();
        let n = members.iter().filter(|member| member.profile.role == Some(role.id)).count();
        let strength = cx.text(&format!("ui.house.strength.{}", role.strength)).to_owned();
        view::Row {
            depth,
            icon: "workflow".into(),
            title: role.name.clone(),
            href: format!("/settings/roles/{}", role.id),
            cells: vec![named.join(", "), n.to_string(), strength],
        }
    };
    let page = view::RowsPage {
        frame: kit::frame(cx, "roles"),
        create: Some((cx.text("ui.house.new.roles").into(), "/settings/roles/new".into())),
        columns: ["role", "profiles", "people", "strength"]
            .map(|key| cx.text(&format!("ui.house.field.{key}")).to_owned())
            .into(),
        rows: tree(&roles).into_iter().map(row).collect(),
        empty: empty(cx, "roles", "workflow"),
        ..view::RowsPage::default()
    };
    let title = page.frame.title.clone();
    kit::answer(&visitor, (Again::status(None), &title), |reader| view::rows(reader, &page)).await
}

/// Why a list is empty, and what it is for.
pub(super) fn empty(cx: &Cx, here: &str, icon: &'static str) -> (&'static str, String, String) {
    let text = |key: &str| cx.text(&format!("ui.house.{key}.{here}")).to_owned();
    (icon, text("none"), text("none_why"))
}

/// Roles in the order of the tree, with how deep they stand.
pub(super) fn tree(roles: &[StoredRole]) -> Vec<(usize, &StoredRole)> {
    fn add<'a>(
        roles: &'a [StoredRole],
        (parent, depth): (Option<Uuid>, usize),
        all: &mut Vec<(usize, &'a StoredRole)>,
    ) {
        for role in roles.iter().filter(|role| role.parent == parent) {
            all.push((depth, role));
            if depth < roles.len() {
                add(roles, (Some(role.id), depth + 1), all);
            }
        }
    }
    let mut all = Vec::new();
    add(roles, (None, 0), &mut all);
    all
}

/// `GET /settings/roles/{id}`; `new` is an empty form.
pub async fn edit(State(_): State<WebState>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show(&visitor, &id, None).await
}

async fn show(visitor: &Visitor, id: &str, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    let roles = identity::roles(cx).await.for_(visitor)?;
    let role = match id {
        "new" => None,
        id => {
            let id = kit::id(id, visitor)?;
            Some(roles.iter().find(|role| role.id == id).ok_or(Error::NotFound).for_(visitor)?)
        }
    };
    let profiles = identity::profiles(cx).await.for_(visitor)?;
    let title = role.map_or(cx.text("ui.house.new.roles"), |role| role.name.as_str()).to_owned();
    let page = view::FormPage {
        ways: Vec::new(),
        frame: kit::below(cx, HERE, &title, again.as_ref()),
        action: format!("/settings/roles/{id}"),
        version: role.map(|role| role.version),
        groups: vec![(
            cx.text("ui.house.group.role").to_owned(),
            controls(cx, (&roles, role), &profiles, again.as_ref()),
        )],
        submit: cx.text("ui.action.save").to_owned(),
        other: None,
        back: HERE.1.to_owned(),
        extras: role.map(|role| removal(cx, &roles, role)).into_iter().collect(),
    };
    let status = Again::status(again.as_ref());
    kit::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

fn controls(
    cx: &Cx,
    (roles, role): (&[StoredRole], Option<&StoredRole>),
    profiles: &[identity::StoredProfile],
    again: Option<&Again>,
) -> Vec<view::Control> {
    let fields = Fields::new(cx, again);
    let parents = tree(roles).into_iter().filter(|(_, one)| Some(one.id) != role.map(|r| r.id));
    let parents = parents.map(|(depth, one)| (one.id.to_string(), indented(depth, &one.name)));
    let top = (String::new(), cx.text("ui.house.top").to_owned());
    let parent = role.and_then(|role| role.parent).map(|id| id.to_string());
    let strengths = identity::STRENGTHS
        .map(|word| (word.to_owned(), cx.text(&format!("ui.house.strength.{word}")).to_owned()));
    let chosen: BTreeSet<String> =
        role.into_iter().flat_map(|role| &role.profiles).map(Uuid::to_string).collect();
    let all = profiles.iter().map(|one| (one.id.to_string(), one.name.clone()));
    vec![
        fields.required("name", role.map_or("", |role| &role.name)),
        fields.select("parent", &parent.unwrap_or_default(), [top].into_iter().chain(parents)),
        fields.many("profiles", &chosen, all),
        fields.select("strength", role.map_or("password", |role| &role.strength), strengths),
    ]
}

/// A name below others, in a list that cannot be a tree.
pub(super) fn indented(depth: usize, name: &str) -> String {
    format!("{}{name}", "\u{2003}".repeat(depth))
}

fn removal(cx: &Cx, roles: &[StoredRole], role: &StoredRole) -> view::Extra {
    let fields = Fields::new(cx, None);
    let heirs = tree(roles).into_iter().filter(|(_, one)| one.id != role.id);
    let heirs = heirs.map(|(depth, one)| (one.id.to_string(), indented(depth, &one.name)));
    view::Extra {
        title: cx.text("ui.house.remove.role").to_owned(),
        about: cx.text("ui.house.remove.role_about").to_owned(),
        action: format!("/settings/roles/{}/remove", role.id),
        controls: vec![fields.select("heir", "", [kit::nobody(cx)].into_iter().chain(heirs))],
        verb: cx.text("ui.house.remove.verb").to_owned(),
        is_danger: true,
    }
}

/// `POST /settings/roles/{id}`
pub async fn save(
    State(state): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let role = StoredRole {
        id: if id == "new" { Uuid::now_v7() } else { kit::id(&id, &visitor)? },
        name: form.get("name").unwrap_or_default().to_owned(),
        parent: form.get("parent").and_then(|id| Uuid::try_parse(id).ok()),
        strength: form.get("strength").unwrap_or_default().to_owned(),
        version: kit::version(&form),
        profiles: form.all("profiles").filter_map(|id| Uuid::try_parse(id).ok()).collect(),
    };
    // A passkey that nobody can have would lock everybody out.
    let saved = match role.strength == "passkey" && state.passkeys.is_none() {
        true => Err(Error::invalid("strength", "no_passkeys_here")),
        false => identity::save_role(cx, role).await,
    };
    match saved {
        Ok(_) => Ok(redirect(HERE.1, Some(&Flash::done("house_saved")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, &id, Some(again)).await
        }
    }
}

/// `POST /settings/roles/{id}/remove`: posts `heir`.
pub async fn remove(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let role = kit::id(&id, &visitor)?;
    let heir = form.get("heir").and_then(|id| Uuid::try_parse(id).ok());
    let removed = match heir {
        Some(heir) => identity::remove_role(visitor.cx(), role, heir).await,
        None => Err(Error::invalid("heir", "required")),
    };
    match removed {
        Ok(()) => Ok(redirect(HERE.1, Some(&Flash::done("house_removed")))),
        Err(error) => show(&visitor, &id, Some(Again::beside(&visitor, error)?)).await,
    }
}
