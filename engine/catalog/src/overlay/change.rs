//! One change of an administrator, and how it is applied.

use std::sync::Arc;

use kernel::Language;
use serde::{Deserialize, Serialize};

use super::CustomField;
use crate::Catalog;
use crate::definition::{Field, FieldType, Module, OnDelete, Picklist, PicklistValue};

/// One change of an administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Adds a field whose name starts with `x_`.
    AddField {
        /// Code of the module.
        module: String,
        /// The field.
        field: CustomField,
    },
    /// Takes a field from the screens; its values stay.
    HideField {
        /// Code of the module.
        module: String,
        /// Name of the field.
        field: String,
    },
    /// Moves a field to the end of a block.
    MoveToBlock {
        /// Code of the module.
        module: String,
        /// Name of the field.
        field: String,
        /// Name of the block.
        block: String,
    },
    /// Sets the values of a pick list in their order; codes left out are retired.
    PicklistValues {
        /// Name of the pick list.
        list: String,
        /// Codes in order.
        codes: Vec<String>,
    },
    /// Gives a label another text.
    Relabel {
        /// Key of the text.
        key: String,
        /// Code of the language.
        language: String,
        /// The new text.
        text: String,
    },
}

impl Catalog {
    /// The catalog with changes applied in their order.
    ///
    /// # Errors
    /// The first change that fits nothing, in a sentence for administrators.
    pub fn with(&self, changes: &[Change]) -> Result<Catalog, String> {
        let mut catalog = self.clone();
        for change in changes {
            catalog.apply(change)?;
        }
        catalog.recheck()?;
        Ok(catalog)
    }

    fn apply(&mut self, change: &Change) -> Result<(), String> {
        match change {
            Change::AddField { module, field } => {
                let module = self.changed(module)?;
                let field = field.to_field()?;
                if module.field(&field.name).is_some() {
                    return Err(format!("{} has a field `{}`", module.code, field.name));
                }
                let before_system = module.fields.iter().position(|f| f.system.is_some());
                let name = field.name.clone();
                module.fields.insert(before_system.unwrap_or(module.fields.len()), field);
                if let Some(block) = module.blocks.first_mut() {
                    block.fields.push(name);
                }
            }
            Change::HideField { module, field } => {
                let module = self.changed(module)?;
                if module.field(field).is_none_or(|f| f.required) {
                    return Err(format!("`{field}` is no field that can be hidden"));
                }
                hide(module, field);
            }
            Change::MoveToBlock { module, field, block } => {
                let module = self.changed(module)?;
                let known = module.field(field).is_some();
                module.blocks.iter_mut().for_each(|b| b.fields.retain(|name| name != field));
                let target = module.blocks.iter_mut().find(|b| b.name == *block);
                let target = target.filter(|_| known).ok_or("no such field or block")?;
                target.fields.push(field.clone());
            }
            Change::PicklistValues { list, codes } => self.set_values(list, codes)?,
            Change::Relabel { key, language, text } => {
                let language = Language::from_code(language).ok_or("no such language")?;
                self.texts_mut().add(language, [(key.clone(), text.clone())]);
            }
        }
        Ok(())
    }

    fn changed(&mut self, code: &str) -> Result<&mut Module, String> {
        let found = self.modules_mut().iter_mut().find(|module| module.code == code);
        found.map(Arc::make_mut).ok_or_else(|| format!("there is no module `{code}`"))
    }

    fn set_values(&mut self, list: &str, codes: &[String]) -> Result<(), String> {
        let old = self.picklists_mut().get_mut(list).ok_or("no such pick list")?;
        let mut values: Vec<PicklistValue> = codes
            .iter()
            .map(|code| PicklistValue {
                code: code.clone(),
                hue: old.value(code).and_then(|value| value.hue),
                retired: false,
            })
            .collect();
        let gone = old.values.iter().filter(|value| !codes.contains(&value.code));
        values.extend(gone.map(|value| PicklistValue { retired: true, ..value.clone() }));
        *old = Picklist { values };
        Ok(())
    }
}

fn hide(module: &mut Module, field: &str) {
    module.blocks.iter_mut().for_each(|block| block.fields.retain(|name| name != field));
    module.list.columns.retain(|name| name != field);
    module.quick_create.retain(|name| name != field);
    module.key_facts.retain(|name| name != field);
}

pub(crate) fn custom(name: &str, kind: FieldType) -> Field {
    Field { custom: true, ..Field::plain(name, kind) }
}

pub(crate) fn clearing_link(to: Vec<String>) -> FieldType {
    FieldType::Link { to, on_delete: OnDelete::Clear }
}
