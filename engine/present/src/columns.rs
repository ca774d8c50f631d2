//! Columns of a list: fields of its module, and of what its records link to.

use access::FieldRight;
use catalog::{Field, FieldType, Module};
use records::Cx;
use records::linked::LinkedColumn;
use ui::views::list as view;

use crate::head;
use crate::list_state::ListState;

/// The columns that are shown, the title first.
pub(crate) fn columns<'a>(
    cx: &'a Cx,
    module: &'a Module,
    state: &ListState,
) -> Vec<view::Column<'a>> {
    let sorted = if state.sort.is_empty() { &module.list.sort } else { &state.sort };
    let sorted = sorted.split(',').next().unwrap_or_default();
    let (now, direction) = match sorted.strip_prefix('-') {
        Some(name) => (name, view::Direction::Down),
        None => (sorted, view::Direction::Up),
    };
    let in_title: Vec<&str> = module.title.fields().collect();
    let link = |name: &str| {
        // A field that stands in the title has no column of its own.
        let is_now = now == name || (name == "title" && in_title.contains(&now));
        let next = match is_now && direction == view::Direction::Up {
            true => format!("-{name}"),
            false => name.to_owned(),
        };
        let href = state.changed(module, |state| state.sort = next);
        view::SortLink { href, now: is_now.then_some(direction) }
    };
    let title = view::Column {
        field: None,
        path: None,
        label: cx.text("web.list.title").to_owned(),
        sort: Some(link("title")),
        is_editable: false,
    };
    let shown = state.columns.iter().filter(|name| !in_title.contains(&name.as_str()));
    let own = |field: &'a Field| view::Column {
        field: Some(field),
        path: None,
        label: head::field_label(cx, module, &field.name),
        sort: field.sort.then(|| link(&field.name)),
        is_editable: crate::detail::is_edited_in_place(cx, module, field),
    };
    let others = shown.filter_map(|name| match module.field(name) {
        Some(field) => readable(cx, module, field).then(|| own(field)),
        None => linked(cx, module, name),
    });
    std::iter::once(title).chain(others).collect()
}

/// A column that stands in linked records; they are not in its order.
fn linked<'a>(cx: &'a Cx, module: &Module, path: &str) -> Option<view::Column<'a>> {
    let column = LinkedColumn::read(cx, module, path)?;
    let there = cx.catalog.module(&column.module.code)?;
    Some(view::Column {
        field: there.fields.get(column.at),
        path: Some(path.to_owned()),
        label: linked_label(cx, module, &column),
        sort: None,
        is_editable: false,
    })
}

fn linked_label(cx: &Cx, module: &Module, column: &LinkedColumn) -> String {
    let link = head::field_label(cx, module, &module.fields[column.link].name);
    format!("{link} › {}", head::field_label(cx, &column.module, &column.field().name))
}

/// Whether the reader may see a column: a field, or what a path over a link leads to.
pub fn is_seen(cx: &Cx, module: &Module, name: &str) -> bool {
    match module.field(name) {
        Some(field) => readable(cx, module, field),
        None => LinkedColumn::read(cx, module, name).is_some(),
    }
}

pub(crate) fn readable(cx: &Cx, module: &Module, field: &Field) -> bool {
    cx.actor.rights.field(&module.code, &field.name) != FieldRight::Hidden
}

/// Columns to choose from, those that are shown first in their order.
pub(crate) fn choices(cx: &Cx, module: &Module, state: &ListState) -> Vec<view::ColumnChoice> {
    let in_title: Vec<&str> = module.title.fields().collect();
    let choice = |name: &String| {
        let label = match module.field(name) {
            Some(field) => readable(cx, module, field).then(|| head::field_label(cx, module, name)),
            None => {
                LinkedColumn::read(cx, module, name).map(|column| linked_label(cx, module, &column))
            }
        };
        let is_shown = state.columns.contains(name);
        Some(view::ColumnChoice { name: name.clone(), label: label?, is_shown })
    };
    // Shown ones come first in their order, so that the form keeps it.
    let own: Vec<String> = module.fields.iter().map(|field| field.name.clone()).collect();
    let others = own.into_iter().chain(over_links(cx, module));
    let others: Vec<String> = others.filter(|name| !state.columns.contains(name)).collect();
    let offered = state.columns.iter().chain(&others);
    offered.filter(|name| !in_title.contains(&name.as_str())).filter_map(choice).collect()
}

/// Columns of linked records that are offered: those that their own lists begin with.
fn over_links(cx: &Cx, module: &Module) -> Vec<String> {
    let links = module.fields.iter().filter_map(|field| match &field.kind {
        FieldType::Link { to, .. } if to.len() == 1 => Some((field, cx.catalog.module(&to[0])?)),
        _ => None,
    });
    let paths = links.flat_map(|(field, there)| {
        let names = there.list.columns.iter();
        names.map(move |name| format!("{}.{name}", field.name))
    });
    paths.collect()
}
