//! Profiles.

use std::collections::{BTreeMap, BTreeSet};

use access::{Area, FieldRight, ModuleRights, Profile, Right, Withheld};
use axum::extract::{Path, RawQuery, State};
use catalog::{FieldType, Module};
use identity::StoredProfile;
use kernel::Error;
use panel as view;
use records::Cx;
use ui::fields::Form;
use uuid::Uuid;

use super::role::empty;
use crate::kit::{self, Again, Fields};
use crate::studio::list_label;
use present::head;
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

const HERE: (&str, &str) = ("profiles", "/settings/profiles");

/// Stands for all modules that are not named.
const OTHERS: &str = "*";

/// `GET /settings/profiles`
pub async fn list(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let cx = visitor.cx();
    let profiles = identity::profiles(cx).await.for_(&visitor)?;
    let roles = identity::roles(cx).await.for_(&visitor)?;
    let row = |profile: &StoredProfile| {
        let used = roles.iter().filter(|role| role.profiles.contains(&profile.id));
        let used: Vec<&str> = used.map(|role| role.name.as_str()).collect();
        view::Row {
            depth: 0,
            icon: "shield-check".into(),
            title: profile.name.clone(),
            href: format!("/settings/profiles/{}", profile.id),
            cells: vec![profile.about.clone(), used.join(", ")],
        }
    };
    let matrix = (cx.text("ui.house.matrix").to_owned(), "/settings/rights.csv".to_owned());
    let compare = (cx.text("ui.house.compare").to_owned(), format!("{}/compare", HERE.1));
    let page = view::RowsPage {
        frame: kit::frame(cx, "profiles"),
        create: Some((cx.text("ui.house.new.profiles").into(), format!("{}/new", HERE.1))),
        ways: (profiles.len() > 1).then_some(compare).into_iter().chain([matrix]).collect(),
        columns: ["profile", "about", "roles"]
            .map(|key| cx.text(&format!("ui.house.field.{key}")).to_owned())
            .into(),
        rows: profiles.iter().map(row).collect(),
        empty: empty(cx, "profiles", "shield-check"),
    };
    let title = page.frame.title.clone();
    kit::answer(&visitor, (Again::status(None), &title), |reader| view::rows(reader, &page)).await
}

/// `GET /settings/profiles/{id}`; `new` is an empty form.
pub async fn edit(State(_): State<WebState>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show(&visitor, &id, None).await
}

async fn show(visitor: &Visitor, id: &str, again: Option<(Again, Profile)>) -> Answer {
    let cx = visitor.cx();
    let all = identity::profiles(cx).await.for_(visitor)?;
    let stored = match id {
        "new" => None,
        id => {
            let id = kit::id(id, visitor)?;
            Some(all.iter().find(|one| one.id == id).ok_or(Error::NotFound).for_(visitor)?)
        }
    };
    let (again, sent) = again.unzip();
    let body = sent.or(stored.map(|one| one.profile.clone())).unwrap_or_default();
    let title = stored.map_or(cx.text("ui.house.new.profiles"), |one| &one.name).to_owned();
    let fields = Fields::new(cx, again.as_ref());
    let areas: BTreeSet<String> = body.areas.iter().map(|area| area.word().to_owned()).collect();
    let label = |area: Area| cx.text(&format!("settings_area.{}", area.word())).to_owned();
    let removal = |one: &StoredProfile| view::Extra {
        title: cx.text("ui.house.remove.profile").to_owned(),
        about: cx.text("ui.house.remove.profile_about").to_owned(),
        action: format!("{}/{}/remove", HERE.1, one.id),
        controls: Vec::new(),
        verb: cx.text("ui.house.remove.verb").to_owned(),
        is_danger: true,
    };
    let page = view::ProfilePage {
        frame: kit::below(cx, HERE, &title, again.as_ref()),
        action: format!("{}/{id}", HERE.1),
        version: stored.map(|one| one.version),
        controls: vec![
            fields.required("name", stored.map_or("", |one| &one.name)),
            fields.area("about", stored.map_or("", |one| &one.about)),
        ],
        rights: Right::ALL.iter().map(|right| right_label(cx, *right)).collect(),
        modules: rows(cx, &body),
        lists: lists(cx, &body),
        areas: fields.many(
            "areas",
            &areas,
            Area::ALL.map(|area| (area.word().to_owned(), label(area))),
        ),
        back: HERE.1.to_owned(),
        extras: stored.map(removal).into_iter().collect(),
    };
    let status = Again::status(again.as_ref());
    kit::answer(visitor, (status, &title), |reader| view::profile(reader, &page)).await
}

fn right_label(cx: &Cx, right: Right) -> String {
    cx.text(&format!("right.{}", right.word())).to_owned()
}

