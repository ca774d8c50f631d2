//! One person, as administrators see and change them.

use access::Sees;
use axum::extract::{Path, State};
use bulk::Selection;
use identity::{Details, Member, MemberChange, Profile};
use kernel::{Error, FormatChoice, Language, PrincipalId};
use panel as view;
use records::{Act, Cx};
use uuid::Uuid;

use super::role::{indented, tree};
use crate::kit::{self, Again, Fields};
use crate::me::controls;
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

const HERE: (&str, &str) = ("users", "/settings/users");

/// `GET /settings/users/{id}`
pub async fn edit(State(_): State<WebState>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show(&visitor, &id, None).await
}

async fn show(visitor: &Visitor, id: &str, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let member = identity::member(cx, PrincipalId(kit::id(id, visitor)?)).await.for_(visitor)?;
    let title = member.profile.name.clone();
    let page = view::FormPage {
        ways: Vec::new(),
        frame: kit::below(cx, HERE, &title, again.as_ref()),
        action: format!("{}/{id}", HERE.1),
        version: Some(member.version),
        groups: groups(cx, &member, again.as_ref()).await.for_(visitor)?,
        submit: cx.text("ui.action.save").to_owned(),
        other: None,
        back: HERE.1.to_owned(),
        extras: extras(cx, &member).await.for_(visitor)?,
    };
    let status = Again::status(again.as_ref());
    kit::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

async fn groups(
    cx: &Cx,
    member: &Member,
    again: Option<&Again>,
) -> kernel::Result<Vec<(String, Vec<view::Control>)>> {
    let fields = Fields::new(cx, again);
    let (profile, details) = (&member.profile, &member.details);
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    let roles = identity::roles(cx).await?;
    let roles = tree(&roles)
        .into_iter()
        .map(|(depth, role)| (role.id.to_string(), indented(depth, &role.name)));
    let roles: Vec<_> = roles.collect();
    let no_role = (String::new(), cx.text("ui.house.no_role").to_owned());
    let role = profile.role.map(|id| id.to_string()).unwrap_or_default();
    let people = records::people(cx).await?.into_iter().filter(|one| one.id != profile.id);
    let people = people.map(|one| (one.id.to_string(), one.name));
    let nobody = (String::new(), cx.text("ui.house.nobody").to_owned());
    let deputy = details.deputy.map(|id| id.to_string()).unwrap_or_default();
    let title = |key: &str| cx.text(&format!("ui.house.group.{key}")).to_owned();
    Ok(vec![
        (
            title("person"),
            vec![
                fields.required("name", &profile.name),
                fields.required("login", &profile.login),
                fields.text("email", profile.email.as_deref().unwrap_or_default()),
                fields.text("phone", &given(&details.phone)),
                fields.text("position", &given(&details.position)),
            ],
        ),
        (
            title("place"),
            vec![
                fields.select("role", &role, [no_role].into_iter().chain(roles)),
                fields.select("deputy", &deputy, [nobody].into_iter().chain(people)),
                fields.check("admin", profile.is_admin),
                fields.check("own", profile.sees == Sees::Own),
            ],
        ),
        (
            title("work"),
            vec![
                fields.text("working_hours", &given(&details.working_hours)),
                fields.area("signature", &given(&details.signature)),
            ],
        ),
        (cx.text("ui.own.page.formats").to_owned(), written(cx, profile, again).await?),
    ])
}

/// How somebody reads and writes.
async fn written(
    cx: &Cx,
    profile: &Profile,
    again: Option<&Again>,
) -> kernel::Result<Vec<view::Control>> {
    let (own, house) = (Fields::under(cx, again, "ui.own"), cx.engine.house().await?);
    let languages = [(Language::De, "Deutsch"), (Language::En, "English")]
        .map(|(language, label)| (language.code().to_owned(), label.to_owned()));
    let language = own.select("language", profile.preferences.language.code(), languages);
    let formats = controls(cx, &own, &profile.preferences.formats, house.formats());
    Ok([language].into_iter().chain(formats).collect())
}

async fn extras(cx: &Cx, member: &Member) -> kernel::Result<Vec<view::Extra>> {
    let fields = Fields::new(cx, None);
    let (profile, text) = (&member.profile, |key: &str| cx.text(key).to_owned());
    let owners = records::owners(cx).await?.into_iter().filter(|one| one.id != profile.id);
    let owners = owners.map(|one| (one.id.to_string(), one.name));
    let hand_over = view::Extra {
        title: text("ui.house.hand_over"),
        about: text("ui.house.hand_over_about"),
        action: format!("{}/{}/hand-over", HERE.1, profile.id),
        controls: vec![fields.select("heir", "", [kit::nobody(cx)].into_iter().chain(owners))],
        verb: text("ui.house.hand_over_verb"),
        is_danger: false,
    };
    let (act, title, about, verb) = match profile.is_active {
        true => ("disable", "ui.house.disable", "ui.house.disable_about", "ui.people.disable"),
        false => ("enable", "ui.house.enable", "ui.house.enable_about", "ui.people.enable"),
    };
    let switch = view::Extra {
        title: text(title),
        about: text(about),
        action: format!("{}/{}/{act}", HERE.1, profile.id),
        controls: Vec::new(),
        verb: text(verb),
        is_danger: profile.is_active,
    };
    let look = view::Extra {
        title: text("ui.house.view_as"),
        about: text("ui.house.view_as_about"),
        action: format!("{}/{}/view-as", HERE.1, profile.id),
        controls: Vec::new(),
        verb: text("ui.house.view_as_verb"),
        is_danger: false,
    };
    let is_other = Some(profile.id) != cx.actor.user && profile.is_active;
    Ok(is_other
        .then_some(look)
        .into_iter()
        .chain([hand_over, switch])
        .chain(taken_away(cx, profile))
        .collect())
}

/// What takes something of a person away for good.
fn taken_away(cx: &Cx, profile: &Profile) -> Vec<view::Extra> {
    let text = |key: &str| cx.text(key).to_owned();
    let picture = view::Extra {
        title: cx.text("ui.own.field.picture").to_owned(),
        about: text("ui.own.picture_about"),
        action: format!("{}/{}/picture-remove", HERE.1, profile.id),
        controls: Vec::new(),
        verb: text("ui.own.picture_remove"),
        is_danger: false,
    };
    let removal = view::Extra {
        title: text("ui.own.remove_person"),
        about: text("ui.own.remove_person_about"),
        action: format!("{}/{}/remove", HERE.1, profile.id),
        controls: vec![Fields::under(cx, None, "ui.own").text("sure", "")],
        verb: text("ui.own.remove_person_verb"),
        is_danger: true,
    };
    let is_oneself = Some(profile.id) == cx.actor.user;
    let has_picture = cx.engine.pictures().contains_key(&profile.id);
    let picture = has_picture.then_some(picture);
    picture.into_iter().chain((!is_oneself).then_some(removal)).collect()
}

/// `POST /settings/users/{id}`
pub async fn save(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let text = |name: &str| form.get(name).unwrap_or_default().trim().to_owned();
    let given = |name: &str| Some(text(name)).filter(|text| !text.is_empty());
    let formats = FormatChoice::sent(|part| form.get(part));
    let change = formats.map(|formats| MemberChange {
        formats,
        version: kit::version(&form),
        login: text("login"),
        name: text("name"),
        email: given("email"),
        is_admin: form.get("admin") == Some("1"),
        sees: if form.get("own") == Some("1") { Sees::Own } else { Sees::All },
        role: given("role").and_then(|id| Uuid::try_parse(&id).ok()),
        language: Language::from_code(&text("language")).unwrap_or(cx.locale.language),
        details: Details {
            phone: given("phone"),
            position: given("position"),
            working_hours: given("working_hours"),
            signature: given("signature"),
            deputy: given("deputy").and_then(|id| id.parse().ok()),
        },
    });
    let person = PrincipalId(kit::id(&id, &visitor)?);
    let changed = match change {
        Ok(change) => identity::change_member(cx, person, change).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(()) => Ok(redirect(HERE.1, Some(&Flash::done("user_changed")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, &id, Some(again)).await
        }
    }
}

/// `POST /settings/users/{id}/remove`: posts the login name as `sure`.
pub async fn remove(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let person = PrincipalId(kit::id(&id, &visitor)?);
    let sure = form.get("sure").unwrap_or_default();
    match identity::remove_member(visitor.cx(), person, sure).await {
        Ok(()) => Ok(redirect(HERE.1, Some(&Flash::done("user_removed")))),
        Err(error) => show(&visitor, &id, Some(Again::beside(&visitor, error)?)).await,
    }
}

/// `POST /settings/users/{id}/hand-over`: posts `heir`. Each module becomes a run of its own that
/// can be followed and taken back.
pub async fn hand_over(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let person = PrincipalId(kit::id(&id, &visitor)?);
    let heir = form.get("heir").and_then(|id| id.parse().ok());
    let parts = match heir {
        Some(heir) => identity::hand_over_to(cx, person, heir).await,
        None => Err(Error::invalid("heir", "required")),
    };
    let parts = match parts {
        Ok(parts) => parts,
        Err(error) => return show(&visitor, &id, Some(Again::beside(&visitor, error)?)).await,
    };
    let has_parts = !parts.is_empty();
    for (module, owner, value) in parts {
        let act = Act::Change([(owner.clone(), value)].into());
        let filter = format!("{owner} = \"{person}\"");
        let all = Selection::Question { filter, text: String::new() };
        bulk::start(cx, &module, act, all).await.for_(&visitor)?;
    }
    match has_parts {
        true => Ok(redirect("/settings/jobs", Some(&Flash::done("handed_over")))),
        false => Ok(redirect(&format!("{}/{id}", HERE.1), Some(&Flash::done("nothing_owned")))),
    }
}
