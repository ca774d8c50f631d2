//! Links that start with the only record that they can point to.

use std::sync::Arc;

use access::Right;
use catalog::{Default, FieldType, Module};
use kernel::{Link, Result, Value};
use store::Reader;

use crate::cx::Cx;
use crate::find::{ListQuery, question};
use crate::pages::{self, Asked};

/// Fills links of a new record that start so and hold nothing.
pub(crate) fn fill(
    reader: &mut Reader<'_>,
    cx: &Cx,
    (module, values): (&Module, &mut [Value]),
) -> Result<()> {
    for (field, value) in module.fields.iter().zip(values) {
        if field.default != Some(Default::Only) || !value.is_empty() {
            continue;
        }
        let FieldType::Link { to, .. } = &field.kind else { continue };
        let [target] = to.as_slice() else { continue };
        if cx.actor.rights.may(target, Right::See) {
            let target = cx.module(target)?;
            *value = only(reader, cx, &target)?.map_or(Value::Empty, Value::Link);
        }
    }
    Ok(())
}

fn only(reader: &mut Reader<'_>, cx: &Cx, module: &Arc<Module>) -> Result<Option<Link>> {
    let list = ListQuery { limit: 2, fields: Vec::new(), ..ListQuery::default() };
    let asked = [Asked(module.clone(), question(cx, module, &list)?)];
    let page = pages::read(reader, cx, &asked)?.into_iter().next().unwrap_or_default();
    let [record] = page.records.as_slice() else { return Ok(None) };
    Ok(Some(record.link(module)))
}

/// The values of a new record with such links filled, for a form.
///
/// # Errors
/// When the database fails.
pub async fn only_ones(
    cx: &Cx,
    module: &Arc<Module>,
    mut values: Vec<Value>,
) -> Result<Vec<Value>> {
    if !module.fields.iter().any(|field| field.default == Some(Default::Only)) {
        return Ok(values);
    }
    let (asking, module) = (cx.clone(), module.clone());
    cx.store()
        .clone()
        .read(move |reader| {
            fill(reader, &asking, (&module, &mut values))?;
            Ok(values)
        })
        .await
}
