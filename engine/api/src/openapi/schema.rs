//! Shapes of what is said and answered.

use catalog::{Field, FieldType, Module, Shape};
use records::Cx;
use serde_json::{Map, Value as Json, json};

use crate::meta::fields;

/// A named shape.
pub fn reference(name: &str) -> Json {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// The shapes of one module by their names.
pub fn of_module(cx: &Cx, module: &Module, name: &str) -> Vec<(String, Json)> {
    vec![
        (format!("{name}Fields"), fields_schema(cx, module)),
        (name.into(), record_schema(name)),
        (format!("{name}New"), new_schema(module, name)),
        (format!("{name}Change"), change_schema(name)),
        (format!("{name}Rows"), rows_schema(name)),
        (format!("{name}Answers"), answers_schema(name)),
        (format!("{name}Page"), page_of(name)),
    ]
}

/// The shapes that all modules share.
pub fn shared() -> Vec<(String, Json)> {
    vec![
        ("Problem".into(), problem()),
        ("History".into(), history()),
        ("Module".into(), module_schema()),
        ("Found".into(), found()),
        ("Changes".into(), changes()),
    ]
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
        "required": ["id", "number", "title", "fields", "version", "created_at", "modified_at"],
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

/// What a body says to the questions of an action.
pub fn answers_to(cx: &Cx, asks: &[Field]) -> Json {
    let properties: Map<String, Json> =
        asks.iter().map(|field| (field.name.clone(), field_schema(cx, field))).collect();
    let required: Json = asks.iter().filter(|f| f.required).map(|f| json!(f.name)).collect();
    let fields = json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    });
    json!({"type": "object", "additionalProperties": false, "properties": {"fields": fields}})
}

fn field_schema(cx: &Cx, field: &Field) -> Json {
    let mut one = single_schema(cx, field);
    if field.required && one["type"] == "string" && one.get("enum").is_none() {
        one["minLength"] = json!(1);
    }
    let mut schema = match field.several {
        false if field.required => one,
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
        FieldType::RichText => json!({
            "type": "string",
            "contentMediaType": "text/html",
            "maxLength": field.max_length,
            "description": "HTML, cleaned to p br strong em u s code a h2 h3 ul ol li blockquote \
                pre hr; text without an element becomes paragraphs",
        }),
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
        FieldType::Geo => point(),
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
        FieldType::Lines { shape } => lines(cx, shape),
    }
}

/// Lines in their order; one without an id is new, and computed cells sent along are not taken.
fn lines(cx: &Cx, shape: &Shape) -> Json {
    let cells = shape.fields.iter().map(|field| (field.name.clone(), line_cell(cx, field)));
    let mut properties: Map<String, Json> = cells.collect();
    let kinds: Json = shape.kinds.iter().map(|kind| json!(kind.name)).collect();
    properties.insert("id".into(), uuid());
    properties.insert("kind".into(), json!({"type": "string", "enum": kinds}));
    let line = json!({"type": "object", "additionalProperties": false, "properties": properties});
    json!({"type": "array", "items": line, "maxItems": catalog::MOST_LINES})
}

/// What a kind of line does not need is left out of it.
fn line_cell(cx: &Cx, field: &Field) -> Json {
    let mut schema = json!({"anyOf": [single_schema(cx, field), {"type": "null"}]});
    if field.computed {
        schema["readOnly"] = json!(true);
    }
    schema
}

/// An object with some members.
pub fn object(required: &[&str], properties: Json) -> Json {
    json!({"type": "object", "required": required, "properties": properties})
}

