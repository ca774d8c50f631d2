//! A value of a pick list that gives way to another one, in all records that hold it.

use axum::extract::{Path, State};
use bulk::Selection;
use catalog::FieldType;
use kernel::{Error, FieldProblem, Result};
use panel as view;
use records::{Act, Cx};

use super::kit::{self, fill, text};
use super::list;
use crate::kit::{Again, Fields};
use visit::answer::{Answer, Flash, redirect};
use visit::body::Posted;
use visit::state::WebState;

/// What asks for it, with the value that is to go where that is known; nothing where there are no
/// two values, or where they are stages.
pub fn extra(cx: &Cx, list: &str, (again, going): (Option<&Again>, &str)) -> Option<view::Extra> {
    let known = cx.catalog.picklist(list)?;
    if known.values.len() < 2 || holding(cx, list).is_empty() {
        return None;
    }
    let fields = Fields::under(cx, again, "ui.studio");
    let choose = (String::new(), cx.text("ui.field.choose").to_owned());
    let label = |value: &catalog::PicklistValue| {
        let label = cx.text(&format!("picklist.{list}.{}", value.code)).to_owned();
        match value.retired {
            true => (value.code.clone(), fill(cx, "retired_value", &[("value", &label)])),
            false => (value.code.clone(), label),
        }
    };
    let from = std::iter::once(choose.clone()).chain(known.values.iter().map(label));
    let offered = known.values.iter().filter(|value| !value.retired);
    let to = std::iter::once(choose).chain(offered.map(label));
    Some(view::Extra {
        title: text(cx, "exchange"),
        about: text(cx, "exchange_about"),
        action: format!("{}/{list}/exchange", kit::LISTS),
        controls: vec![fields.select("value_from", going, from), fields.select("value_to", "", to)],
        verb: text(cx, "exchange_verb"),
        is_danger: false,
    })
}

/// Fields that people fill from a list: codes of their modules, their names, and the operator by
/// which records are found that hold a code.
fn holding(cx: &Cx, list: &str) -> Vec<(String, String, &'static str)> {
    let filled = |(code, name): (String, String)| {
        let field = cx.catalog.module(&code)?.field(&name)?;
        let operator = match field.kind {
            FieldType::Picklist { .. } => "=",
            FieldType::MultiPicklist { .. } => "has",
            _ => return None,
        };
        let is_there = field.is_editable() && !cx.catalog.is_off(&code);
        is_there.then_some((code, name, operator))
    };
    studio::used_by(cx, list).into_iter().filter_map(filled).collect()
}

/// The first of some values of a list that a record within reach still holds.
///
/// # Errors
/// When the database fails.
pub async fn first_held(cx: &Cx, list: &str, values: &[String]) -> Result<Option<String>> {
    for value in values {
        for (module, field, operator) in holding(cx, list) {
            if !cx.actor.rights.may(&module, access::Right::See) {
                continue;
            }
            let filter = format!("{field} {operator} \"{value}\"");
            let question = records::ListQuery { filter, ..Default::default() };
            if records::count(cx, &module, &question, 1).await?.n > 0 {
                return Ok(Some(value.clone()));
            }
        }
    }
    Ok(None)
}

/// `POST /settings/picklists/{list}/exchange`: posts `value_from` and `value_to`.
pub async fn exchange(
    State(_): State<WebState>,
    Path(name): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let word = |name: &str| form.get(name).unwrap_or_default().to_owned();
    match begin(visitor.cx(), &name, (word("value_from"), word("value_to"))).await {
        Ok(true) => Ok(redirect("/settings/jobs", Some(&Flash::done("exchanging")))),
        Ok(false) => {
            let at = format!("{}/{name}", kit::LISTS);
            Ok(redirect(&at, Some(&Flash::done("nothing_to_exchange"))))
        }
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            list::show_beside(&visitor, &name, again).await
        }
    }
}

/// Begins it in every field that chooses from the list; tells whether there was any record.
async fn begin(cx: &Cx, list: &str, (from, to): (String, String)) -> Result<bool> {
    cx.actor.rights.demand_administrator()?;
    let known = cx.catalog.picklist(list).ok_or(Error::NotFound)?;
    let mut problems = Vec::new();
    if known.value(&from).is_none() {
        problems.push(FieldProblem::new("value_from", "required"));
    }
    if known.value(&to).is_none_or(|value| value.retired) {
        problems.push(FieldProblem::new("value_to", "required"));
    } else if from == to {
        problems.push(FieldProblem::new("value_to", "same_value"));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let mut has_begun = false;
    for (module, field, operator) in holding(cx, list) {
        let filter = format!("{field} {operator} \"{from}\"");
        let all = Selection::Question { filter, text: String::new() };
        let act = Act::Exchange { field, from: from.clone(), to: to.clone() };
        match bulk::start(cx, &module, act, all).await {
            Ok(_) => has_begun = true,
            Err(Error::Invalid(problems)) if problems[0].code == "nothing_selected" => {}
            Err(error) => return Err(error),
        }
    }
    Ok(has_begun)
}
