//! The whole document.

use catalog::Module;
use records::Cx;
use serde_json::{Map, Value as Json, json};

use super::{example, hanging, path, schema};
use crate::meta::visible;

/// The whole document.
pub fn document(cx: &Cx) -> Json {
    let mut paths = Map::new();
    let mut schemas = Map::from_iter(schema::shared());
    schemas.extend(hanging::shared());
    for module in visible(cx) {
        schemas.extend(schema::of_module(cx, module, &schema_name(module)));
        paths.extend(path::of_module(cx, module));
    }
    paths.extend(path::fixed());
    let schemas = Json::Object(schemas);
    example::add(&mut paths, &schemas);
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

/// What the records of a module are called among the schemas.
pub fn schema_name(module: &Module) -> String {
    let words = module.code.split('_').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().collect::<String>() + letters.as_str()
        })
    });
    words.collect()
}