/// An id.
pub fn uuid() -> Json {
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

/// Degrees of WGS 84, exact to six places.
fn point() -> Json {
    let degrees = |most: i32| json!({"type": "number", "minimum": -most, "maximum": most});
    let properties = json!({"lat": degrees(90), "lon": degrees(180)});
    let required = ["lat", "lon"];
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

fn new_schema(module: &Module, name: &str) -> Json {
    let needed = module.fields.iter().filter(|f| f.required && f.is_editable());
    let needed: Json = needed.filter(|f| f.default.is_none()).map(|f| json!(f.name)).collect();
    let fields = reference(&format!("{name}Fields"));
    strict(
        &["fields"],
        json!({
            "id": {"type": "string", "format": "uuid", "description": "made by the caller"},
            "fields": {"allOf": [fields, {"required": needed}]},
        }),
    )
}

fn change_schema(name: &str) -> Json {
    strict(&[], json!({"fields": reference(&format!("{name}Fields"))}))
}

fn rows_schema(name: &str) -> Json {
    let row = strict(&[], json!({"id": uuid(), "fields": reference(&format!("{name}Fields"))}));
    let rows = json!({"type": "array", "maxItems": 1000, "items": row});
    strict(&["rows"], json!({"rows": rows, "atomic": {"type": "boolean"}}))
}

/// What became of each row, in their order.
fn answers_schema(name: &str) -> Json {
    let answer = json!({
        "status": {"type": "integer"},
        "record": reference(name),
        "problem": reference("Problem"),
    });
    object(&["data"], json!({"data": list_of(object(&["status"], answer))}))
}

fn page_of(name: &str) -> Json {
    let count = json!({"count": {"type": "integer"}, "exact": {"type": "boolean"}});
    object(
        &["data", "next_cursor"],
        json!({
            "data": list_of(reference(name)),
            "next_cursor": {"type": ["string", "null"]},
            "count": object(&["count", "exact"], count),
        }),
    )
}

fn history() -> Json {
    let change = object(&["field", "old", "new"], json!({"field": {"type": "string"}}));
    let entry = json!({
        "id": uuid(),
        "at": {"type": "string", "format": "date-time"},
        "actor": {"type": ["string", "null"], "format": "uuid"},
        "via": {"type": "string"},
        "kind": {"type": "string"},
        "changes": list_of(change),
    });
    let entry = object(&["id", "at", "actor", "via", "kind", "changes"], entry);
    let next = json!({"type": ["integer", "null"]});
    object(&["data", "next_before"], json!({"data": list_of(entry), "next_before": next}))
}

fn module_schema() -> Json {
    let text = || json!({"type": "string"});
    let flag = || json!({"type": "boolean"});
    let field = json!({
        "name": text(), "label": text(), "type": text(),
        "required": flag(), "unique": flag(), "several": flag(), "searchable": flag(),
        "sortable": flag(), "editable": flag(), "custom": flag(),
        "values": list_of(object(&["code", "label"], json!({"code": text(), "label": text()}))),
        "to": list_of(text()),
        "labels": list_of(text()),
    });
    let module = json!({
        "name": text(), "label": text(), "label_one": text(), "area": text(),
        "rights": list_of(text()),
        "fields": list_of(object(&["name", "label", "type"], field)),
        "actions": list_of(text()),
        "related": list_of(text()),
    });
    object(&["name", "label", "label_one", "area", "rights", "fields"], module)
}

fn found() -> Json {
    let hit = json!({
        "id": uuid(), "title": {"type": "string"}, "similar": {"type": "boolean"},
    });
    let group = json!({
        "module": {"type": "string"},
        "data": list_of(object(&["id", "title", "similar"], hit)),
        "has_more": {"type": "boolean"},
    });
    let group = object(&["module", "data", "has_more"], group);
    object(&["data"], json!({"data": list_of(group)}))
}

fn changes() -> Json {
    let entry = json!({
        "module": {"type": "string"}, "id": uuid(), "kind": {"type": "string"},
        "deleted": {"type": "boolean"}, "version": {"type": "integer"},
        "at": {"type": "string", "format": "date-time"},
    });
    let entry = object(&["module", "id", "kind", "deleted", "version", "at"], entry);
    let page = json!({
        "data": list_of(entry), "next_cursor": {"type": "string"},
        "has_more": {"type": "boolean"},
    });
    object(&["data", "next_cursor", "has_more"], page)
}

fn strict(required: &[&str], properties: Json) -> Json {
    let mut strict = object(required, properties);
    strict["additionalProperties"] = json!(false);
    strict
}

/// A list of one shape.
pub fn list_of(shape: Json) -> Json {
    json!({"type": "array", "items": shape})
}
