//! What a form shows and needs by what stands in it.

use std::sync::Arc;

use access::Right;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use catalog::Module;
use kernel::{Result, Value};
use records::follow::Shown;
use records::{Cx, Record};
use ui::Names;
use ui::fields::Form;
use ui::views::edit as view;

use super::address;
use present::edit::{conditions, read};
use visit::answer::{Answer, For, part};
use visit::body::Posted;
use visit::query::query;
use visit::state::WebState;

/// What a form shows and needs, by what was typed where it comes back.
///
/// # Errors
/// When the database fails.
pub async fn shown(
    cx: &Cx,
    module: &Arc<Module>,
    (record, stored, entered): (Option<&Record>, &[Value], Option<&Form>),
) -> Result<Shown> {
    let values = match entered {
        Some(entered) => standing(cx, module, stored, entered),
        None => stored.to_vec(),
    };
    let id = record.map(|record| record.id);
    records::follow::conditions_for(cx, module, (id, &values)).await
}

/// Values as they stand in a form over those that are stored; what cannot be read is nothing.
fn standing(cx: &Cx, module: &Arc<Module>, stored: &[Value], entered: &Form) -> Vec<Value> {
    let (input, problems) = read(cx, module, &Names::default(), entered);
    let mut values = stored.to_vec();
    for (name, value) in input.values {
        module.position(&name).into_iter().for_each(|at| values[at] = value.clone());
    }
    for problem in problems {
        module.position(&problem.field).into_iter().for_each(|at| values[at] = Value::Empty);
    }
    values
}

/// `POST /{modules}/conditions?of=ID`: asked while somebody fills a form.
pub async fn asked(
    State(_): State<WebState>,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let record = match query(raw.as_deref()).get("of") {
        None => None,
        Some(id) => {
            cx.actor.rights.demand(&module.code, Right::Edit).for_(&visitor)?;
            let id = address::id(id).for_(&visitor)?;
            Some(records::get(cx, &module.code, id).await.for_(&visitor)?)
        }
    };
    let stored = match &record {
        Some(record) => record.values.clone(),
        None => {
            let draft = records::draft(cx, &module.code, &records::Input::default());
            draft.for_(&visitor)?.values
        }
    };
    let asked = (record.as_ref(), stored.as_slice(), Some(&form));
    let shown = shown(cx, &module, asked).await.for_(&visitor)?;
    let states = conditions(cx, &module, (record.as_ref(), shown));
    Ok(part(StatusCode::OK, view::states(&states)))
}
