//! The side bar: areas, the modules in them, their icons, and modules that are switched off.

use catalog::{Area, Arrangement, Change};
use kernel::{Error, FieldProblem, Result};
use records::Cx;

use crate::module::ICONS;
use crate::name::{Labels, name, relabel, unlike};

/// The area of the settings, which holds no modules.
const SETTINGS: &str = "settings";

/// One step of something in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Before what stands before it.
    Up,
    /// Behind what follows it.
    Down,
    /// To the end of an area.
    Into(String),
}

/// What an area is called and how it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AreaEdit {
    /// What it is called.
    pub labels: Labels,
    /// Its icon, one of `ICONS` or the one it has.
    pub icon: String,
    /// Its hue in degrees, a multiple of ten.
    pub hue: Option<u16>,
}

/// Areas of the side bar in which a module can stand, in their order; those without any are among
/// them.
#[must_use]
pub fn areas(cx: &Cx) -> Vec<Area> {
    let mut all = cx.catalog.areas();
    let known = cx.catalog.texts().keys(cx.locale.language);
    let named = known.filter_map(|key| key.strip_prefix("area.")).map(str::to_owned);
    let shipped =
        named.filter(|code| code != SETTINGS && !code.contains('.') && !code.starts_with("x_"));
    let mut others: Vec<String> = shipped.chain(cx.catalog.own_areas().iter().cloned()).collect();
    others.retain(|code| all.iter().all(|area| area.code != *code));
    all.extend(others.iter().map(|code| cx.catalog.area(code, Vec::new())));
    all.sort_by_key(|area| cx.catalog.area_place(&area.code));
    all
}

/// Puts modules into areas: every area that is named, with its modules in their order.
///
/// # Errors
/// `Forbidden` for others than administrators; `Invalid` for an area that is not there.
pub async fn arrange(cx: &Cx, wanted: &[(String, Vec<String>)]) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let now = areas(cx);
    let stands = |(area, modules): &&(String, Vec<String>)| {
        now.iter().any(|known| known.code == *area && known.modules == *modules)
    };
    let changed = wanted.iter().filter(|one| !stands(one) && !one.1.is_empty());
    let parts = changed.map(|(area, modules)| Arrangement::OrderModules {
        area: area.clone(),
        modules: modules.clone(),
    });
    shape(cx, parts.collect(), Vec::new()).await
}

/// Moves a module in its area, or to another one.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Invalid` for an area that is not there.
pub async fn move_module(cx: &Cx, code: &str, step: &Step) -> Result<()> {
    let module = cx.module(code)?;
    let all = areas(cx);
    let own = all.into_iter().find(|area| area.code == module.area).ok_or(Error::NotFound)?;
    match step {
        Step::Up | Step::Down => {
            let modules = stepped(own.modules, code, step);
            arrange(cx, &[(own.code, modules)]).await
        }
        Step::Into(area) => {
            let there = areas(cx).into_iter().find(|known| known.code == *area);
            let mut modules = there.ok_or(Error::NotFound)?.modules;
            modules.retain(|known| known != code);
            modules.push(code.to_owned());
            arrange(cx, &[(area.clone(), modules)]).await
        }
    }
}

/// Puts areas into an order; those that are not named follow.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn order_areas(cx: &Cx, codes: Vec<String>) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let now: Vec<String> = areas(cx).into_iter().map(|area| area.code).collect();
    let known: Vec<String> = codes.into_iter().filter(|code| now.contains(code)).collect();
    match now == known {
        true => Ok(()),
        false => shape(cx, vec![Arrangement::OrderAreas { areas: known }], Vec::new()).await,
    }
}

/// Moves an area by one place.
///
/// # Errors
/// As `order_areas`.
pub async fn move_area(cx: &Cx, code: &str, step: &Step) -> Result<()> {
    let all = areas(cx).into_iter().map(|area| area.code).collect();
    order_areas(cx, stepped(all, code, step)).await
}

fn stepped(mut all: Vec<String>, code: &str, step: &Step) -> Vec<String> {
    let at = all.iter().position(|known| known == code);
    match (at, step) {
        (Some(at), Step::Up) if 0 < at => all.swap(at, at - 1),
        (Some(at), Step::Down) if at + 1 < all.len() => all.swap(at, at + 1),
        (_, Step::Up | Step::Down | Step::Into(_)) => {}
    }
    all
}

/// Adds an area; gives its code.
///
/// # Errors
/// `Forbidden` for others than administrators; `Invalid` at the fields of the form.
pub async fn new_area(cx: &Cx, new: &AreaEdit) -> Result<String> {
    cx.actor.rights.demand_administrator()?;
    let labels = checked(new, "")?;
    unlike_others(cx, "", &labels)?;
    let first = labels.first().map_or("", |(_, label)| label);
    // Names that were taken back may come back.
    let texts = cx.catalog.texts();
    let acts = cx.engine.acts(cx).await?;
    let was = |code: &str| {
        acts.iter().flat_map(|act| &act.changes).any(|change| {
            let Change::Arrange { part: Arrangement::AddArea { area } } = change else {
                return false;
            };
            area == code
        })
    };
    let code = name(first, |code| {
        texts.find(cx.locale.language, &format!("area.{code}")).is_some() || was(code)
    });
    let parts = vec![Arrangement::AddArea { area: code.clone() }, drawn(&code, new)];
    let words = relabel(cx, &format!("area.{code}"), &labels);
    shape(cx, parts, words).await?;
    Ok(code)
}

