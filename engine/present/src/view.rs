//! Views of a list as tabs, and what can be done with the shown one.

use access::Area;
use catalog::Module;
use records::Cx;
use social::{Face, ListView, Whose};
use ui::views::list as view;

use crate::list_state::ListState;

/// The address of a view, in the form in which it was kept.
pub fn address(plural: &str, id: uuid::Uuid, face: Face) -> String {
    let form = match face {
        Face::List => "",
        Face::Board => "/kanban",
        Face::Calendar => "/calendar",
        Face::Map => "/map",
    };
    format!("/{plural}{form}?view={id}")
}

fn href(module: &Module, view: &ListView) -> String {
    address(&module.plural, view.id, view.definition.face())
}

/// The icon of a view.
pub fn icon(face: Face) -> &'static str {
    match face {
        Face::List => "list-filter",
        Face::Board => "square-kanban",
        Face::Calendar => "calendar",
        Face::Map => "map",
    }
}

/// The address of all records, also for whoever begins with another view.
fn everything(state: &ListState, views: &[ListView]) -> String {
    match views.iter().any(|view| view.is_default) {
        true => format!("{}?view=all", state.base),
        false => state.base.clone(),
    }
}

/// The bar of views; `kept` are the ids of those that the reader keeps at hand.
pub fn bar(
    cx: &Cx,
    module: &Module,
    state: &ListState,
    (views, kept): (&[ListView], &[uuid::Uuid]),
) -> view::ViewBar {
    let shown = views.iter().find(|known| Some(known.id) == state.view);
    let is_changed = match shown {
        Some(view) => view.definition != state.definition(),
        None => !state.is_plain(module),
    };
    let is_kept = |view: &ListView| kept.contains(&view.id);
    // A board of all records is a view that one may want to come back to.
    let is_worth_keeping =
        is_changed || (shown.is_none() && state.definition().face() != Face::List);
    view::ViewBar {
        tabs: tabs(cx, module, state, (views, is_changed)),
        menu: shown.map(|view| menu(cx, module, view, is_kept(view))),
        save: is_worth_keeping.then(|| save(cx, module, state, shown)),
        reset: is_changed.then(|| match shown {
            Some(view) => href(module, view),
            None => everything(state, views),
        }),
    }
}

fn tabs(
    cx: &Cx,
    module: &Module,
    state: &ListState,
    (views, is_changed): (&[ListView], bool),
) -> Vec<view::ViewTab> {
    let mine = "owner = me";
    let is_all = state.view.is_none() && state.filter != mine;
    let mut tabs = vec![view::ViewTab {
        label: cx.text("web.list.all").to_owned(),
        href: everything(state, views),
        is_current: is_all,
        is_changed: is_all && is_changed,
    }];
    if module.owner_field().is_some() {
        let other = ListState { base: state.base.clone(), ..ListState::default() };
        let other = ListState { columns: module.list.columns.clone(), ..other };
        tabs.push(view::ViewTab {
            label: cx.text("web.list.mine").to_owned(),
            href: other.changed(module, |state| state.filter = mine.into()),
            is_current: state.view.is_none() && state.filter == mine,
            is_changed: false,
        });
    }
    tabs.extend(views.iter().map(|view| view::ViewTab {
        label: view.name.clone(),
        href: href(module, view),
        is_current: state.view == Some(view.id),
        is_changed: state.view == Some(view.id) && is_changed,
    }));
    tabs
}

fn menu(cx: &Cx, module: &Module, view: &ListView, is_kept: bool) -> view::ViewMenu {
    view::ViewMenu {
        action: format!("/{}/views/{}", module.plural, view.id),
        name: view.name.clone(),
        is_default: view.is_default,
        is_kept,
        is_shared: view.whose == Whose::Everybody,
        may_change: social::may_change(cx, view),
        readers: (social::may_change(cx, view) || cx.actor.rights.may_set(Area::Views))
            .then(|| format!("/{}/views/{}/readers", module.plural, view.id)),
        may_share: cx.actor.rights.may_set(Area::Views) && view.whose != Whose::Shipped,
    }
}

fn save(cx: &Cx, module: &Module, state: &ListState, shown: Option<&ListView>) -> view::SaveView {
    let own = shown.filter(|view| social::may_change(cx, view));
    view::SaveView {
        action: format!("/{}/views", module.plural),
        name: own.map(|view| view.name.clone()).unwrap_or_default(),
        may_replace: own.is_some(),
        may_share: cx.actor.rights.may_set(Area::Views),
        lanes: state.lanes.clone(),
        calendar: state.calendar.clone(),
        map: state.map.clone(),
    }
}