fn rows(cx: &Cx, profile: &Profile) -> Vec<view::ModuleRow> {
    let cells = |rights: &ModuleRights| -> Vec<view::RightCell> {
        let cell = |right: Right| view::RightCell {
            word: right.word(),
            label: right_label(cx, right),
            is_on: !rights.denied.contains(&right),
        };
        Right::ALL.into_iter().map(cell).collect()
    };
    let others = view::ModuleRow {
        code: OTHERS.into(),
        label: cx.text("ui.house.others").to_owned(),
        icon: "layers".into(),
        rights: cells(&profile.others),
        ..view::ModuleRow::default()
    };
    let row = |module: &std::sync::Arc<Module>| {
        let rights = profile.module(&module.code);
        let named = head::module(cx, module);
        view::ModuleRow {
            code: module.code.clone(),
            label: named.many,
            icon: named.icon,
            rights: cells(rights),
            actions: actions(cx, module, rights),
            fields: fields_of(cx, module, rights),
            n_limited: rights.fields.len() + rights.actions.len(),
        }
    };
    let seen = cx.catalog.modules().iter().filter(|module| !cx.catalog.is_off(&module.code));
    seen.map(row).chain([others]).collect()
}

fn actions(cx: &Cx, module: &Module, rights: &ModuleRights) -> Vec<view::ActionRow> {
    let action = |action: &catalog::Action| view::ActionRow {
        name: action.name.clone(),
        label: cx.text(&module.key("action", &action.name)).to_owned(),
        is_on: !rights.actions.contains(&action.name),
    };
    module.actions.iter().map(action).collect()
}

fn fields_of(cx: &Cx, module: &Module, rights: &ModuleRights) -> Vec<view::FieldRow> {
    let field = |field: &catalog::Field| view::FieldRow {
        name: field.name.clone(),
        label: head::field_label(cx, module, &field.name),
        right: rights.fields.get(&field.name).copied().unwrap_or(FieldRight::Write).word(),
    };
    module.fields.iter().map(field).collect()
}

/// Pick lists that people choose from, in the order of their names.
fn lists(cx: &Cx, profile: &Profile) -> Vec<view::ListRow> {
    let row = |list: &String| {
        let withheld = profile.withheld.get(list);
        let choice = |value: &catalog::PicklistValue| view::Choice {
            value: value.code.clone(),
            label: cx.text(&format!("picklist.{list}.{}", value.code)).to_owned(),
            is_on: withheld.is_none_or(|codes| !codes.contains(&value.code)),
        };
        let values = cx.catalog.picklist(list).map_or(&[][..], |list| &list.values);
        view::ListRow {
            list: list.clone(),
            label: list_label(cx, list),
            values: values.iter().filter(|value| !value.retired).map(choice).collect(),
        }
    };
    let mut lists: Vec<view::ListRow> = chosen_from(cx).iter().map(row).collect();
    lists.sort_by_key(|list| kernel::fold(&list.label));
    lists
}

/// Pick lists of fields that are filled freely: not those of stages.
fn chosen_from(cx: &Cx) -> BTreeSet<String> {
    let seen = cx.catalog.modules().iter().filter(|module| !cx.catalog.is_off(&module.code));
    let kinds = seen.flat_map(|module| &module.fields).map(|field| &field.kind);
    let list = |kind: &FieldType| match kind {
        FieldType::Picklist { list } | FieldType::MultiPicklist { list } => Some(list.clone()),
        _ => None,
    };
    kinds.filter_map(list).collect()
}

/// What a form says of values that are not offered; of lists that did not stand in it, and of
/// values that nobody is offered any more, what stands is kept.
fn withheld(cx: &Cx, form: &Form, stands: &Profile) -> Withheld {
    let mut withheld = stands.withheld.clone();
    for list in form.all("list") {
        let Some(known) = cx.catalog.picklist(list) else { continue };
        let name = format!("value.{list}");
        let offered: Vec<&str> = form.all(&name).collect();
        let codes = withheld.entry(list.to_owned()).or_default();
        for value in known.values.iter().filter(|value| !value.retired) {
            match offered.contains(&value.code.as_str()) {
                true => codes.remove(&value.code),
                false => codes.insert(value.code.clone()),
            };
        }
    }
    withheld.retain(|_, codes| !codes.is_empty());
    withheld
}

/// What a form says of a profile; of modules that are switched off it says nothing, so that what
/// stands is kept for the day on which they come back.
fn read(cx: &Cx, form: &Form, stands: &Profile) -> Profile {
    let open = |code: &str| -> BTreeSet<Right> {
        let name = format!("may.{code}");
        let words: Vec<&str> = form.all(&name).collect();
        Right::ALL.into_iter().filter(|right| !words.contains(&right.word())).collect()
    };
    let module = |module: &Module| {
        if cx.catalog.is_off(&module.code) {
            return stands.module(&module.code).clone();
        }
        let acts = format!("act.{}", module.code);
        let acts: Vec<&str> = form.all(&acts).collect();
        let actions = module.actions.iter().filter(|action| !acts.contains(&action.name.as_str()));
        let mut fields = BTreeMap::new();
        for field in &module.fields {
            let sent = form.get(&format!("field.{}.{}", module.code, field.name));
            let right = FieldRight::ALL.into_iter().find(|right| Some(right.word()) == sent);
            if let Some(right @ (FieldRight::Hidden | FieldRight::Read)) = right {
                fields.insert(field.name.clone(), right);
            }
        }
        ModuleRights {
            denied: open(&module.code),
            actions: actions.map(|action| action.name.clone()).collect(),
            fields,
        }
    };
    let modules = cx.catalog.modules().iter();
    let areas: Vec<&str> = form.all("areas").collect();
    Profile {
        others: ModuleRights { denied: open(OTHERS), ..ModuleRights::default() },
        modules: modules.map(|one| (one.code.clone(), module(one))).collect(),
        areas: Area::ALL.into_iter().filter(|area| areas.contains(&area.word())).collect(),
        withheld: withheld(cx, form, stands),
    }
}

