//! Pick lists and their values.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use catalog::Picklist;
use kernel::{Error, Language};
use panel as view;
use panel::picklist::{ListPage, ValueRow, picklist};
use records::Cx;
use studio::{Labels, ListValue};
use ui::fields::Form;

use super::exchange;
use super::field::list_label;
use super::kit::{self, text};
use crate::kit::{self as house, Again, Fields};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Rows that wait for new values.
const FREE: usize = 3;
/// Hues that a value can have, in degrees.
pub const HUES: [u16; 9] = [20, 70, 100, 150, 200, 250, 290, 320, 350];

/// `GET /settings/picklists`
pub async fn lists(State(_): State<WebState>, visitor: Visitor) -> Answer {
    overview(&visitor, None).await
}

async fn overview(visitor: &Visitor, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let mut rows: Vec<view::Row> = cx
        .catalog
        .picklists()
        .iter()
        .map(|(name, list)| view::Row {
            depth: 0,
            icon: "list".into(),
            title: list_label(cx, name),
            href: format!("{}/{name}", kit::LISTS),
            cells: vec![
                list.values.iter().filter(|value| !value.retired).count().to_string(),
                users(cx, name),
            ],
        })
        .collect();
    rows.sort_by_key(|row| kernel::fold(&row.title));
    let page = view::RowsPage {
        frame: view::Frame {
            problem: again.as_ref().and_then(Again::conflict),
            ..kit::frame(cx, "picklists")
        },
        columns: ["list", "values", "used_by"].map(|key| text(cx, key)).into(),
        rows,
        ..view::RowsPage::default()
    };
    let fields = Fields::under(cx, again.as_ref(), "ui.studio");
    let new = view::Extra {
        title: text(cx, "new_list"),
        about: text(cx, "new_list_about"),
        action: kit::LISTS.to_owned(),
        controls: vec![fields.required("label", "")],
        verb: text(cx, "create"),
        is_danger: false,
    };
    let title = page.frame.title.clone();
    let status = Again::status(again.as_ref());
    house::answer(visitor, (status, &title), |reader| view::rows_and(reader, &page, &[new])).await
}

/// Fields that choose from a list, in words.
fn users(cx: &Cx, list: &str) -> String {
    let of = |(code, field): (String, String)| {
        let module = cx.catalog.module(&code)?;
        let label = present::head::field_label(cx, module, &field);
        Some(format!("{label} ({})", kit::many(cx, module)))
    };
    let all: Vec<String> = studio::used_by(cx, list).into_iter().filter_map(of).collect();
    match all.is_empty() {
        false => all.join(", "),
        // A list of one's own is there for fields alone.
        true if list.starts_with("x_") => text(cx, "unused"),
        true => text(cx, "used_within"),
    }
}

/// `POST /settings/picklists`
pub async fn create(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    match studio::new_list(visitor.cx(), form.get("label").unwrap_or_default()).await {
        Ok(list) => Ok(kit::done(&format!("{}/{list}", kit::LISTS))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            overview(&visitor, Some(again)).await
        }
    }
}

/// `GET /settings/picklists/{list}?going=`: the value that is to be replaced, where that is known.
pub async fn page(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(list): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let query = query(raw.as_deref());
    show(&visitor, &list, None, (None, query.get("going").unwrap_or_default())).await
}

/// The page again, after something beside its form was refused.
pub async fn show_beside(visitor: &Visitor, list: &str, beside: Again) -> Answer {
    show(visitor, list, None, (Some(&beside), "")).await
}

async fn show(
    visitor: &Visitor,
    list: &str,
    again: Option<(Again, Form)>,
    (beside, going): (Option<&Again>, &str),
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let known = cx.catalog.picklist(list).ok_or(Error::NotFound).for_(visitor)?;
    let stands = rows(cx, list, known);
    let seen = kit::seen(&stands);
    let values = match &again {
        Some((again, form)) => sent(cx, (again, form), stands),
        None => {
            let free =
                ValueRow { labels: vec![String::new(); Language::ALL.len()], ..<_>::default() };
            stands.into_iter().chain(std::iter::repeat_n(free, FREE)).collect()
        }
    };
    let title = list_label(cx, list);
    let step = (text(cx, "page_picklists"), kit::LISTS.to_owned());
    let hue = |hue: u16| (hue.to_string(), text(cx, &format!("hue_{hue}")));
    let mut hues = vec![(String::new(), text(cx, "hue_none"))];
    hues.extend(HUES.map(hue));
    for value in known.values.iter().filter_map(|value| value.hue) {
        if !hues.iter().any(|(known, _)| *known == value.to_string()) {
            hues.push((value.to_string(), format!("{value}°")));
        }
    }
    let page = ListPage {
        frame: kit::below(&title, &[step], again.as_ref().map(|(again, _)| again)),
        action: format!("{}/{list}", kit::LISTS),
        back: kit::LISTS.to_owned(),
        languages: Language::ALL
            .map(|language| text(cx, &format!("in_{}", language.code())))
            .into(),
        hues,
        values,
        seen,
        used_by: kit::fill(cx, "used_in", &[("fields", &users(cx, list))]),
        extras: exchange::extra(cx, list, (beside, going)).into_iter().collect(),
    };
    let said = again.as_ref().map(|(again, _)| again).or(beside);
    let status = said.map_or(StatusCode::OK, |again| Again::status(Some(again)));
    house::answer(visitor, (status, &title), |reader| picklist(reader, &page)).await
}

