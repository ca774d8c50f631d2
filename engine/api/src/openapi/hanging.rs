//! What hangs on a record: its files and comments.

use catalog::Module;
use serde_json::{Value as Json, json};

use super::path::{answer, answers, body, changed, id, key, operation, parameter, problem};
use super::schema::{list_of, object, reference, uuid};

/// The addresses of files and comments of one module.
pub fn of_module(module: &Module) -> Vec<(String, Json)> {
    let base = format!("/api/v1/{}/{{id}}", module.plural);
    vec![
        (format!("{base}/files"), files(module)),
        (format!("{base}/files/{{file}}"), file(module)),
        (format!("{base}/comments"), comments(module)),
        (format!("{base}/comments/{{comment}}"), comment(module)),
    ]
}

/// The shapes of files and comments.
pub fn shared() -> Vec<(String, Json)> {
    let at = || json!({"type": "string", "format": "date-time"});
    let who = || json!({"type": ["string", "null"], "format": "uuid"});
    let file = json!({
        "id": uuid(), "name": {"type": "string"}, "size": {"type": "integer"},
        "media_type": {"type": "string"}, "created_at": at(), "created_by": who(),
    });
    let comment = json!({
        "id": uuid(), "at": at(), "edited_at": {"type": ["string", "null"]}, "author": who(),
        "text": {"type": "string"}, "mentions": list_of(uuid()), "is_mine": {"type": "boolean"},
    });
    let file = object(&["id", "name", "size", "media_type", "created_at", "created_by"], file);
    let comment = object(&["id", "at", "author", "text", "mentions", "is_mine"], comment);
    vec![("File".into(), file), ("Comment".into(), comment)]
}

fn located(shape: Json) -> Json {
    let mut made = answer(shape);
    let place = json!({"type": "string", "format": "uri-reference"});
    made["headers"] = json!({"Location": {"required": true, "schema": place}});
    made
}

/// A body that is one file: its bytes, or a form with them.
pub fn one_file() -> Json {
    let bytes = json!({"type": "string", "format": "binary"});
    let form = json!({"type": "object", "required": ["file"], "additionalProperties": false,
        "properties": {"file": bytes}});
    let content = json!({
        "application/octet-stream": {"schema": bytes},
        "multipart/form-data": {"schema": form},
    });
    json!({"required": true, "content": content})
}

/// What a file is called whose bytes are the body.
pub fn file_name() -> Json {
    let name = json!({"type": "string", "maxLength": 200,
        "description": "name of the file; needed when the body is nothing but its bytes"});
    parameter("query", "name", name)
}

fn files(module: &Module) -> Json {
    let listed = object(&["data"], json!({"data": list_of(reference("File"))}));
    json!({
        "parameters": [id()],
        "get": {"operationId": operation("files", module),
            "responses": answers("200", answer(listed))},
        "post": {"operationId": operation("add_file", module),
            "parameters": [file_name(), key()],
            "requestBody": one_file(),
            "responses": changed("201", located(reference("File")))},
    })
}

fn file(module: &Module) -> Json {
    let bytes = json!({"application/octet-stream": {"schema":
        {"type": "string", "format": "binary"}}});
    let range = parameter("header", "Range", json!({"type": "string", "pattern": "^bytes=.*$"}));
    let mut fetched = answers("200", json!({"description": "the bytes", "content": bytes}));
    fetched["416"] = problem();
    fetched["206"] = json!({"description": "the part that was asked for", "content": bytes});
    json!({
        "parameters": [id(), parameter("path", "file", uuid())],
        "get": {"operationId": operation("fetch_file", module), "parameters": [range],
            "responses": fetched},
        "delete": {"operationId": operation("remove_file", module),
            "responses": changed("204", json!({"description": "taken away"}))},
    })
}

fn said() -> Json {
    let text = json!({"type": "string", "minLength": 1, "maxLength": 10_000});
    body(json!({"type": "object", "required": ["text"], "additionalProperties": false,
        "properties": {"text": text}}))
}

fn comments(module: &Module) -> Json {
    let next = json!({"type": ["string", "null"], "format": "date-time"});
    let page = json!({"data": list_of(reference("Comment")), "next_before": next});
    let before = json!({"type": "string", "format": "date-time"});
    json!({
        "parameters": [id()],
        "get": {"operationId": operation("comments", module),
            "parameters": [parameter("query", "before", before)],
            "responses": answers("200", answer(object(&["data", "next_before"], page)))},
        "post": {"operationId": operation("add_comment", module), "parameters": [key()],
            "requestBody": said(),
            "responses": changed("201", located(object(&["id"], json!({"id": uuid()}))))},
    })
}

fn comment(module: &Module) -> Json {
    json!({
        "parameters": [id(), parameter("path", "comment", uuid())],
        "patch": {"operationId": operation("edit_comment", module), "requestBody": said(),
            "responses": changed("204", json!({"description": "changed"}))},
        "delete": {"operationId": operation("remove_comment", module),
            "responses": changed("204", json!({"description": "taken away"}))},
    })
}
