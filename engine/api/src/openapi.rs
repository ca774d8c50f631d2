//! The description of the interface (OpenAPI 3.1), written from the catalog for one caller.

use catalog::{Field, FieldType, Module};
use records::Cx;
use serde_json::{Map, Value as Json, json};

use crate::meta::{fields, visible};

/// The whole document.
pub fn document(cx: &Cx) -> Json {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    schemas.insert("Problem".into(), problem());
    for module in visible(cx) {
        let name = schema_name(module);
        schemas.insert(format!("{name}Fields"), fields_schema(cx, module));
        schemas.insert(name.clone(), record_schema(&name));
        paths.extend(module_paths(module, &name));
    }
    paths.extend(fixed_paths());
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Kontor", "version": "1"},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn schema_name(module: &Module) -> String {
    let words = module.code.split('_').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().collect::<String>() + letters.as_str()
        })
    });
    words.collect()
}

fn problem() -> Json {
    json!({
        "type": "object",
        "required": ["title", "status", "code", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string"},
            "detail": {"type": "string"},
            "reference": {"type": "string"},
            "errors": {"type": "array", "items": {
                "type": "object",
                "required": ["field", "code", "params", "message"],
                "properties": {
                    "field": {"type": "string"},
                    "code": {"type": "string"},
                    "params": {"type": "object", "additionalProperties": {"type": "string"}},
                    "message": {"type": "string"},
                },
            }},
        },
    })
}

fn record_schema(name: &str) -> Json {
    json!({
        "type": "object",
        "required": ["id", "title", "fields", "version", "created_at", "modified_at"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "number": {"type": ["string", "null"]},
            "title": {"type": "string"},
            "fields": {"$ref": format!("#/components/schemas/{name}Fields")},
            "version": {"type": "integer"},
            "created_at": {"type": "string", "format": "date-time"},
            "modified_at": {"type": "string", "format": "date-time"},
            "trashed_at": {"type": ["string", "null"], "format": "date-time"},
        },
    })
}

