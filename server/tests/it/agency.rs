//! An agency whose house is older: what a fake of it tells.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Json, json};

use crate::old_house::{Kind, World};

/// Organisations, people, work and plans of an agency, with comments and documents.
pub fn agency() -> World {
    let told: Json = serde_json::from_str(include_str!("agency.json")).unwrap();
    let kinds = told["kinds"].as_object().unwrap().iter();
    let files = told["files"].as_object().unwrap().iter();
    let file = |(id, file): (&String, &Json)| {
        let bytes = STANDARD.decode(text(&file[1])).unwrap();
        (id.clone(), (text(&file[0]), bytes))
    };
    let related = told["related"].as_object().unwrap().iter();
    World {
        users: told["users"].as_array().unwrap().clone(),
        kinds: kinds.map(|(name, kind)| (name.clone(), kind_of(kind))).collect(),
        files: files.map(file).collect(),
        related: related.map(|(id, ids)| (id.clone(), texts(ids))).collect(),
        ..World::default()
    }
}

fn text(json: &Json) -> String {
    json.as_str().unwrap().to_owned()
}

fn texts(json: &Json) -> Vec<String> {
    json.as_array().unwrap().iter().map(text).collect()
}

fn kind_of(kind: &Json) -> Kind {
    let rows = kind["rows"].as_array().unwrap().iter();
    Kind {
        prefix: kind["prefix"].as_u64().unwrap(),
        label: text(&kind["label"]),
        singular: text(&kind["singular"]),
        titled: text(&kind["titled"]),
        fields: kind["fields"].as_array().unwrap().iter().map(field).collect(),
        rows: rows.map(|row| row.as_object().unwrap().clone()).collect(),
    }
}

/// A field as `describe` tells it, of its name, its label, its type and what belongs to that.
fn field(told: &Json) -> Json {
    let kind = text(&told[2]);
    let values = || {
        let values = told[3].as_array().unwrap().iter();
        values.map(|one| json!({"value": one[0], "label": one[1]})).collect::<Vec<_>>()
    };
    let kind = match kind.as_str() {
        "reference" => json!({"refersTo": told[3], "name": kind}),
        "picklist" | "multipicklist" => json!({"picklistValues": values(), "name": kind}),
        _ => json!({"name": kind}),
    };
    json!({
        "name": told[0], "label": told[1], "mandatory": false, "type": kind,
        "isunique": false, "nullable": true, "editable": true, "default": "",
    })
}

/// The same agency with so many more organisations.
pub fn many(n: usize) -> World {
    let mut world = agency();
    let row = |number: usize| -> Map<String, Json> {
        let row = json!({
            "accountname": format!("Firma {number}"), "assigned_user_id": "19x5",
            "account_id": "11x7", "createdtime": "2021-01-01 08:00:00",
            "modifiedtime": "2021-01-01 08:00:00", "id": format!("11x{number}"),
        });
        row.as_object().unwrap().clone()
    };
    world.kinds.get_mut("Accounts").unwrap().rows.extend((100..100 + n).map(row));
    world
}
