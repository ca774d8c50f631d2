//! Fields of a module whose values follow those of others.

use std::collections::BTreeSet;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use catalog::{Dependency, Module};
use kernel::{Error, Value};
use panel as view;
use panel::follows::{FollowsPage, follows};
use records::Cx;
use ui::fields::Form;

use super::kit::{self, fill, text};
use crate::kit::{self as house, Again, Fields};
use present::head::field_label;
use visit::answer::{Answer, For, redirect};
use visit::body::Posted;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

fn at(module: &Module) -> String {
    format!("{}/follows", kit::at(module))
}

/// `GET /settings/modules/{code}/follows`
pub async fn all(State(_): State<WebState>, visitor: Visitor, Path(code): Path<String>) -> Answer {
    overview(&visitor, &code, None).await
}

async fn overview(visitor: &Visitor, code: &str, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let module = cx.module(code).for_(visitor)?;
    let title = text(cx, "page_follows");
    let row = |known: &Dependency| view::Row {
        icon: "arrow-right-left".into(),
        title: field_label(cx, &module, &known.field),
        href: format!("{}/{}", at(&module), known.field),
        cells: vec![field_label(cx, &module, &known.on), known.allowed.len().to_string()],
        ..view::Row::default()
    };
    let page = view::RowsPage {
        frame: view::Frame {
            about: text(cx, "about_follows"),
            ..kit::below(&title, &kit::steps(cx, Some(&module)), again.as_ref())
        },
        columns: ["follows", "decides", "n_limited"].map(|key| text(cx, key)).into(),
        rows: module.dependencies.iter().map(row).collect(),
        empty: ("arrow-right-left", text(cx, "no_follows"), text(cx, "no_follows_why")),
        ..view::RowsPage::default()
    };
    let fields = Fields::under(cx, again.as_ref(), "ui.studio");
    let choose = (String::new(), cx.text("ui.field.choose").to_owned());
    let label =
        |field: &catalog::Field| (field.name.clone(), field_label(cx, &module, &field.name));
    let on = std::iter::once(choose.clone()).chain(studio::deciding(&module).map(label));
    let following = std::iter::once(choose).chain(studio::following(&module).map(label));
    let new = view::Extra {
        title: text(cx, "new_follows"),
        about: text(cx, "new_follows_about"),
        action: at(&module),
        controls: vec![fields.select("on", "", on), fields.select("follows", "", following)],
        verb: text(cx, "go_on"),
        is_danger: false,
    };
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| view::rows_and(reader, &page, &[new])).await
}

/// `POST /settings/modules/{code}/follows`: posts `on` and `follows`.
pub async fn begin(
    State(_): State<WebState>,
    Path(code): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let module = cx.module(&code).for_(&visitor)?;
    let word = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let (on, field) = (word("on"), word("follows"));
    match studio::fits(&module, &on, &field) {
        Ok(()) => Ok(redirect(&format!("{}/{field}?on={on}", at(&module)), None)),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            overview(&visitor, &code, Some(again)).await
        }
    }
}