fn fields_schema(cx: &Cx, module: &Module) -> Json {
    let own = fields(cx, module).filter(|field| field.system.is_none());
    let properties: Map<String, Json> =
        own.map(|field| (field.name.clone(), field_schema(cx, field))).collect();
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

fn field_schema(cx: &Cx, field: &Field) -> Json {
    let one = single_schema(cx, field);
    let mut schema = match field.several {
        false => json!({"anyOf": [one, {"type": "null"}]}),
        true => {
            let entry = json!({
                "type": "object",
                "required": ["value"],
                "properties": {"label": {"enum": field.labels}, "value": one},
            });
            json!({"anyOf": [{"type": "array", "items": entry}, {"type": "null"}]})
        }
    };
    if !field.is_editable() {
        schema["readOnly"] = json!(true);
    }
    schema
}

fn codes(cx: &Cx, list: &str) -> Json {
    let values = cx.catalog.picklist(list).map(|list| list.values.clone()).unwrap_or_default();
    values.iter().map(|value| json!(value.code)).collect()
}

fn decimal() -> Json {
    json!({"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"})
}

fn single_schema(cx: &Cx, field: &Field) -> Json {
    let text = |pattern: &str| json!({"type": "string", "pattern": pattern});
    match &field.kind {
        FieldType::Text
        | FieldType::LongText
        | FieldType::Number
        | FieldType::Phone
        | FieldType::Url => json!({"type": "string", "maxLength": field.max_length}),
        FieldType::Email => json!({"type": "string", "format": "email", "maxLength": 254}),
        FieldType::Decimal { .. } | FieldType::Percent => decimal(),
        FieldType::Money => {
            object(&["amount"], json!({"amount": decimal(), "currency": text("^[A-Z]{3}$")}))
        }
        FieldType::Date => json!({"type": "string", "format": "date"}),
        FieldType::DateTime => json!({"type": "string", "format": "date-time"}),
        FieldType::Time => text("^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$"),
        FieldType::Duration => json!({"type": "integer", "description": "seconds"}),
        FieldType::Bool => json!({"type": "boolean"}),
        FieldType::Picklist { list } | FieldType::Stage { list } => {
            json!({"type": "string", "enum": codes(cx, list)})
        }
        FieldType::MultiPicklist { list } => {
            json!({"type": "array", "items": {"type": "string", "enum": codes(cx, list)}})
        }
        FieldType::Address => address(),
        FieldType::Link { .. } => object(
            &["id"],
            json!({"module": {"type": ["string", "null"]}, "id": uuid(), "title": name()}),
        ),
        FieldType::User => object(&["id"], json!({"id": uuid(), "name": name()})),
        FieldType::File | FieldType::Image => object(
            &["id", "name", "size", "media_type"],
            json!({
                "id": uuid(),
                "name": {"type": "string"},
                "size": {"type": "integer"},
                "media_type": {"type": "string"},
            }),
        ),
    }
}

fn object(required: &[&str], properties: Json) -> Json {
    json!({"type": "object", "required": required, "properties": properties})
}

fn uuid() -> Json {
    json!({"type": "string", "format": "uuid"})
}

fn name() -> Json {
    json!({"type": ["string", "null"], "readOnly": true})
}

fn address() -> Json {
    let parts: Map<String, Json> = kernel::Address::PARTS
        .iter()
        .map(|part| ((*part).to_owned(), json!({"type": "string", "maxLength": 255})))
        .collect();
    json!({"type": "object", "additionalProperties": false, "properties": parts})
}

fn answers(ok: &str, schema: Json) -> Json {
    let error = json!({
        "description": "problem",
        "content": {"application/problem+json": {
            "schema": {"$ref": "#/components/schemas/Problem"},
        }},
    });
    let mut answers = Map::new();
    let good = match schema {
        Json::Null => json!({"description": "done"}),
        schema => json!({
            "description": "done",
            "content": {"application/json": {"schema": schema}},
        }),
    };
    answers.insert(ok.into(), good);
    answers.insert("default".into(), error);
    Json::Object(answers)
}

fn parameter(place: &str, name: &str, schema: Json) -> Json {
    json!({"in": place, "name": name, "required": place == "path", "schema": schema})
}

fn body(schema: Json) -> Json {
    json!({"required": true, "content": {"application/json": {"schema": schema}}})
}

fn list_parameters() -> Json {
    let text = || json!({"type": "string"});
    json!([
        parameter("query", "filter", text()),
        parameter("query", "q", text()),
        parameter("query", "sort", text()),
        parameter("query", "fields", text()),
        parameter("query", "limit", json!({"type": "integer", "minimum": 1, "maximum": 500})),
        parameter("query", "cursor", text()),
        parameter("query", "count", json!({"type": "boolean"})),
    ])
}

fn page_of(name: &str) -> Json {
    json!({
        "type": "object",
        "required": ["data", "next_cursor"],
        "properties": {
            "data": {"type": "array", "items": {"$ref": format!("#/components/schemas/{name}")}},
            "next_cursor": {"type": ["string", "null"]},
            "count": {"type": "object"},
        },
    })
}

fn module_paths(module: &Module, name: &str) -> Vec<(String, Json)> {
    let base = format!("/api/v1/{}", module.plural);
    let mut paths = vec![
        (base.clone(), many(module, name)),
        (format!("{base}/batch"), batch(module)),
        (format!("{base}/{{id}}"), one(module, name)),
        (format!("{base}/{{id}}/history"), history(module)),
    ];
    let acts = module.actions.iter().map(|action| action.name.as_str());
    for action in acts.chain(std::iter::once("restore")) {
        let path = json!({
            "parameters": [id()],
            "post": {"operationId": operation(action, module), "parameters": [if_match(), key()],
                "responses": answers("200", reference(name))},
        });
        paths.push((format!("{base}/{{id}}/actions/{action}"), path));
    }
    for related in &module.related {
        let name = &related.name;
        let path = json!({
            "parameters": [id()],
            "get": {"operationId": operation(&format!("related_{name}"), module),
                "parameters": list_parameters(),
                "responses": answers("200", json!({"type": "object"}))},
        });
        paths.push((format!("{base}/{{id}}/related/{name}"), path));
    }
    paths
}

fn operation(what: &str, module: &Module) -> String {
    format!("{what}_{}", module.plural)
}

fn reference(name: &str) -> Json {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn id() -> Json {
    parameter("path", "id", uuid())
}

fn if_match() -> Json {
    parameter("header", "If-Match", json!({"type": "string"}))
}

fn key() -> Json {
    parameter("header", "Idempotency-Key", json!({"type": "string"}))
}

fn save(name: &str) -> Json {
    let fields = reference(&format!("{name}Fields"));
    body(json!({"type": "object", "properties": {"fields": fields}}))
}

fn many(module: &Module, name: &str) -> Json {
    let mut listed = list_parameters();
    if let Some(listed) = listed.as_array_mut() {
        listed.push(parameter("query", "trashed", json!({"type": "boolean"})));
    }
    json!({
        "get": {"operationId": operation("list", module), "parameters": listed,
            "responses": answers("200", page_of(name))},
        "post": {"operationId": operation("create", module), "parameters": [key()],
            "requestBody": save(name), "responses": answers("201", reference(name))},
    })
}

fn one(module: &Module, name: &str) -> Json {
    json!({
        "parameters": [id()],
        "get": {"operationId": operation("get", module),
            "responses": answers("200", reference(name))},
        "patch": {"operationId": operation("update", module), "parameters": [if_match()],
            "requestBody": save(name), "responses": answers("200", reference(name))},
        "delete": {"operationId": operation("trash", module), "parameters": [if_match()],
            "responses": answers("204", Json::Null)},
    })
}

fn batch(module: &Module) -> Json {
    let rows = json!({
        "rows": {"type": "array", "maxItems": 1000, "items": {"type": "object"}},
        "atomic": {"type": "boolean"},
    });
    json!({
        "post": {"operationId": operation("batch", module), "parameters": [key()],
            "requestBody": body(object(&["rows"], rows)),
            "responses": answers("200", json!({"type": "object"}))},
    })
}

fn history(module: &Module) -> Json {
    json!({
        "parameters": [id()],
        "get": {"operationId": operation("history", module),
            "parameters": [parameter("query", "before", json!({"type": "integer"}))],
            "responses": answers("200", json!({"type": "object"}))},
    })
}

fn fixed_paths() -> Vec<(String, Json)> {
    let any = || json!({"type": "object"});
    let get = |id: &str, parameters: Json| {
        json!({"get": {"operationId": id, "parameters": parameters,
            "responses": answers("200", any())}})
    };
    let name = parameter("path", "name", json!({"type": "string"}));
    let q = parameter("query", "q", json!({"type": "string"}));
    vec![
        ("/api/v1/modules".into(), get("modules", json!([]))),
        ("/api/v1/modules/{name}".into(), get("module", json!([name]))),
        ("/api/v1/search".into(), get("search", json!([q]))),
        ("/api/v1/openapi.json".into(), get("openapi", json!([]))),
    ]
}
