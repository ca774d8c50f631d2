//! Groups.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use identity::StoredGroup;
use kernel::{Error, PrincipalId};
use panel as view;

use super::role::empty;
use crate::kit::{self, Again, Fields, Parties};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

const HERE: (&str, &str) = ("groups", "/settings/groups");

/// `GET /settings/groups`
pub async fn list(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let cx = visitor.cx();
    let groups = identity::groups(cx).await.for_(&visitor)?;
    let parties = Parties::read(cx).await.for_(&visitor)?;
    let row = |group: &StoredGroup| {
        let members: Vec<String> =
            group.members.iter().map(|party| parties.label(cx, *party)).collect();
        view::Row {
            depth: 0,
            icon: "users-round".into(),
            title: group.name.clone(),
            href: format!("/settings/groups/{}", group.id),
            cells: vec![members.join(", "), group.about.clone()],
        }
    };
    let page = view::RowsPage {
        frame: kit::frame(cx, "groups"),
        create: Some((cx.text("ui.house.new.groups").into(), "/settings/groups/new".into())),
        columns: ["group", "members", "about"]
            .map(|key| cx.text(&format!("ui.house.field.{key}")).to_owned())
            .into(),
        rows: groups.iter().map(row).collect(),
        empty: empty(cx, "groups", "users-round"),
        ..view::RowsPage::default()
    };
    let title = page.frame.title.clone();
    kit::answer(&visitor, (Again::status(None), &title), |reader| view::rows(reader, &page)).await
}

/// `GET /settings/groups/{id}`; `new` is an empty form.
pub async fn edit(State(_): State<WebState>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show(&visitor, &id, None).await
}

async fn show(visitor: &Visitor, id: &str, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    let groups = identity::groups(cx).await.for_(visitor)?;
    let group = match id {
        "new" => None,
        id => {
            let id = PrincipalId(kit::id(id, visitor)?);
            Some(groups.iter().find(|group| group.id == id).ok_or(Error::NotFound).for_(visitor)?)
        }
    };
    let parties = Parties::read(cx).await.for_(visitor)?;
    let title = group.map_or(cx.text("ui.house.new.groups"), |group| &group.name).to_owned();
    let fields = Fields::new(cx, again.as_ref());
    let members: BTreeSet<String> =
        group.into_iter().flat_map(|group| &group.members).map(|one| kit::value(*one)).collect();
    let own = group.map(|group| kit::value(access::Party::Group(group.id)));
    let choices = parties.choices(cx).into_iter().filter(|(value, _)| Some(value) != own.as_ref());
    let controls = vec![
        fields.required("name", group.map_or("", |group| &group.name)),
        fields.area("about", group.map_or("", |group| &group.about)),
        fields.many("members", &members, choices),
    ];
    let removal = |group: &StoredGroup| view::Extra {
        title: cx.text("ui.house.remove.group").to_owned(),
        about: cx.text("ui.house.remove.group_about").to_owned(),
        action: format!("/settings/groups/{}/remove", group.id),
        controls: Vec::new(),
        verb: cx.text("ui.house.remove.verb").to_owned(),
        is_danger: true,
    };
    let page = view::FormPage {
        ways: Vec::new(),
        frame: kit::below(cx, HERE, &title, again.as_ref()),
        action: format!("/settings/groups/{id}"),
        version: group.map(|group| group.version),
        groups: vec![(cx.text("ui.house.group.group").to_owned(), controls)],
        submit: cx.text("ui.action.save").to_owned(),
        other: None,
        back: HERE.1.to_owned(),
        extras: group.map(removal).into_iter().collect(),
    };
    let status = Again::status(again.as_ref());
    kit::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

/// `POST /settings/groups/{id}`
pub async fn save(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let group = StoredGroup {
        id: match id.as_str() {
            "new" => PrincipalId::new(),
            id => PrincipalId(kit::id(id, &visitor)?),
        },
        name: form.get("name").unwrap_or_default().to_owned(),
        about: form.get("about").unwrap_or_default().to_owned(),
        version: kit::version(&form),
        members: form.all("members").filter_map(kit::party).collect(),
    };
    match identity::save_group(visitor.cx(), group).await {
        Ok(_) => Ok(redirect(HERE.1, Some(&Flash::done("house_saved")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, &id, Some(again)).await
        }
    }
}

/// `POST /settings/groups/{id}/remove`
pub async fn remove(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let group = PrincipalId(kit::id(&id, &visitor)?);
    match identity::remove_group(visitor.cx(), group).await {
        Ok(()) => Ok(redirect(HERE.1, Some(&Flash::done("house_removed")))),
        Err(error) => show(&visitor, &id, Some(Again::beside(&visitor, error)?)).await,
    }
}
