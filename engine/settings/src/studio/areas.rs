//! The side bar: areas, their order, and the modules in them.

use axum::extract::{Path, State};
use catalog::{Area, Module};
use kernel::{Error, Result};
use panel as view;
use panel::side_bar::{AreaCard, ModuleLine, SideBarPage, side_bar};
use records::Cx;
use studio::{AreaEdit, ICONS, Step};
use ui::fields::Form;
use ui::model::{Go, MenuItem};

use super::kit::{self, fill, text};
use super::list::HUES;
use crate::kit::{self as house, Again, Fields};
use visit::answer::{Answer, For};
use visit::body::Posted;
use visit::shell::DAILY;
use visit::state::WebState;
use visit::visitor::Visitor;

const LABEL: kit::Names = ["label", "label_other"];

/// `GET /settings/areas`
pub async fn page(State(_): State<WebState>, visitor: Visitor) -> Answer {
    show(&visitor, None).await
}

async fn show(visitor: &Visitor, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let frame = kit::frame(cx, "areas");
    let title = frame.title.clone();
    let areas = studio::areas(cx);
    let fields = Fields::under(cx, again.as_ref(), "ui.studio");
    let mut controls = kit::labels(&fields, LABEL, &[]);
    controls.extend(looks(cx, &fields, ("blocks", Some(HUES[5]))));
    let new = view::Extra {
        title: text(cx, "new_area"),
        about: text(cx, "new_area_about"),
        action: format!("{}/act/add", kit::AREAS),
        controls,
        verb: text(cx, "create"),
        is_danger: false,
    };
    let page = SideBarPage {
        frame: view::Frame { problem: again.as_ref().and_then(Again::conflict), ..frame },
        at: kit::AREAS.to_owned(),
        areas: areas.iter().enumerate().map(|(at, area)| card(cx, &areas, (at, area))).collect(),
        seen: kit::seen(&stands(&areas)),
        extras: vec![new],
    };
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| side_bar(reader, &page)).await
}

/// The order of the side bar.
fn stands(areas: &[Area]) -> Vec<(&str, &[String])> {
    areas.iter().map(|area| (area.code.as_str(), area.modules.as_slice())).collect()
}

/// What an area is called.
pub fn label(cx: &Cx, code: &str) -> String {
    cx.text(&format!("area.{code}")).to_owned()
}

/// The icons that can be chosen, among them the one that something has already.
pub fn icons(cx: &Cx, stands: &str) -> Vec<(String, String)> {
    let label = |icon: &str| (icon.to_owned(), text(cx, &format!("icon_{icon}")));
    let own = (!ICONS.contains(&stands)).then(|| (stands.to_owned(), text(cx, "icon_as_is")));
    own.into_iter().chain(ICONS.map(label)).collect()
}

fn looks(cx: &Cx, fields: &Fields<'_>, (icon, hue): (&str, Option<u16>)) -> Vec<view::Control> {
    let word = |hue: u16| (hue.to_string(), text(cx, &format!("hue_{hue}")));
    let own = hue.filter(|hue| !HUES.contains(hue)).map(|hue| (hue.to_string(), format!("{hue}°")));
    let hues = own.into_iter().chain(HUES.map(word));
    let hue = hue.map(|hue| hue.to_string()).unwrap_or_default();
    vec![fields.select("icon", icon, icons(cx, icon)), fields.select("hue", &hue, hues)]
}

fn card(cx: &Cx, all: &[Area], (at, area): (usize, &Area)) -> AreaCard {
    let mut acts = steps(cx, ("area", &area.code), (at, all.len()));
    if area.modules.is_empty() && cx.catalog.own_areas().contains(&area.code) {
        acts.push(item(
            (text(cx, "remove_area"), "trash-2"),
            "remove",
            &[("area", area.code.as_str())],
        ));
    }
    let modules = area.modules.iter().filter_map(|code| cx.catalog.module(code)).enumerate();
    AreaCard {
        code: area.code.clone(),
        title: label(cx, &area.code),
        href: format!("{}/{}", kit::AREAS, area.code),
        icon: area.icon.clone(),
        hue: area.hue,
        about: if area.code == DAILY { text(cx, "daily_area") } else { String::new() },
        modules: modules.map(|(at, module)| line(cx, all, (area, at, module))).collect(),
        acts,
    }
}

fn line(cx: &Cx, all: &[Area], (area, at, module): (&Area, usize, &Module)) -> ModuleLine {
    let mut acts = steps(cx, ("module", &module.code), (at, area.modules.len()));
    acts.extend(all.iter().filter(|other| other.code != area.code).map(|other| {
        let label = fill(cx, "to_block", &[("block", &label(cx, &other.code))]);
        let fields =
            [("module", module.code.as_str()), ("step", "into"), ("area", other.code.as_str())];
        item((label, "arrow-right-left"), "step", &fields)
    }));
    let marks =
        [("mark_custom", studio::is_own(module)), ("mark_off", cx.catalog.is_off(&module.code))];
    ModuleLine {
        code: module.code.clone(),
        label: kit::many(cx, module),
        icon: module.icon.clone(),
        href: kit::at(module),
        marks: marks.into_iter().filter(|(_, is)| *is).map(|(key, _)| text(cx, key)).collect(),
        acts,
    }
}

