//! By what records of a module are told from others.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use catalog::Module;
use kernel::{Error, FieldProblem, Result};
use panel as view;
use panel::likeness::{LikenessPage, LikenessRow, likeness};
use records::Cx;
use studio::{SETS, Telling, WEIGHTS};
use ui::fields::Form;

use super::kit::{self, fill, text};
use crate::kit::{self as house, Again, Fields};
use present::head::field_label;
use visit::answer::{Answer, For};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /settings/modules/{code}/likeness`
pub async fn page(State(_): State<WebState>, visitor: Visitor, Path(code): Path<String>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let module = cx.module(&code).for_(&visitor)?;
    show(&visitor, (&module, &Telling::of(&module)), None).await
}

async fn show(
    visitor: &Visitor,
    (module, shown): (&Module, &Telling),
    again: Option<&Again>,
) -> Answer {
    let cx = visitor.cx();
    let n_sets = SETS.max(shown.sets.len());
    let title = text(cx, "page_likeness");
    let at = kit::at(module);
    let many = kit::many(cx, module);
    let number = |n: usize| fill(cx, "likeness_set", &[("n", &n.to_string())]);
    let mut headings = vec![text(cx, "likeness_field"), text(cx, "likeness_weight")];
    headings.extend((1..=n_sets).map(number));
    let rows = studio::comparable(module).into_iter();
    let rows: Vec<LikenessRow> = rows
        .map(|field| LikenessRow {
            name: field.name.clone(),
            label: field_label(cx, module, &field.name),
            weights: weights(cx, shown.weights.get(&field.name).copied().unwrap_or(0)),
            sets: (0..n_sets).map(|n| has(shown.sets.get(n), &field.name)).collect(),
        })
        .collect();
    let fields = Fields::under(cx, again, "ui.studio");
    let places = (0..n_sets).map(|n| (format!("set{n}"), number(n + 1)));
    let places = places.chain([("weight".to_owned(), text(cx, "likeness_weight"))]);
    let said = places.filter_map(|(field, label)| again?.said(cx, &field, &label));
    let page = LikenessPage {
        frame: view::Frame {
            about: fill(cx, "likeness_about", &[("many", &many)]),
            ..kit::below(&title, &kit::steps(cx, Some(module)), again)
        },
        action: format!("{at}/likeness"),
        back: at,
        from: fields.required("from", &shown.from.to_string()),
        seen: kit::seen(&Telling::of(module)),
        about: (text(cx, "likeness_compared"), text(cx, "likeness_sets_about")),
        headings,
        problems: said.collect(),
        rows,
        extras: back_to_shipped(cx, module).into_iter().collect(),
    };
    let status = Again::status(again);
    house::answer(visitor, (status, &title), |reader| likeness(reader, &page)).await
}

fn has(set: Option<&Vec<String>>, name: &str) -> bool {
    set.is_some_and(|set| set.iter().any(|one| one == name))
}

fn weights(cx: &Cx, now: u32) -> Vec<view::Choice> {
    let choice = |weight: u32, key: &str| view::Choice {
        value: weight.to_string(),
        label: text(cx, key),
        is_on: weight == now,
    };
    let mut all = vec![choice(0, "weight_none")];
    let words = ["weight_little", "weight_some", "weight_much"];
    all.extend(WEIGHTS.into_iter().zip(words).map(|(weight, key)| choice(weight, key)));
    if all.iter().all(|one| !one.is_on) {
        let (value, label) = (now.to_string(), now.to_string());
        all.push(view::Choice { value, label, is_on: true });
    }
    all
}

/// Back to what came along, where it is not so.
fn back_to_shipped(cx: &Cx, module: &Module) -> Option<view::Extra> {
    let shipped = studio::shipped_telling(cx, &module.code).ok()?;
    (shipped != Telling::of(module)).then(|| view::Extra {
        title: text(cx, "likeness_shipped"),
        about: text(cx, "likeness_shipped_about"),
        action: format!("{}/likeness/shipped", kit::at(module)),
        controls: Vec::new(),
        verb: text(cx, "likeness_shipped_verb"),
        is_danger: false,
    })
}

/// What was sent; a weight of nothing is a field that is not compared.
fn read(form: &Form) -> Result<Telling> {
    let from = form.get("from").and_then(|text| text.trim().parse().ok());
    let weight = |text: &str| {
        let (name, weight) = text.split_once(':')?;
        Some((name.to_owned(), weight.parse().ok()?))
    };
    let weights: BTreeMap<String, u32> = form.all("weight").filter_map(weight).collect();
    let mut sets: Vec<Vec<String>> = vec![Vec::new(); SETS];
    for (at, name) in form.all("set").filter_map(|text| text.split_once(':')) {
        if let Some(set) = at.parse().ok().and_then(|at: usize| sets.get_mut(at)) {
            set.push(name.to_owned());
        }
    }
    let weights = weights.into_iter().filter(|(_, weight)| 0 < *weight).collect();
    let from =
        from.ok_or_else(|| Error::Invalid(vec![FieldProblem::new("from", "wrong_percent")]))?;
    Ok(Telling { from, weights, sets })
}

/// `POST /settings/modules/{code}/likeness`: posts `from`, `weight` as `FIELD:WEIGHT` and `set` as
/// `NUMBER:FIELD`.
pub async fn save(
    State(_): State<WebState>,
    Path(code): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let known = cx.module(&code).for_(&visitor)?;
    let seen = kit::demand_seen(&form, &Telling::of(&known));
    let (wanted, said) = match (read(&form), seen) {
        (Ok(wanted), Ok(())) => {
            let saved = studio::tell_by(cx, &code, &wanted).await;
            (Some(wanted), saved)
        }
        (Ok(wanted), Err(error)) => (Some(wanted), Err(error)),
        (Err(error), _) => (None, Err(error)),
    };
    match said {
        Ok(()) => Ok(kit::done(&format!("{}/{code}", kit::MODULES))),
        Err(error) => {
            cx.actor.rights.demand_administrator().for_(&visitor)?;
            let module = cx.module(&code).for_(&visitor)?;
            let shown = wanted.unwrap_or_else(|| Telling::of(&module));
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, (&module, &shown), Some(&again)).await
        }
    }
}

/// `POST /settings/modules/{code}/likeness/shipped`
pub async fn shipped(
    State(_): State<WebState>,
    Path(code): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let telling = studio::shipped_telling(cx, &code).for_(&visitor)?;
    studio::tell_by(cx, &code, &telling).await.for_(&visitor)?;
    Ok(kit::done(&format!("{}/{code}/likeness", kit::MODULES)))
}