/// `GET /settings/modules/{code}/follows/{field}?on=`
pub async fn one(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((code, field)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let module = cx.module(&code).for_(&visitor)?;
    let known = studio::dependency(&module, &field);
    let asked = query(raw.as_deref());
    let on = asked.get("on").or(known.map(|known| known.on.as_str())).unwrap_or_default();
    // An address that fits nothing leads nowhere.
    studio::fits(&module, on, &field).map_err(|_| Error::NotFound).for_(&visitor)?;
    let stands = known.filter(|known| known.on == on).cloned().unwrap_or_default();
    let page = table(cx, &module, (on, &field), (&stands, None));
    let title = page.frame.title.clone();
    house::answer(&visitor, (StatusCode::OK, &title), |reader| follows(reader, &page)).await
}

fn table(
    cx: &Cx,
    module: &Module,
    (on, field): (&str, &str),
    (shown, again): (&Dependency, Option<&Again>),
) -> FollowsPage {
    let known = studio::dependency(module, field);
    let values = |name: &str| -> Vec<(String, String)> {
        let list = module.field(name).and_then(|field| field.kind.list()).unwrap_or_default();
        let values = cx.catalog.picklist(list).into_iter().flat_map(|list| &list.values);
        let offered = values.filter(|value| !value.retired);
        let label = |code: &str| cx.text(&format!("picklist.{list}.{code}")).to_owned();
        offered.map(|value| (value.code.clone(), label(&value.code))).collect()
    };
    let deciding = values(on);
    let row = |(code, label): (String, String)| {
        let may = |(on, _): &(String, String)| {
            shown.refused(&Value::text(on), &Value::text(&code)).is_none()
        };
        let may = deciding.iter().map(may).collect();
        (code, label, may)
    };
    let labels = (field_label(cx, module, on), field_label(cx, module, field));
    let mut steps = kit::steps(cx, Some(module));
    steps.push((text(cx, "page_follows"), at(module)));
    let action = format!("{}/{field}", at(module));
    let end = view::Extra {
        title: text(cx, "end_follows"),
        about: text(cx, "end_follows_about"),
        action: format!("{action}/end"),
        controls: Vec::new(),
        verb: text(cx, "end_follows_verb"),
        is_danger: false,
    };
    let title = fill(cx, "follows_title", &[("field", &labels.1), ("on", &labels.0)]);
    FollowsPage {
        frame: view::Frame {
            about: fill(cx, "depend_about", &[("field", &labels.1), ("on", &labels.0)]),
            ..kit::below(&title, &steps, again)
        },
        action,
        back: at(module),
        on: on.to_owned(),
        labels,
        following: values(field).into_iter().map(row).collect(),
        deciding,
        seen: kit::seen(&known),
        extras: known.map(|_| end).into_iter().collect(),
    }
}

/// `POST /settings/modules/{code}/follows/{field}`: posts `on`, and `pair` for each that may.
pub async fn save(
    State(_): State<WebState>,
    Path((code, field)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let on = form.get("on").unwrap_or_default();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let module = cx.module(&code).for_(&visitor)?;
    let pairs = pairs(&form);
    if let Err(error) = kit::demand_seen(&form, &studio::dependency(&module, &field)) {
        studio::fits(&module, on, &field).for_(&visitor)?;
        let shown = ticked(cx, &module, (on, &field), &pairs);
        let again = Again::of(&visitor, error, form.clone())?;
        let page = table(cx, &module, (on, &field), (&shown, Some(&again)));
        let (status, title) = (Again::status(Some(&again)), page.frame.title.clone());
        return house::answer(&visitor, (status, &title), |reader| follows(reader, &page)).await;
    }
    studio::depend(cx, &code, (on, &field), &pairs).await.for_(&visitor)?;
    Ok(kit::done(&format!("{}/{code}/follows", kit::MODULES)))
}

/// The table as it was ticked.
fn ticked(
    cx: &Cx,
    module: &Module,
    (on, field): (&str, &str),
    pairs: &BTreeSet<(String, String)>,
) -> Dependency {
    let list = module.field(on).and_then(|field| field.kind.list()).unwrap_or_default();
    let deciding = cx.catalog.picklist(list).into_iter().flat_map(|list| &list.values);
    let may = |on: &str| -> Vec<String> {
        pairs.iter().filter(|pair| pair.0 == on).map(|pair| pair.1.clone()).collect()
    };
    Dependency {
        on: on.to_owned(),
        field: field.to_owned(),
        allowed: deciding.map(|one| (one.code.clone(), may(&one.code))).collect(),
    }
}

fn pairs(form: &Form) -> BTreeSet<(String, String)> {
    let pair = |text: &str| {
        let (on, follows) = text.split_once(':')?;
        Some((on.to_owned(), follows.to_owned()))
    };
    form.all("pair").filter_map(pair).collect()
}

/// `POST /settings/modules/{code}/follows/{field}/end`
pub async fn end(
    State(_): State<WebState>,
    Path((code, field)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    studio::set_free(visitor.cx(), &code, &field).await.for_(&visitor)?;
    Ok(kit::done(&format!("{}/{code}/follows", kit::MODULES)))
}