/// Says otherwise what an area is called and how it is drawn.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Invalid` at the fields of the form.
pub async fn edit_area(cx: &Cx, code: &str, edit: &AreaEdit) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let known = areas(cx).into_iter().find(|area| area.code == code).ok_or(Error::NotFound)?;
    let labels = checked(edit, &known.icon)?;
    unlike_others(cx, code, &labels)?;
    let looks_same = known.icon == edit.icon && known.hue == edit.hue;
    let parts = if looks_same { Vec::new() } else { vec![drawn(code, edit)] };
    shape(cx, parts, relabel(cx, &format!("area.{code}"), &labels)).await
}

/// Takes an area of one's own away that holds no module.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Conflict` `area_full`.
pub async fn remove_area(cx: &Cx, code: &str) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let known = areas(cx).into_iter().find(|area| area.code == code);
    let known = known.filter(|area| cx.catalog.own_areas().contains(&area.code));
    match known.ok_or(Error::NotFound)?.modules.is_empty() {
        true => shape(cx, vec![Arrangement::RemoveArea { area: code.into() }], Vec::new()).await,
        false => Err(Error::conflict("area_full")),
    }
}

/// Gives a module another icon.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Invalid` at `icon`.
pub async fn draw_module(cx: &Cx, code: &str, icon: &str) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(code)?;
    if module.icon == icon {
        return Ok(());
    }
    is_icon(icon, &module.icon).map_err(|problem| Error::Invalid(vec![problem]))?;
    let icon = Arrangement::Icon { module: code.into(), icon: icon.into() };
    shape(cx, vec![icon], Vec::new()).await
}

/// Switches a module off, so that it is there for nobody, or on again; what it holds stays.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Conflict` `module_led_to` or
/// `module_relied_on` while other modules cannot be filled without it.
pub async fn switch(cx: &Cx, code: &str, is_on: bool) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(code)?;
    if cx.catalog.is_off(code) != is_on {
        return Ok(());
    }
    if !is_on {
        let mut off = cx.catalog.off().clone();
        off.insert(code.to_owned());
        let is_needed = |(module, field): &(String, String)| {
            let field = cx.catalog.module(module).and_then(|module| module.field(field));
            field.is_some_and(|field| field.required)
        };
        if let Some((by, field)) = cx.catalog.dead_links(&off).into_iter().find(is_needed) {
            let by = cx.module(&by)?;
            let stays = by.field(&field).is_some_and(crate::stays_required);
            let code = if stays { "module_relied_on" } else { "module_led_to" };
            let (field, many) = (by.key("field", &field), by.key("name", "other"));
            let params = [("field", cx.text(&field)), ("module", cx.text(&many))];
            let params = params.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
            return Err(Error::Conflict { code: code.into(), params });
        }
    }
    let module = module.code.clone();
    shape(cx, vec![Arrangement::Switch { module, is_on }], Vec::new()).await
}

fn checked(edit: &AreaEdit, stands: &str) -> Result<Vec<(kernel::Language, String)>> {
    let mut problems = Vec::new();
    let labels = edit.labels.checked("label");
    let labels = labels.map_err(|problem| problems.push(problem)).unwrap_or_default();
    if let Err(problem) = is_icon(&edit.icon, stands) {
        problems.push(problem);
    }
    if edit.hue.is_none_or(|hue| 360 <= hue || hue % 10 != 0) {
        problems.push(FieldProblem::new("hue", "required"));
    }
    if problems.is_empty() { Ok(labels) } else { Err(Error::Invalid(problems)) }
}

/// Refuses what another area is called.
fn unlike_others(cx: &Cx, code: &str, labels: &[(kernel::Language, String)]) -> Result<()> {
    let key = |code: &str| format!("area.{code}");
    let others = areas(cx).into_iter().map(|area| key(&area.code));
    unlike(cx, labels, (&key(code), "label"), others)
        .map_err(|problem| Error::Invalid(vec![problem]))
}

fn is_icon(icon: &str, stands: &str) -> std::result::Result<(), FieldProblem> {
    match ICONS.contains(&icon) || (!icon.is_empty() && icon == stands) {
        true => Ok(()),
        false => Err(FieldProblem::new("icon", "required")),
    }
}

fn drawn(area: &str, edit: &AreaEdit) -> Arrangement {
    let (icon, hue) = (edit.icon.clone(), edit.hue.unwrap_or_default());
    Arrangement::DrawArea { area: area.into(), icon, hue }
}

async fn shape(cx: &Cx, parts: Vec<Arrangement>, words: Vec<Change>) -> Result<()> {
    let mut changes: Vec<Change> = parts.into_iter().map(|part| Change::Arrange { part }).collect();
    changes.extend(words);
    match changes.is_empty() {
        true => Ok(()),
        false => cx.engine.shape(cx, changes).await.map(drop),
    }
}