/// `POST /settings/profiles/{id}`
pub async fn save(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let own = if id == "new" { Uuid::now_v7() } else { kit::id(&id, &visitor)? };
    let all = identity::profiles(cx).await.for_(&visitor)?;
    let stands = all.into_iter().find(|one| one.id == own).map(|one| one.profile);
    let stored = StoredProfile {
        id: own,
        name: form.get("name").unwrap_or_default().to_owned(),
        about: form.get("about").unwrap_or_default().to_owned(),
        profile: read(cx, &form, &stands.unwrap_or_default()),
        version: kit::version(&form),
    };
    let sent = stored.profile.clone();
    match identity::save_profile(cx, stored).await {
        Ok(_) => Ok(redirect(HERE.1, Some(&Flash::done("house_saved")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, &id, Some((again, sent))).await
        }
    }
}

/// `POST /settings/profiles/{id}/remove`
pub async fn remove(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let profile = kit::id(&id, &visitor)?;
    match identity::remove_profile(visitor.cx(), profile).await {
        Ok(()) => Ok(redirect(HERE.1, Some(&Flash::done("house_removed")))),
        Err(error) => {
            let again = Again::beside(&visitor, error)?;
            let all = identity::profiles(visitor.cx()).await.for_(&visitor)?;
            let stored = all.into_iter().find(|one| one.id == profile).map(|one| one.profile);
            show(&visitor, &id, Some((again, stored.unwrap_or_default()))).await
        }
    }
}

/// `GET /settings/profiles/compare?one=&two=`
pub async fn compare(
    State(_): State<WebState>,
    visitor: Visitor,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let all = identity::profiles(cx).await.for_(&visitor)?;
    let query = query(raw.as_deref());
    let fields = Fields::new(cx, None);
    let choices = || all.iter().map(|one| (one.id.to_string(), one.name.clone()));
    let asked = |name: &str| query.get(name).unwrap_or_default().to_owned();
    let find = |name: &str| all.iter().find(|one| one.id.to_string() == asked(name));
    let (one, two) = (find("one"), find("two"));
    let title = cx.text("ui.house.compare_title").to_owned();
    let both = one.zip(two);
    let page = view::ComparePage {
        frame: kit::below(cx, HERE, &title, None),
        choices: [
            fields.select("one", &asked("one"), choices()),
            fields.select("two", &asked("two"), choices()),
        ],
        names: both.map(|(one, two)| [one.name.clone(), two.name.clone()]),
        differences: both.map(|(one, two)| differences(cx, one, two)).unwrap_or_default(),
    };
    kit::answer(&visitor, (Again::status(None), &title), |reader| view::compare(reader, &page))
        .await
}

/// Everything in which two profiles differ, in words.
fn differences(cx: &Cx, one: &StoredProfile, two: &StoredProfile) -> Vec<view::Difference> {
    let rows = [rows(cx, &one.profile), rows(cx, &two.profile)];
    let word = |is_on: bool| cx.text(if is_on { "ui.field.yes" } else { "ui.field.no" }).to_owned();
    let mut all = Vec::new();
    let mut differ = |what: String, said: [String; 2]| {
        if said[0] != said[1] {
            all.push(view::Difference { what, said });
        }
    };
    for (one, two) in rows[0].iter().zip(&rows[1]) {
        for (a, b) in one.rights.iter().zip(&two.rights) {
            differ(format!("{}: {}", one.label, a.label), [word(a.is_on), word(b.is_on)]);
        }
        for (a, b) in one.actions.iter().zip(&two.actions) {
            differ(format!("{}: {}", one.label, a.label), [word(a.is_on), word(b.is_on)]);
        }
        for (a, b) in one.fields.iter().zip(&two.fields) {
            let said = [a.right, b.right].map(|right| field_word(cx, right));
            differ(format!("{}: {}", one.label, a.label), said);
        }
    }
    for (one, two) in lists(cx, &one.profile).iter().zip(&lists(cx, &two.profile)) {
        for (a, b) in one.values.iter().zip(&two.values) {
            differ(format!("{}: {}", one.label, a.label), [word(a.is_on), word(b.is_on)]);
        }
    }
    for area in Area::ALL {
        let label = cx.text(&format!("settings_area.{}", area.word())).to_owned();
        let has = [one, two].map(|stored| word(stored.profile.areas.contains(&area)));
        differ(format!("{}: {label}", cx.text("ui.house.field.areas")), has);
    }
    all
}

fn field_word(cx: &Cx, right: &str) -> String {
    cx.text(&format!("field_right.{right}")).to_owned()
}
