//! Bodies that could be sent, for whoever reads the description.

use serde_json::{Map, Value as Json, json};

/// How deep an example goes into what it holds.
const DEPTH: u8 = 6;

/// Puts an example beside the shape of every JSON body.
pub fn add(paths: &mut Map<String, Json>, schemas: &Json) {
    for item in paths.values_mut() {
        for method in ["post", "patch"] {
            let Some(operation) = item.get_mut(method) else { continue };
            let body = operation.pointer_mut("/requestBody/content/application~1json");
            if let Some(body) = body {
                body["example"] = example(schemas, &body["schema"], DEPTH);
            }
        }
    }
}

/// A value that fits a shape: what must be there, and the first of what there is a choice of.
fn example(schemas: &Json, schema: &Json, depth: u8) -> Json {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.trim_start_matches("#/components/schemas/");
        let known = &schemas[name];
        return if depth == 0 { json!({}) } else { example(schemas, known, depth - 1) };
    }
    if let Some(all) = schema["allOf"].as_array() {
        return needed_of_all(schemas, all, depth);
    }
    if let Some(first) = schema["anyOf"].get(0) {
        return example(schemas, first, depth);
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    match schema["type"].as_str().unwrap_or_default() {
        "object" => object(schemas, schema, &required(schema), depth),
        "array" => json!([example(schemas, &schema["items"], depth)]),
        "integer" => json!(1),
        "boolean" => json!(false),
        _ => json!(text(schema)),
    }
}

fn required(schema: &Json) -> Vec<String> {
    let names = schema["required"].as_array().into_iter().flatten();
    names.filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

/// A shape with a further list of what must be there.
fn needed_of_all(schemas: &Json, all: &[Json], depth: u8) -> Json {
    let names: Vec<String> = all.iter().flat_map(required).collect();
    let Some(name) = all.iter().find_map(|one| one["$ref"].as_str()) else { return json!({}) };
    let name = name.trim_start_matches("#/components/schemas/");
    object(schemas, &schemas[name], &names, depth)
}

/// An object with what it needs; one that needs nothing shows the first thing it could hold.
fn object(schemas: &Json, schema: &Json, names: &[String], depth: u8) -> Json {
    let properties = schema["properties"].as_object();
    let mut made = Map::new();
    let writable = |schema: &Json| schema["readOnly"] != json!(true);
    let all = properties.into_iter().flatten().filter(|(_, schema)| writable(schema));
    for (name, schema) in all {
        let is_first = names.is_empty() && made.is_empty();
        if is_first || names.contains(name) {
            made.insert(name.clone(), example(schemas, schema, depth));
        }
    }
    Json::Object(made)
}

fn text(schema: &Json) -> &'static str {
    match schema["format"].as_str().unwrap_or_default() {
        "uuid" => "00000000-0000-7000-8000-000000000000",
        "date" => "2026-11-23",
        "date-time" => "2026-11-23T09:00:00Z",
        "email" => "name@example.com",
        _ if schema["pattern"].as_str().is_some_and(|pattern| pattern.contains("[0-9]+")) => {
            "10.00"
        }
        _ => "Text",
    }
}