/// One place up and down, as far as there is one.
fn steps(cx: &Cx, (what, code): (&str, &str), (at, n): (usize, usize)) -> Vec<MenuItem> {
    let step = |step: &str, icon: &'static str| {
        item((text(cx, &format!("step_{step}")), icon), "step", &[(what, code), ("step", step)])
    };
    let up = (0 < at).then(|| step("up", "chevron-up"));
    let down = (at + 1 < n).then(|| step("down", "chevron-down"));
    up.into_iter().chain(down).collect()
}

fn item((label, icon): (String, &str), act: &str, fields: &[(&str, &str)]) -> MenuItem {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let go = Go::Post {
        action: format!("{}/act/{act}", kit::AREAS),
        fields: fields.collect(),
        confirm: None,
    };
    MenuItem { label, icon: icon.into(), go, ..MenuItem::default() }
}

/// `POST /settings/areas`: posts `area`, followed by a `module` for each that stands in it.
pub async fn save(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let mut areas: Vec<(String, Vec<String>)> = Vec::new();
    for (name, value) in &form.0 {
        if name == "area" {
            areas.push((value.clone(), Vec::new()));
        } else if let ("module", Some((_, modules))) = (name.as_str(), areas.last_mut()) {
            modules.push(value.clone());
        }
    }
    let seen = kit::demand_seen(&form, &stands(&studio::areas(visitor.cx())));
    let done = match seen {
        Ok(()) => studio::arrange(visitor.cx(), &areas).await,
        Err(error) => Err(error),
    };
    after(&visitor, done, form).await
}

/// `POST /settings/areas/act/{act}`
pub async fn act(
    State(_): State<WebState>,
    Path(act): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let done = shaped(visitor.cx(), &act, &form).await;
    after(&visitor, done, form).await
}

async fn after(visitor: &Visitor, done: Result<()>, form: Form) -> Answer {
    match done {
        Ok(()) => Ok(kit::done(kit::AREAS)),
        Err(error) => {
            let again = Again::of(visitor, error, form)?;
            show(visitor, Some(again)).await
        }
    }
}

async fn shaped(cx: &Cx, act: &str, form: &Form) -> Result<()> {
    let word = |name: &str| form.get(name).unwrap_or_default();
    match act {
        "order" => {
            kit::demand_seen(form, &stands(&studio::areas(cx)))?;
            studio::order_areas(cx, form.all("area").map(str::to_owned).collect()).await
        }
        "add" => studio::new_area(cx, &read(form)).await.map(drop),
        "remove" => studio::remove_area(cx, word("area")).await,
        "step" => {
            let step = match word("step") {
                "up" => Step::Up,
                "down" => Step::Down,
                "into" => Step::Into(word("area").to_owned()),
                _ => return Err(Error::NotFound),
            };
            match form.get("module") {
                Some(module) => studio::move_module(cx, module, &step).await,
                None => studio::move_area(cx, word("area"), &step).await,
            }
        }
        _ => Err(Error::NotFound),
    }
}

fn read(form: &Form) -> AreaEdit {
    AreaEdit {
        labels: kit::read(form, LABEL),
        icon: form.get("icon").unwrap_or_default().to_owned(),
        hue: form.get("hue").and_then(|hue| hue.parse().ok()),
    }
}

/// `GET /settings/areas/{area}`
pub async fn one(State(_): State<WebState>, visitor: Visitor, Path(area): Path<String>) -> Answer {
    edit(&visitor, &area, None).await
}

async fn edit(visitor: &Visitor, code: &str, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let area = studio::areas(cx).into_iter().find(|area| area.code == code);
    let area = area.ok_or(Error::NotFound).for_(visitor)?;
    let fields = Fields::under(cx, again.as_ref(), "ui.studio");
    let title = label(cx, code);
    let groups = groups(cx, &area, &fields);
    let step = (text(cx, "page_areas"), kit::AREAS.to_owned());
    let page = view::FormPage {
        frame: kit::below(&title, &[step], again.as_ref()),
        action: format!("{}/{code}", kit::AREAS),
        groups,
        submit: text(cx, "save"),
        back: kit::AREAS.to_owned(),
        ..view::FormPage::default()
    };
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

fn groups(cx: &Cx, area: &Area, fields: &Fields<'_>) -> Vec<(String, Vec<view::Control>)> {
    let stored = kit::stored(cx, &format!("area.{}", area.code));
    let named = kit::labels(fields, LABEL, &stored);
    let mut looks = looks(cx, fields, (&area.icon, area.hue));
    looks.push(fields.mark());
    vec![(text(cx, "named"), named), (text(cx, "looks"), looks)]
}

async fn changed(cx: &Cx, code: &str, form: &Form) -> Result<()> {
    if let Some(area) = studio::areas(cx).into_iter().find(|area| area.code == code) {
        let fields = Fields::under(cx, None, "ui.studio");
        groups(cx, &area, &fields);
        fields.demand_seen(form)?;
    }
    studio::edit_area(cx, code, &read(form)).await
}

/// `POST /settings/areas/{area}`
pub async fn change(
    State(_): State<WebState>,
    Path(area): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    match changed(visitor.cx(), &area, &form).await {
        Ok(()) => Ok(kit::done(kit::AREAS)),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            edit(&visitor, &area, Some(again)).await
        }
    }
}
