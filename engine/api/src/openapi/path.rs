//! Addresses with what may be asked there and what is answered.

use catalog::{Field, Module};
use records::Cx;
use serde_json::{Value as Json, json};

use super::document::schema_name;
use super::hanging;
use super::schema::{answers_to, list_of, object, reference, uuid};
use crate::meta::fields;

/// The addresses of one module.
pub fn of_module(cx: &Cx, module: &Module) -> Vec<(String, Json)> {
    let name = schema_name(module);
    let base = format!("/api/v1/{}", module.plural);
    let mut paths = vec![
        (base.clone(), many(cx, module, &name)),
        (format!("{base}/batch"), batch(module, &name)),
        (format!("{base}/{{id}}"), one(module, &name)),
        (format!("{base}/{{id}}/history"), history(module)),
        (format!("{base}/{{id}}/merge"), merge(cx, module, &name)),
    ];
    let acts = module.actions.iter().map(|action| (action.name.as_str(), action.asks.as_slice()));
    for (action, asks) in acts.chain(std::iter::once(("restore", [].as_slice()))) {
        let mut path = json!({
            "parameters": [id()],
            "post": {"operationId": operation(action, module), "parameters": [if_match(), key()],
                "responses": changed("200", tagged(reference(&name)))},
        });
        if !asks.is_empty() {
            path["post"]["requestBody"] = body(answers_to(cx, asks));
        }
        paths.push((format!("{base}/{{id}}/actions/{action}"), path));
    }
    for related in &module.related {
        let Ok(other) = cx.module(&related.module) else { continue };
        let path = json!({
            "parameters": [id()],
            "get": {"operationId": operation(&format!("related_{}", related.name), module),
                "parameters": list_parameters(cx, &other),
                "responses": answers("200", answer(reference(&page(&schema_name(&other)))))},
        });
        paths.push((format!("{base}/{{id}}/related/{}", related.name), path));
    }
    for (name, media_type) in records::outputs(cx, &module.code) {
        let bytes = json!({media_type: {"schema": {"type": "string", "format": "binary"}}});
        let mut responses = answers("200", json!({"description": "the file", "content": bytes}));
        responses["409"] = problem();
        responses["422"] = problem();
        let of = name.replace('.', "_");
        let path = json!({
            "parameters": [id()],
            "get": {"operationId": operation(&of, module), "responses": responses,
                "parameters": forms_of(cx, module, name)},
        });
        paths.push((format!("{base}/{{id}}/{name}"), path));
    }
    if !records::taken_endings(cx, &module.code).is_empty() {
        paths.push((format!("{base}/from_file"), from_file(module, &name)));
        paths.push((format!("{base}/from_mail"), from_mail(module)));
    }
    paths.extend(hanging::of_module(module));
    paths
}

/// The forms in which a file can be asked for, one of them at a time.
fn forms_of(cx: &Cx, module: &Module, output: &str) -> Vec<Json> {
    let mut choices: Vec<(&str, Vec<&str>)> = Vec::new();
    for form in records::files::forms(cx, &module.code).iter().filter(|form| form.output == output)
    {
        match choices.iter_mut().find(|(known, _)| *known == form.parameter) {
            Some((_, values)) => values.push(form.value),
            None => choices.push((form.parameter, vec![form.value])),
        }
    }
    let choice = |(name, values): &(&str, Vec<&str>)| {
        parameter("query", name, json!({"type": "string", "enum": values}))
    };
    choices.iter().map(choice).collect()
}

/// The addresses that belong to no module.
pub fn fixed() -> Vec<(String, Json)> {
    let get = |id: &str, parameters: Json, shape: Json| {
        json!({"get": {"operationId": id, "parameters": parameters,
            "responses": answers("200", answer(shape))}})
    };
    let name = parameter("path", "name", json!({"type": "string"}));
    let q = parameter("query", "q", json!({"type": "string"}));
    let mut changes = get("changes", changes_parameters(), reference("Changes"));
    changes["get"]["responses"]["410"] = problem();
    let modules = object(&["data"], json!({"data": list_of(reference("Module"))}));
    vec![
        ("/api/v1/modules".into(), get("modules", json!([]), modules)),
        ("/api/v1/modules/{name}".into(), get("module", json!([name]), reference("Module"))),
        ("/api/v1/search".into(), get("search", json!([q]), reference("Found"))),
        ("/api/v1/changes".into(), changes),
        ("/api/v1/openapi.json".into(), get("openapi", json!([]), json!({"type": "object"}))),
    ]
}

