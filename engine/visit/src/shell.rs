//! The frame around every page.

use access::Right;
use kernel::{Error, PrincipalId, Result};
use records::Cx;
use ui::model::{Go, MenuItem, Mood, Toast};
use ui::views::shell::{Area, Density, NavItem, Shell, Theme};

use crate::visitor::Visitor;
use present::{head, names};

/// The area whose modules stand at the top, as places of daily work.
pub const DAILY: &str = "work";

/// Makes the frame; `here` is the address of the entry that is shown.
pub async fn shell(visitor: &Visitor, here: &str) -> Result<Shell> {
    let cx = visitor.cx();
    let profile = &visitor.signed_in.profile;
    let social::Frame { favourites, unread, firm } = social::frame(cx).await?;
    let favorites = favourites.iter().map(|one| {
        let (label, href, icon) = favourite(cx, one);
        item(&label, &href, &icon, here)
    });
    let has_views = favourites.iter().any(|one| matches!(one, social::Favourite::View(_)));
    let is_counted = has_views || cx.catalog.modules().iter().any(|m| m.counted.is_some());
    Ok(Shell {
        counts: is_counted.then(|| "/search/counts".into()),
        firm: if firm.is_empty() { "Kontor".into() } else { firm },
        viewing: visitor.signed_in.viewer.is_some(),
        changing_until: visitor.signed_in.changing_until,
        user: head::person(cx, profile.id, &profile.name),
        login: profile.login.clone(),
        by_passkey: visitor.by_passkey,
        theme: Theme::from_code(&profile.preferences.theme).unwrap_or_default(),
        density: Density::from_code(&profile.preferences.density).unwrap_or_default(),
        places: places(cx, here),
        favorites: favorites.collect(),
        areas: areas(cx, here).into_iter().filter(|area| area.code != DAILY).collect(),
        all_modules: Some(item(cx.text("ui.modules.title"), "/modules", "layout-grid", here)),
        settings: Some(item(cx.text("web.place.settings"), "/settings", "settings", here)),
        quick_create: quick_create(cx),
        unread: u64::try_from(unread).unwrap_or(0),
        user_menu: Vec::new(),
        toasts: toasts(visitor).await?,
        single_keys: true,
    })
}

/// Words, address and icon of something that is kept at hand.
pub fn favourite(cx: &Cx, one: &social::Favourite) -> (String, String, String) {
    match one {
        social::Favourite::Record(link, title) => {
            let icon = cx.catalog.module(&link.module).map(|module| module.icon.clone());
            (title.clone(), head::href(cx, link), icon.unwrap_or_default())
        }
        social::Favourite::View(view) => {
            let module = cx.catalog.module(&view.module);
            let plural = module.map_or("", |module| module.plural.as_str());
            let icon = present::view::icon(view.face);
            let href = present::view::address(plural, view.id, view.face);
            (view.name.clone(), href, icon.into())
        }
    }
}

/// Ids of the views that the reader keeps at hand.
pub fn kept_views(shell: &Shell) -> Vec<uuid::Uuid> {
    let ids = shell.favorites.iter().filter_map(|one| one.href.split_once("?view="));
    ids.filter_map(|(_, id)| uuid::Uuid::parse_str(id).ok()).collect()
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

/// The start page and the modules of daily work, each with a letter of its own after G.
fn places(cx: &Cx, here: &str) -> Vec<NavItem> {
    let home = item(cx.text("web.place.home"), "/", "house", here);
    let daily = areas(cx, here).into_iter().filter(|area| area.code == DAILY);
    let mut taken = Vec::new();
    let mut letter = |label: &str| {
        let letter =
            kernel::fold(label).chars().find(|c| c.is_ascii_lowercase() && !taken.contains(c));
        taken.extend(letter);
        letter
    };
    let all = std::iter::once(home).chain(daily.flat_map(|area| area.items));
    all.map(|item| NavItem { key: letter(&item.label), ..item }).collect()
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
            code: area.code.clone(),
            label: cx.text(&format!("area.{}", area.code)).to_owned(),
            icon: area.icon,
            hue: area.hue,
            items: items.collect(),
        }
    });
    areas.filter(|area| !area.items.is_empty()).collect()
}

/// What can be created, each with a letter of its own as far as there are any.
fn quick_create(cx: &Cx) -> Vec<MenuItem> {
    let may = cx.catalog.modules().iter().filter(|m| cx.actor.rights.may(&m.code, Right::Create));
    let mut taken = Vec::new();
    may.map(|module| {
        let label = cx.text(&format!("{}.name.one", module.code)).to_owned();
        let letter =
            kernel::fold(&label).chars().find(|c| c.is_ascii_lowercase() && !taken.contains(c));
        taken.extend(letter);
        MenuItem {
            label,
            icon: module.icon.clone(),
            go: Go::Drawer(format!("/{}/new", module.plural)),
            key: letter.map(String::from),
            ..MenuItem::default()
        }
    })
    .collect()
}

/// What the page before wanted to be said.
async fn toasts(visitor: &Visitor) -> Result<Vec<Toast>> {
    let Some(flash) = &visitor.flash else { return Ok(Vec::new()) };
    let cx = visitor.cx();
    let key = format!("web.done.{}", flash.code);
    let (texts, language) = (cx.catalog.texts(), cx.locale.language);
    if let ("bulk", Some(run)) = (flash.code.as_str(), flash.about) {
        return many(visitor, run).await;
    }
    if texts.find(language, &key).is_none() {
        return Ok(Vec::new());
    }
    let toast = match (flash.code.as_str(), flash.about) {
        ("mention_unseen", Some(id)) => {
            let people = names::people(cx).await?;
            let who = people.get(&PrincipalId(id)).map_or("", String::as_str);
            let text = texts.fill(language, &key, &[("who", who)]);
            Toast { text, undo: None, mood: Mood::Warning }
        }
        (code, about) => {
            let undo = about.map(|id| match code {
                "comment_removed" => format!("/undo/comments/{id}"),
                "mapping_removed" => format!("/undo/mappings/{id}"),
                "hook_removed" => format!("/settings/webhooks/{id}/restore"),
                _ => format!("/undo/{id}"),
            });
            Toast { text: cx.text(&key).to_owned(), undo, mood: Mood::Good }
        }
    };
    Ok(vec![toast])
}

/// What was done to many records, counted.
async fn many(visitor: &Visitor, run: uuid::Uuid) -> Result<Vec<Toast>> {
    match bulk::line(visitor.cx(), run).await {
        Ok(line) => {
            let text = present::bulk::said(visitor.cx(), &line).await?;
            let undo = line.is_reversible().then(|| format!("/undo/{run}"));
            Ok(vec![Toast { text, undo, mood: Mood::Good }])
        }
        Err(Error::NotFound) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