/// The values of a list as they stand.
fn rows(cx: &Cx, list: &str, known: &Picklist) -> Vec<ValueRow> {
    let value = |value: &catalog::PicklistValue| ValueRow {
        labels: kit::stored(cx, &format!("picklist.{list}.{}", value.code)),
        code: value.code.clone(),
        hue: value.hue.map(|hue| hue.to_string()).unwrap_or_default(),
        is_retired: value.retired,
        problem: None,
    };
    known.values.iter().map(value).collect()
}

/// Values as they were sent, with what is wrong; those that others added meanwhile follow.
fn sent(cx: &Cx, (again, form): (&Again, &Form), stands: Vec<ValueRow>) -> Vec<ValueRow> {
    let row = |(at, value): (usize, ListValue)| {
        let now = stands.iter().find(|row| !row.code.is_empty() && row.code == value.code);
        let words = |labels: &[String]| labels.join(" / ");
        let said = again.said(cx, &format!("value.{at}"), &text(cx, "value"));
        let both = now.map(|now| (words(&value.labels.0), words(&now.labels)));
        let stored = both.and_then(|(sent, now)| again.stands(cx, (&sent, &now)));
        ValueRow {
            code: value.code,
            labels: value.labels.0,
            hue: value.hue.map(|hue| hue.to_string()).unwrap_or_default(),
            is_retired: value.is_retired,
            problem: said.or(stored),
        }
    };
    let mut all: Vec<ValueRow> = read(form).into_iter().enumerate().map(row).collect();
    let is_new = |row: &ValueRow| all.iter().all(|sent| sent.code != row.code);
    let new: Vec<ValueRow> = stands.iter().filter(|row| is_new(row)).cloned().collect();
    all.extend(new);
    all
}

/// The values of a form, row by row.
fn read(form: &Form) -> Vec<ListValue> {
    let n = Language::ALL.len();
    // Empty ones too: what belongs to a row is told by its place.
    let all = |name: &str| -> Vec<&str> {
        let sent = form.0.iter().filter(|(known, _)| known == name);
        sent.map(|(_, value)| value.as_str()).collect()
    };
    let (labels, hues, states) = (all("label"), all("hue"), all("state"));
    let value = |(at, code): (usize, &str)| ListValue {
        code: code.to_owned(),
        labels: Labels(
            (0..n).map(|of| labels.get(at * n + of).copied().unwrap_or_default().into()).collect(),
        ),
        hue: hues.get(at).and_then(|hue| hue.parse().ok()),
        is_retired: states.get(at) == Some(&"off"),
    };
    all("code").into_iter().enumerate().map(value).collect()
}

/// `POST /settings/picklists/{list}`
pub async fn save(
    State(_): State<WebState>,
    Path(list): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let values = read(&form);
    let cx = visitor.cx();
    let stands = cx.catalog.picklist(&list).map(|known| rows(cx, &list, known));
    let done = match kit::demand_seen(&form, &stands.unwrap_or_default()) {
        Ok(()) => studio::save_list(cx, &list, &values).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => saved(&visitor, &list, &values).await,
        Err(error) => {
            let again = Again::of(&visitor, error, form.clone())?;
            show(&visitor, &list, Some((again, form)), (None, "")).await
        }
    }
}

/// Where records hold a value that is offered no longer since just now, its replacement is asked.
async fn saved(visitor: &Visitor, list: &str, values: &[ListValue]) -> Answer {
    // The catalog is still the one of before.
    let cx = visitor.cx();
    let known = cx.catalog.picklist(list);
    let was_offered = |value: &&ListValue| {
        known.and_then(|known| known.value(&value.code)).is_some_and(|known| !known.retired)
    };
    let gone = values.iter().filter(|value| value.is_retired).filter(was_offered);
    let gone: Vec<String> = gone.map(|value| value.code.clone()).collect();
    let to = format!("{}/{list}", kit::LISTS);
    match exchange::first_held(cx, list, &gone).await.for_(visitor)? {
        Some(held) => Ok(redirect(&format!("{to}?going={held}"), Some(&Flash::done("still_held")))),
        None => Ok(kit::done(&to)),
    }
}