fn changes_parameters() -> Json {
    let since = json!({"type": "string", "pattern": "^[0-9a-f]{1,64}-[0-9]{1,18}-[0-9]{1,18}$",
        "description": "where to go on: next_cursor of the answer before"});
    let limit = json!({"type": "integer", "minimum": 1, "maximum": 1000});
    json!([parameter("query", "since", since), parameter("query", "limit", limit)])
}

fn page(name: &str) -> String {
    format!("{name}Page")
}

/// The name of what is done at an address.
pub fn operation(what: &str, module: &Module) -> String {
    format!("{what}_{}", module.plural)
}

/// An answer of some shape.
pub fn answer(shape: Json) -> Json {
    json!({"description": "done", "content": {"application/json": {"schema": shape}}})
}

/// An answer whose version comes along for the next change.
fn tagged(shape: Json) -> Json {
    let mut tagged = answer(shape);
    let tag = json!({"type": "string", "pattern": "^\"[0-9]+\"$"});
    tagged["headers"] = json!({"ETag": {"required": true, "schema": tag}});
    tagged
}

/// Statuses of problems that any address may answer with.
const OF_ALL: [&str; 7] = ["400", "401", "403", "404", "422", "429", "503"];
/// Those of an address that changes something.
const OF_CHANGES: [&str; 4] = ["409", "412", "413", "415"];

/// All answers of an address that only tells: the good one, and problems.
pub fn answers(ok: &str, good: Json) -> Json {
    let problems = OF_ALL.iter().map(|status| ((*status).to_owned(), problem()));
    Json::Object(problems.chain([(ok.to_owned(), good)]).collect())
}

/// All answers of an address that changes something.
pub fn changed(ok: &str, good: Json) -> Json {
    let mut all = answers(ok, good);
    for status in OF_CHANGES {
        all[status] = problem();
    }
    all
}

/// An answer that is a problem.
pub fn problem() -> Json {
    json!({
        "description": "problem",
        "content": {"application/problem+json": {"schema": reference("Problem")}},
    })
}

/// A parameter.
pub fn parameter(place: &str, name: &str, schema: Json) -> Json {
    json!({"in": place, "name": name, "required": place == "path", "schema": schema})
}

/// The record of an address.
pub fn id() -> Json {
    parameter("path", "id", uuid())
}

fn if_match() -> Json {
    let text = json!({"type": "string", "pattern": "^(\\*|\"[0-9]{1,18}\")$"});
    parameter("header", "If-Match", text)
}

/// The key under which a request happens once.
pub fn key() -> Json {
    let text = json!({"type": "string", "pattern": "^[!-~]{1,200}$"});
    parameter("header", "Idempotency-Key", text)
}

/// A body of some shape.
pub fn body(schema: Json) -> Json {
    json!({"required": true, "content": {"application/json": {"schema": schema}}})
}

fn list_parameters(cx: &Cx, module: &Module) -> Vec<Json> {
    let text = || json!({"type": "string"});
    let names = |wanted: fn(&Field) -> bool| {
        let own = fields(cx, module).filter(move |field| wanted(field));
        own.map(|field| field.name.clone()).collect::<Vec<_>>().join("|")
    };
    let listed = names(|field| field.system.is_none());
    let sorted = names(|field| field.sort);
    let sorted = ["title", &sorted].join("|");
    let sorted = format!("-?({})", sorted.trim_end_matches('|'));
    let further = records::SORTS - 1;
    let pattern = |pattern: String| json!({"type": "string", "pattern": pattern});
    vec![
        parameter("query", "filter", text()),
        parameter("query", "q", text()),
        parameter("query", "sort", pattern(format!("^({sorted}(,{sorted}){{0,{further}}})?$"))),
        parameter("query", "fields", pattern(format!("^(({listed})(,({listed}))*)?$"))),
        parameter("query", "limit", json!({"type": "integer", "minimum": 1, "maximum": 500})),
        parameter("query", "cursor", text()),
        parameter("query", "count", json!({"type": "boolean"})),
    ]
}

