//! Whether what is said of fields that follow others fits together.

use crate::Catalog;
use crate::definition::{Dependency, FieldType, Module};

/// Each field follows one other at most, and none itself over others.
pub(crate) fn check(catalog: &Catalog, module: &Module) -> Result<(), String> {
    for dependency in &module.dependencies {
        check_one(catalog, module, dependency)
            .map_err(|why| format!("{}: `{}`: {why}", module.code, dependency.field))?;
    }
    Ok(())
}

fn check_one(catalog: &Catalog, module: &Module, dependency: &Dependency) -> Result<(), String> {
    let kind = |name: &str| module.field(name).map(|field| &field.kind);
    let (
        Some(FieldType::Picklist { list: on }),
        Some(FieldType::Picklist { list } | FieldType::MultiPicklist { list }),
    ) = (kind(&dependency.on), kind(&dependency.field))
    else {
        return Err("both fields have to hold values of pick lists".into());
    };
    let has = |list: &str, code: &String| {
        catalog.picklist(list).is_some_and(|list| list.value(code).is_some())
    };
    for (code, codes) in &dependency.allowed {
        let strange = codes.iter().find(|code| !has(list, code));
        if let Some(code) = strange.or((!has(on, code)).then_some(code)) {
            return Err(format!("there is no value `{code}`"));
        }
    }
    let n = module.dependencies.iter().filter(|known| known.field == dependency.field).count();
    if n > 1 {
        return Err("it follows another field already".into());
    }
    let mut at = dependency.on.as_str();
    for _ in 0..=module.dependencies.len() {
        if at == dependency.field {
            return Err("it would follow itself".into());
        }
        let before = module.dependencies.iter().find(|known| known.field == at);
        let Some(before) = before else { break };
        at = &before.on;
    }
    Ok(())
}
