//! Names of what values point to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use catalog::Shape;
use kernel::{Currency, Link, PrincipalId, RecordId, Value};
use records::Cx;
use ui::{Names, RecordName};

use crate::head;

/// Currencies offered in forms, the house's own first.
const CURRENCIES: [&str; 4] = ["EUR", "CHF", "USD", "GBP"];

/// Finds the names of everything some values point to; with `everybody`, of all people.
pub async fn of_values(cx: &Cx, values: Vec<Value>) -> kernel::Result<Names> {
    let cells: Vec<Value> = values
        .iter()
        .flat_map(|value| value.lines().iter().flat_map(|line| line.cells.values().cloned()))
        .collect();
    let values: Vec<Value> = values.into_iter().chain(cells).collect();
    let links = links(&values);
    let files = values.iter().filter_map(|value| match value {
        Value::File(file) => Some((file.id, file.clone())),
        _ => None,
    });
    let files = files.collect();
    let (titles, people) = records::titles_of(cx, values).await?;
    Ok(Names { files, ..make(cx, &links, &titles, people) })
}

/// Whoever reads words alone, without forms that could be sent.
#[must_use]
pub fn reader<'a>(cx: &'a Cx, names: &'a Names) -> ui::Cx<'a> {
    let now = cx.now();
    ui::Cx { catalog: &cx.catalog, locale: &cx.locale, now, names, csrf: "" }
}

/// Puts names together.
pub fn make(
    cx: &Cx,
    links: &[Link],
    titles: &BTreeMap<RecordId, String>,
    people: BTreeMap<PrincipalId, String>,
) -> Names {
    let named = links.iter().filter_map(|link| {
        let title = titles.get(&link.id)?;
        let module = cx.catalog.module(&link.module)?;
        let name = RecordName {
            title: title.clone(),
            href: format!("/{}/{}", module.plural, link.id),
            icon: module.icon.clone(),
            is_person: module.is_person,
        };
        Some((link.id, name))
    });
    Names {
        records: named.collect(),
        pictures: head::pictures(cx),
        people,
        files: BTreeMap::new(),
        choices: BTreeMap::new(),
        hidden: hidden(cx),
        currencies: CURRENCIES.iter().filter_map(|code| Currency::parse(code)).collect(),
    }
}

/// Labels of cells that the reader does not see.
fn hidden(cx: &Cx) -> BTreeSet<String> {
    let shapes = cx.catalog.shapes().values();
    let of = |shape: &Arc<Shape>| {
        let cells = records::lines::hidden(cx, shape).into_iter();
        cells.map(|cell| shape.key("field", cell)).collect::<Vec<_>>()
    };
    shapes.flat_map(of).collect()
}

/// Links among values.
pub fn links<'a>(values: impl IntoIterator<Item = &'a Value>) -> Vec<Link> {
    let link =
        |value: &Value| if let Value::Link(link) = value { Some(link.clone()) } else { None };
    values.into_iter().filter_map(link).collect()
}

/// All people who can be chosen, besides the names of some values.
pub async fn for_form(cx: &Cx, mut values: Vec<Value>) -> kernel::Result<Names> {
    if let Some(user) = cx.actor.user {
        values.push(Value::Principal(user));
    }
    of_values(cx, values).await
}

/// Names of everybody who ever could sign in.
pub async fn people(cx: &Cx) -> kernel::Result<BTreeMap<PrincipalId, String>> {
    let anybody = Value::Principal(cx.actor.user.unwrap_or_default());
    Ok(records::titles_of(cx, vec![anybody]).await?.1)
}
