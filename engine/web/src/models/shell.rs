//! The frame around every page.

use access::Right;
use kernel::{Error, Result};
use records::Cx;
use ui::model::{Go, MenuItem, Mood, Toast};
use ui::views::shell::{Area, Density, NavItem, Shell, Theme};

use super::head;
use crate::visitor::Visitor;

/// Makes the frame; `here` is the address of the entry that is shown.
pub async fn shell(visitor: &Visitor, here: &str) -> Result<Shell> {
    let cx = visitor.cx();
    let profile = &visitor.signed_in.profile;
    let (favourites, firm, toasts) =
        tokio::try_join!(social::favourites(cx), firm(cx), toasts(visitor))?;
    let favorites = favourites.iter().map(|(link, title)| {
        let icon = cx.catalog.module(&link.module).map(|module| module.icon.clone());
        item(title, &head::href(cx, link), &icon.unwrap_or_default(), here)
    });
    Ok(Shell {
        firm,
        user: head::person(profile.id, &profile.name),
        login: profile.login.clone(),
        theme: Theme::from_code(&profile.preferences.theme).unwrap_or_default(),
        density: Density::from_code(&profile.preferences.density).unwrap_or_default(),
        places: vec![item(cx.text("web.place.home"), "/", "house", here)],
        favorites: favorites.collect(),
        areas: areas(cx, here),
        settings: Some(item(cx.text("web.place.settings"), "/settings", "settings", here)),
        quick_create: quick_create(cx),
        user_menu: Vec::new(),
        toasts,
        single_keys: true,
    })
}

/// Name of the firm.
pub async fn firm(cx: &Cx) -> Result<String> {
    let name = records::setting(&cx.engine, "firm").await?;
    Ok(if name.is_empty() { "Kontor".into() } else { name })
}

fn item(label: &str, href: &str, icon: &str, here: &str) -> NavItem {
    NavItem {
        label: label.to_owned(),
        href: href.to_owned(),
        icon: icon.to_owned(),
        is_current: href == here,
        ..NavItem::default()
    }
}

fn areas(cx: &Cx, here: &str) -> Vec<Area> {
    let seen = |code: &String| cx.actor.rights.may(code, Right::See);
    let areas = cx.catalog.areas().into_iter().map(|area| {
        let modules = area.modules.iter().filter(|code| seen(code));
        let items = modules.filter_map(|code| cx.catalog.module(code)).map(|module| {
            let label = cx.text(&format!("{}.name.other", module.code)).to_owned();
            item(&label, &format!("/{}", module.plural), &module.icon, here)
        });
        Area {
            label: cx.text(&format!("area.{}", area.code)).to_owned(),
            icon: area.icon,
            hue: area.hue,
            items: items.collect(),
        }
    });
    areas.filter(|area| !area.items.is_empty()).collect()
}

fn quick_create(cx: &Cx) -> Vec<MenuItem> {
    let may = cx.catalog.modules().iter().filter(|m| cx.actor.rights.may(&m.code, Right::Create));
    may.map(|module| MenuItem {
        label: cx.text(&format!("{}.name.one", module.code)).to_owned(),
        icon: module.icon.clone(),
        go: Go::Drawer(format!("/{}/new", module.plural)),
        ..MenuItem::default()
    })
    .collect()
}

async fn toasts(visitor: &Visitor) -> Result<Vec<Toast>> {
    let cx = visitor.cx();
    let Some(flash) = &visitor.flash else { return Ok(Vec::new()) };
    let key = format!("web.done.{}", flash.code);
    let text = match (flash.code.as_str(), flash.undo) {
        ("bulk", Some(run)) => many(visitor, run).await?,
        _ => cx.catalog.texts().find(cx.locale.language, &key).map(str::to_owned),
    };
    let undo = flash.undo.map(|id| format!("/undo/{id}"));
    Ok(text.map(|text| Toast { text, undo, mood: Mood::Good }).into_iter().collect())
}

/// What was done to many records, counted.
async fn many(visitor: &Visitor, run: uuid::Uuid) -> Result<Option<String>> {
    match bulk::line(visitor.cx(), run).await {
        Ok(line) => super::bulk::said(visitor, &line).await.map(Some),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
