//! What there is, as the caller may see it.

use access::{FieldRight, Right};
use axum::Json as Body;
use axum::response::IntoResponse;
use catalog::{Field, FieldType, Module};
use kernel::Error;
use records::Cx;
use serde_json::{Value as Json, json};

use crate::caller::Caller;
use crate::list::module_of;
use crate::openapi;
use crate::params::{NoParams, Place};
use crate::problem::Answer;

/// Modules the caller may see.
pub fn visible(cx: &Cx) -> impl Iterator<Item = &std::sync::Arc<Module>> {
    cx.catalog.modules().iter().filter(|module| cx.actor.rights.may(&module.code, Right::See))
}

/// Fields of a module the caller may see.
pub fn fields<'a>(cx: &'a Cx, module: &'a Module) -> impl Iterator<Item = &'a Field> {
    let right = |field: &Field| cx.actor.rights.field(&module.code, &field.name);
    module.fields.iter().filter(move |field| right(field) != FieldRight::Hidden)
}

fn label<'a>(cx: &'a Cx, key: &'a str) -> &'a str {
    cx.text(key)
}

fn describe_field(cx: &Cx, module: &Module, field: &Field) -> Json {
    let mut said = json!({
        "name": field.name,
        "label": label(cx, &module.key("field", &field.name)),
        "type": field.kind.word(),
        "required": field.required,
        "unique": field.unique,
        "several": field.several,
        "searchable": field.search,
        "sortable": field.sort,
        "editable": field.is_editable()
            && cx.actor.rights.field(&module.code, &field.name) == FieldRight::Write,
        "custom": field.custom,
    });
    if let Some(list) = field.kind.list() {
        let values = cx.catalog.picklist(list).map(|list| list.values.clone()).unwrap_or_default();
        said["values"] = values
            .iter()
            .filter(|value| value.is_offered())
            .map(|value| {
                let key = format!("picklist.{list}.{}", value.code);
                json!({"code": value.code, "label": label(cx, &key)})
            })
            .collect();
    }
    if let FieldType::Link { to, .. } = &field.kind {
        let plurals = to.iter().filter_map(|code| cx.catalog.module(code));
        said["to"] = plurals.map(|module| json!(module.plural)).collect();
    }
    if !field.labels.is_empty() {
        said["labels"] = json!(field.labels);
    }
    said
}

fn describe(cx: &Cx, module: &Module) -> Json {
    let rights: Vec<&str> = Right::ALL
        .into_iter()
        .filter(|right| cx.actor.rights.may(&module.code, *right))
        .map(Right::word)
        .collect();
    json!({
        "name": module.plural,
        "label": label(cx, &format!("{}.name.other", module.code)),
        "label_one": label(cx, &format!("{}.name.one", module.code)),
        "area": module.area,
        "rights": rights,
        "fields": fields(cx, module)
            .map(|field| describe_field(cx, module, field))
            .collect::<Json>(),
        "actions": actions(cx, module),
        "related": module.related.iter().map(|list| json!(list.name)).collect::<Json>(),
    })
}

fn actions(cx: &Cx, module: &Module) -> Json {
    let open = |name: &str| cx.actor.rights.may_act(&module.code, name);
    let open = module.actions.iter().filter(|action| open(&action.name));
    open.map(|action| json!(action.name)).collect()
}

/// `GET /api/v1/modules`
pub async fn modules(Caller(cx): Caller, _: NoParams) -> Answer {
    let data: Json = visible(&cx).map(|module| describe(&cx, module)).collect();
    Ok(Body(json!({"data": data})).into_response())
}

/// `GET /api/v1/modules/{name}`
pub async fn module(Caller(cx): Caller, _: NoParams, Place(plural): Place<String>) -> Answer {
    let module = module_of(&cx, &plural)?;
    if !cx.actor.rights.may(&module.code, Right::See) {
        return Err(Error::NotFound.into());
    }
    Ok(Body(describe(&cx, &module)).into_response())
}

/// `GET /api/v1/openapi.json`
pub async fn document(Caller(cx): Caller, _: NoParams) -> Answer {
    Ok(Body(openapi::document(&cx)).into_response())
}
