//! What tells records of the same title from each other: where they belong, and their number.

use std::collections::BTreeMap;

use access::FieldRight;
use catalog::{Field, FieldType, Module};
use kernel::{RecordId, Result, Value};
use records::{Cx, Found, ListQuery};

/// Finds the notes of some records of a module.
pub async fn notes(
    cx: &Cx,
    module: &Module,
    ids: &[RecordId],
) -> Result<BTreeMap<RecordId, String>> {
    let fields = fields(cx, module);
    if ids.is_empty() || fields.is_empty() {
        return Ok(BTreeMap::new());
    }
    let wanted: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    let question = ListQuery {
        filter: format!("id in ({})", wanted.join(", ")),
        limit: ids.len(),
        fields: fields.iter().map(|field| field.name.clone()).collect(),
        ..ListQuery::default()
    };
    let found = records::find(cx, &module.code, &question).await?;
    let note = |record: &records::Record| {
        let said = fields.iter().map(|f| words(record.value(module, &f.name), &found));
        said.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    Ok(found.page.records.iter().map(|record| (record.id, note(record))).collect())
}

/// The first link or address of the list, and the number.
fn fields<'a>(cx: &Cx, module: &'a Module) -> Vec<&'a Field> {
    let seen =
        |field: &&Field| cx.actor.rights.field(&module.code, &field.name) != FieldRight::Hidden;
    let columns = module.list.columns.iter().filter_map(|name| module.field(name)).filter(seen);
    let place = columns
        .filter(|field| matches!(field.kind, FieldType::Link { .. } | FieldType::Address))
        .take(1);
    place.chain(module.number_field().filter(seen)).collect()
}

fn words(value: &Value, found: &Found) -> String {
    match value.primary() {
        Value::Link(link) => found.titles.get(&link.id).cloned().unwrap_or_default(),
        Value::Address(address) => address.city.clone(),
        other => other.as_text().to_owned(),
    }
}