fn created(name: &str) -> Json {
    let mut created = tagged(reference(name));
    created["headers"]["Location"] =
        json!({"required": true, "schema": {"type": "string", "format": "uri-reference"}});
    changed("201", created)
}

fn from_file(module: &Module, name: &str) -> Json {
    json!({
        "post": {"operationId": operation("from_file", module),
            "parameters": [hanging::file_name(), key()],
            "requestBody": hanging::one_file(), "responses": created(name)},
    })
}

fn from_mail(module: &Module) -> Json {
    let file = json!({"type": "object", "required": ["file", "status"],
        "additionalProperties": false, "properties": {
            "file": {"type": "string"}, "status": {"type": "integer"}, "id": uuid(),
            "problem": {"type": "object"}}});
    let told = json!({"type": "object", "required": ["files"], "additionalProperties": false,
        "properties": {"files": {"type": "array", "items": file}}});
    let mail = json!({"type": "string", "format": "binary",
        "description": "the e-mail as it came, with its headers (RFC 5322)"});
    json!({
        "post": {"operationId": operation("from_mail", module), "parameters": [key()],
            "requestBody": {"required": true, "content": {"message/rfc822": {"schema": mail}}},
            "responses": changed("200", answer(told))},
    })
}

fn many(cx: &Cx, module: &Module, name: &str) -> Json {
    let mut listed = list_parameters(cx, module);
    listed.push(parameter("query", "trashed", json!({"type": "boolean"})));
    json!({
        "get": {"operationId": operation("list", module), "parameters": listed,
            "responses": answers("200", answer(reference(&page(name))))},
        "post": {"operationId": operation("create", module), "parameters": [key()],
            "requestBody": body(reference(&format!("{name}New"))),
            "responses": created(name)},
    })
}

fn one(module: &Module, name: &str) -> Json {
    json!({
        "parameters": [id()],
        "get": {"operationId": operation("get", module),
            "responses": answers("200", tagged(reference(name)))},
        "patch": {"operationId": operation("update", module), "parameters": [if_match()],
            "requestBody": body(reference(&format!("{name}Change"))),
            "responses": changed("200", tagged(reference(name)))},
        "delete": {"operationId": operation("trash", module), "parameters": [if_match()],
            "responses": changed("204", json!({"description": "in the bin"}))},
    })
}

fn batch(module: &Module, name: &str) -> Json {
    json!({
        "post": {"operationId": operation("batch", module), "parameters": [key()],
            "requestBody": body(reference(&format!("{name}Rows"))),
            "responses": changed("200", answer(reference(&format!("{name}Answers"))))},
    })
}

fn merge(cx: &Cx, module: &Module, name: &str) -> Json {
    let own = fields(cx, module).filter(|field| field.system.is_none());
    let id_or_all = json!({"anyOf": [uuid(), {"type": "string", "enum": ["all"]}]});
    let from = own.map(|field| (field.name.clone(), id_or_all.clone())).collect();
    let from = json!({"type": "object", "additionalProperties": false,
        "properties": Json::Object(from),
        "description": "where a field has its value from; by itself nothing is lost"});
    let records = json!({"type": "array", "items": uuid(), "minItems": 1, "maxItems": 4,
        "description": "the records that go into this one"});
    let asked = json!({"type": "object", "additionalProperties": false, "required": ["records"],
        "properties": {"records": records, "from": from}});
    let told = json!({"run": uuid(), "is_ended": {"type": "boolean"}, "record": reference(name)});
    json!({
        "parameters": [id()],
        "post": {"operationId": operation("merge", module), "parameters": [if_match(), key()],
            "requestBody": body(asked),
            "responses": changed("200", tagged(object(&["run", "is_ended", "record"], told)))},
    })
}

fn history(module: &Module) -> Json {
    let before = json!({"type": "integer", "minimum": 0, "maximum": i64::MAX});
    json!({
        "parameters": [id()],
        "get": {"operationId": operation("history", module),
            "parameters": [parameter("query", "before", before)],
            "responses": answers("200", answer(reference("History")))},
    })
}
