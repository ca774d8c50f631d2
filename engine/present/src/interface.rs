//! The description of the interface as people read it.

use catalog::Module;
use records::Cx;
use serde_json::Value as Json;
use sheets::interface::{FieldLine, Operation};

/// What can be asked below an address: of one module, or of none.
pub fn operations(cx: &Cx, document: &Json, module: Option<&Module>) -> Vec<Operation> {
    let paths = document["paths"].as_object();
    let mut all = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        let first = path.split('/').nth(3).unwrap_or_default();
        let of = cx.catalog.by_plural(first);
        if of.map(|of| &of.code) != module.map(|module| &module.code) {
            continue;
        }
        for method in ["get", "post", "patch", "delete"] {
            if let Some(said) = item.get(method) {
                let shared = item.get("parameters");
                all.push(operation(cx, (path, method, said), (module, shared)));
            }
        }
    }
    all
}

fn operation(
    cx: &Cx,
    (path, method, said): (&str, &str, &Json),
    (module, shared): (Option<&Module>, Option<&Json>),
) -> Operation {
    let own = said.get("parameters").and_then(Json::as_array);
    let shared = shared.and_then(Json::as_array);
    let all = shared.into_iter().chain(own).flatten();
    let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    let parameters = all.map(|one| (text(&one["name"]), text(&one["in"]), note(&one["schema"])));
    let content = &said["requestBody"]["content"];
    let body = content.get("application/json").map(|json| &json["example"]);
    let body = body.and_then(|body| serde_json::to_string_pretty(body).ok());
    let id = text(&said["operationId"]);
    let method = method.to_uppercase();
    Operation {
        label: label(cx, &id, (path, module)),
        parameters: parameters.collect(),
        line: line(&method, path, body.as_deref()),
        can_be_tried: content.get("multipart/form-data").is_none()
            && !path.ends_with("{file}")
            && !module.is_some_and(|module| is_output(cx, module, path)),
        path: path.to_owned(),
        id,
        method,
        body,
    }
}

/// What an operation does, in words.
fn label(cx: &Cx, id: &str, (path, module): (&str, Option<&Module>)) -> String {
    let Some(module) = module else {
        return cx.text(&format!("ui.interface.do_{id}")).to_owned();
    };
    let what = id.strip_suffix(&format!("_{}", module.plural)).unwrap_or(id);
    let last = path.rsplit('/').next().unwrap_or_default();
    if path.contains("/related/") {
        let list = cx.text(&module.key("related", last)).to_owned();
        return format!("{}: {list}", cx.text("ui.interface.do_related"));
    }
    if is_output(cx, module, path) {
        return cx.text(&format!("output.{}", last.replace('.', "_"))).to_owned();
    }
    if last == "from_file" {
        return cx.text(&module.key("file", "read")).to_owned();
    }
    if path.contains("/actions/") && last != "restore" {
        return cx.text(&module.key("action", last)).to_owned();
    }
    cx.text(&format!("ui.interface.do_{what}")).to_owned()
}

/// Whether something is given out at an address, such as a paper.
fn is_output(cx: &Cx, module: &Module, path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    records::outputs(cx, &module.code).iter().any(|(name, _)| *name == last)
}

fn line(method: &str, path: &str, body: Option<&str>) -> String {
    let mut line = format!("curl -X {method} -H 'Authorization: Bearer $TOKEN'");
    if let Some(body) = body {
        let body: Json = serde_json::from_str(body).unwrap_or_default();
        line.push_str(&format!(" -H 'Content-Type: application/json' -d '{body}'"));
    }
    line + &format!(" \"$ADDRESS{path}\"")
}

/// What is known of a value, in a few words.
fn note(schema: &Json) -> String {
    let part = |name: &str| {
        schema.get(name).map(|value| match value {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        })
    };
    let limits = ["minimum", "maximum", "maxLength"];
    let limits = limits.iter().filter_map(|name| part(name).map(|value| format!("{name} {value}")));
    let said = [part("type"), part("format"), part("description")];
    said.into_iter().flatten().chain(limits).collect::<Vec<_>>().join(", ")
}

/// The fields of a module that the caller may see, with the names that the interface gives them.
pub fn fields(cx: &Cx, document: &Json, module: &Module) -> Vec<FieldLine> {
    let hidden = access::FieldRight::Hidden;
    let seen = module.fields.iter().filter(|field| field.system.is_none());
    let seen = seen.filter(|f| cx.actor.rights.field(&module.code, &f.name) != hidden);
    let lines = seen.map(|field| {
        let values = field.kind.list().and_then(|list| cx.catalog.picklist(list));
        let values = values.map(|list| {
            let codes: Vec<&str> = list.values.iter().map(|value| value.code.as_str()).collect();
            format!(": {}", codes.join(", "))
        });
        let mut marks = Vec::new();
        if field.required {
            marks.push(cx.text("ui.interface.required").to_owned());
        }
        if !field.is_editable() {
            marks.push(cx.text("ui.interface.read_only").to_owned());
        }
        FieldLine {
            name: field.name.clone(),
            label: cx.text(&module.key("field", &field.name)).to_owned(),
            kind: field.kind.word().to_owned() + &values.unwrap_or_default(),
            marks,
        }
    });
    let is_described = document["paths"].get(format!("/api/v1/{}", module.plural)).is_some();
    if is_described { lines.collect() } else { Vec::new() }
}
