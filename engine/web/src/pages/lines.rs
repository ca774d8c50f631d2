//! Lines of a form: something is done to them, and what follows is told, without saving.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use catalog::{Field, FieldType, Module, Shape};
use kernel::{Error, FieldProblem, Result};
use maud::{Markup, html};
use present::edit::{Material, page as model, read};
use present::names;
use records::{Cx, Preview, Record};
use ui::fields::{Form, figures, rearranged};
use ui::views::edit as view;

use super::address;
use super::again::Again;
use super::edit;
use super::pasting::{self, Act, Place};
use visit::answer::{Answer, For, part};
use visit::body::Posted;
use visit::open::reader;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `POST /{modules}/lines?field=NAME&of=ID`: what `NAME.act` says is done to the lines of the form;
/// with `figures=1` only what follows is told.
pub async fn change(
    State(_): State<WebState>,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let asked = query(raw.as_deref());
    let name = asked.get("field").unwrap_or_default();
    let (field, shape) = lines_of(&module, name).for_(&visitor)?;
    let record = edit::of(cx, &module, &asked).await.for_(&visitor)?;
    let typed = form.get(&format!("{name}.act"));
    let act = asked.get("act").or(typed).unwrap_or_default().to_owned();
    let place = Place { module: &module, record: record.as_ref(), field, shape };
    let (form, panel) = match Act::from_word(&act) {
        Some(act) => pasting::paste(&visitor, place, form, act).await?,
        None => (rearranged(form, (field, shape), &act), None),
    };
    let panel = match panel {
        None => pasting::told(&visitor, place, &form).await?,
        panel => panel,
    };
    let panel = panel.map(|panel| (name.to_owned(), panel));
    if !visitor.is_partial {
        let again = Again::typed(form, panel);
        return edit::unsaved(&visitor, place.module, place.record, again).await;
    }
    let asked = Asked { name, is_told: asked.get("figures") == Some("1") };
    answered(&visitor, place, form, (asked, panel)).await
}

/// What of a form is answered.
struct Asked<'a> {
    /// The field that holds the lines.
    name: &'a str,
    /// Whether only what follows is told.
    is_told: bool,
}

/// The lines of a form with what follows from them.
async fn answered(
    visitor: &Visitor,
    Place { module, record, field, shape }: Place<'_>,
    form: Form,
    (asked, panel): (Asked<'_>, Option<(String, Markup)>),
) -> Answer {
    let (cx, Asked { name, is_told }) = (visitor.cx(), asked);
    let Standing { values, problems } = standing(cx, module, record, &form).await.for_(visitor)?;
    let known = names::for_form(cx, values.clone()).await.for_(visitor)?;
    let reader = reader(visitor, &known);
    let at = module.position(name).unwrap_or_default();
    let told = is_told.then(|| figures(reader, (field, shape), (&form, &values[at])));
    let page = model(
        cx,
        Material {
            entered: Some(form),
            problems,
            lines_panel: panel,
            ..Material::of(module, record, &values)
        },
    );
    Ok(part(
        StatusCode::OK,
        html! {
            @match told {
                Some(told) => (told),
                None => (view::lines(reader, &page, name)),
            }
            hx-partial hx-target="#part-edit-aside" hx-swap="outerHTML" {
                (view::aside(reader, &page))
            }
        },
    ))
}

fn lines_of<'m>(module: &'m Module, name: &str) -> Result<(&'m Field, &'m Shape)> {
    let field = module.field(name).filter(|field| field.is_editable()).ok_or(Error::NotFound)?;
    match &field.kind {
        FieldType::Lines { shape } => Ok((field, shape)),
        _ => Err(Error::NotFound),
    }
}

/// What a form holds, with what follows from it.
pub struct Standing {
    /// Values in the order of the fields.
    pub values: Vec<kernel::Value>,
    /// What cannot be read or does not fit.
    pub problems: Vec<FieldProblem>,
}

/// What a form would hold if it were saved.
///
/// # Errors
/// As `records::derived`.
pub async fn standing(
    cx: &Cx,
    module: &Arc<Module>,
    record: Option<&Record>,
    form: &Form,
) -> Result<Standing> {
    let stands = record.map(|record| record.values.clone()).unwrap_or_default();
    let known = names::for_form(cx, stands).await?;
    let (input, mut problems) = read(cx, module, &known, form);
    let id = record.map(|record| record.id);
    let Preview { values, problems: more } = records::derived(cx, module, id, input).await?;
    problems.extend(more);
    Ok(Standing { values, problems })
}
