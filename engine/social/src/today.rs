//! Views that name fields of before a change of type: they go on with the fields of today, as far
//! as these allow what the view asks of them.

use catalog::{FieldType, Module};
use records::{Cx, ListQuery};

use crate::grouping::Grouping;
use crate::view::ViewDefinition;

/// What a view shows with fields called as they are today; what these do not allow stays with the
/// fields of before, which keep what they hold.
pub fn of_today(cx: &Cx, module: &Module, view: ViewDefinition) -> ViewDefinition {
    let path = |path: &String| cx.catalog.path_of_today(module, path);
    let by = |name: Option<String>, fits: &dyn Fn(&FieldType) -> bool| {
        name.map(|name| {
            let kind = module.field(module.of_today(&name)).map(|field| &field.kind);
            if kind.is_some_and(fits) { module.of_today(&name).to_owned() } else { name }
        })
    };
    ViewDefinition {
        columns: once(view.columns.iter().map(path)),
        filter: cx.catalog.filter_of_today(module, &view.filter),
        sort: sort(cx, module, view.sort),
        lanes: by(view.lanes, &FieldType::has_lanes),
        calendar: by(view.calendar, &FieldType::has_days),
        map: by(view.map, &|kind| *kind == FieldType::Geo),
        grouping: grouping(cx, module, view.grouping),
        ..view
    }
}

/// A field of before and the one of today are one column.
fn once(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut columns = Vec::new();
    for name in names {
        if !columns.contains(&name) {
            columns.push(name);
        }
    }
    columns
}

fn sort(cx: &Cx, module: &Module, text: String) -> String {
    let one = |key: &str| {
        let name = key.trim_start_matches('-');
        let sign = &key[..key.len() - name.len()];
        format!("{sign}{}", cx.catalog.path_of_today(module, name))
    };
    let today = text.split(',').map(one).collect::<Vec<_>>().join(",");
    let asked = ListQuery { sort: today.clone(), ..ListQuery::default() };
    if today != text && records::may_ask(cx, module, &asked) { today } else { text }
}

fn grouping(cx: &Cx, module: &Module, said: Grouping) -> Grouping {
    let path = |path: &String| cx.catalog.path_of_today(module, path);
    let today = Grouping {
        by: said.by.iter().map(path).collect(),
        of: said.of.as_ref().map(path),
        ..said.clone()
    };
    if today != said && today.levels(cx, module).is_ok() { today } else { said }
}
