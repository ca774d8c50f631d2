//! How changes of administrators are applied to what is shipped.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::Language;

use super::{Change, CustomField, Refused, follow};
use crate::Catalog;
use crate::definition::{
    Block, Field, FieldType, Module, NumberSeries, OnDelete, Picklist, PicklistValue, RelatedList,
};

impl Catalog {
    /// The catalog with changes applied in their order.
    ///
    /// # Errors
    /// The first change that fits nothing, in a sentence for administrators.
    pub fn with(&self, changes: &[Change]) -> Result<Catalog, Refused> {
        let mut catalog = self.clone();
        for change in changes {
            catalog.apply(self, change).map_err(Refused::Sentence)?;
        }
        catalog.recheck()?;
        Ok(catalog)
    }

    fn apply(&mut self, shipped: &Catalog, change: &Change) -> Result<(), String> {
        match change {
            Change::AddField { module, field } => self.add_field(module, field)?,
            Change::HideField { module, field } => self.hide_field(module, field)?,
            Change::MoveToBlock { module, field, block }
            | Change::ShowField { module, field, block } => self.place(module, field, block)?,
            Change::EditField { module, field, required, unique } => {
                demand(self.field_of(module, field)?, (*required, *unique))?;
            }
            Change::Retype { module, field, kind } => retype(self.field_of(module, field)?, kind)?,
            Change::Find { module, field, search, sort } => {
                let was = shipped.module(module).and_then(|module| module.field(field));
                find_by(self.field_of(module, field)?, was, (*search, *sort))?;
            }
            Change::Follow { module, field, formula, rollup, discloses } => {
                follow::anew(self.field_of(module, field)?, (formula, rollup, *discloses))?;
            }
            Change::Conditions { module, field, visible_if, required_if, valid_if } => {
                let said = (visible_if.as_str(), required_if.as_str(), valid_if.as_str());
                follow::conditions(self.field_of(module, field)?, said)?;
            }
            Change::Layout { module, layout } => self.changed(module)?.lay_out(layout),
            Change::LayoutFor { module, profile, layout } => {
                self.lay_out_for(profile, module, layout.clone())?;
            }
            Change::Start { module, field, with } => self.start((module, field), with.as_ref())?,
            Change::Protect { module, field, personal } => {
                self.field_of(module, field)?.personal = *personal;
            }
            Change::Likeness { module, from, weights, sets } => {
                self.liken(module, (*from, weights), sets)?;
            }
            Change::OrderFields { module, block, fields } => self.order(module, block, fields)?,
            Change::AddBlock { module, block } => self.add_block(module, block)?,
            Change::RemoveBlock { module, block } => self.remove_block(module, block)?,
            Change::AddModule { definition } => self.add_module(definition)?,
            Change::RemoveModule { module } => self.remove_module(module)?,
            Change::AddPicklist { list, codes } => self.add_picklist(list, codes)?,
            Change::Depend { module, on, field, allowed } => {
                self.depend(module, (on, field), allowed)?;
            }
            Change::PicklistHues { list, hues } => self.set_hues(list, hues)?,
            Change::Number { module, prefix, digits, at_least } => {
                self.renumber(module, (prefix, *digits), at_least)?;
            }
            Change::Arrange { part } => self.arrange(part)?,
            Change::Stage { module, stage } => self.set_stage(shipped, module, stage)?,
            Change::PicklistValues { list, codes } => self.set_values(list, codes)?,
            Change::Relabel { key, language, text } => self.relabel(key, language, text)?,
        }
        Ok(())
    }

    fn relabel(&mut self, key: &str, language: &str, text: &str) -> Result<(), String> {
        let language = Language::from_code(language).ok_or("no such language")?;
        match text.is_empty() {
            true => self.texts_mut().remove(language, key),
            false => self.texts_mut().add(language, [(key.to_owned(), text.to_owned())]),
        }
        Ok(())
    }

    fn hide_field(&mut self, module: &str, field: &str) -> Result<(), String> {
        let module = self.changed(module)?;
        if module.field(field).is_none_or(|field| field.required) {
            return Err(format!("`{field}` is no field that can be hidden"));
        }
        hide(module, field);
        Ok(())
    }

    fn renumber(
        &mut self,
        module: &str,
        (prefix, digits): (&str, usize),
        at_least: &BTreeMap<String, i64>,
    ) -> Result<(), String> {
        let series = self.changed(module)?.number.as_mut().filter(|series| series.is_free());
        let series = series.ok_or_else(|| format!("numbers of `{module}` are fixed"))?;
        let form = NumberSeries::form_of(prefix, digits);
        series.form = form.map_err(|(field, code)| format!("{field}: {code}"))?;
        // What is printed of a period begins anew with it.
        series.start = if prefix.contains("{year}") { 1 } else { series.start };
        series.at_least.extend(at_least.iter().map(|(key, n)| (key.clone(), *n)));
        Ok(())
    }

    fn add_field(&mut self, code: &str, field: &CustomField) -> Result<(), String> {
        let module = self.changed(code)?;
        let to = field.to.clone();
        let field = field.to_field()?;
        if module.field(&field.name).is_some() {
            return Err(format!("{} has a field `{}`", module.code, field.name));
        }
        let before = field.instead_of.as_deref();
        if let Some(unknown) = before.filter(|name| module.field(name).is_none()) {
            return Err(format!("{} has no field `{unknown}`", module.code));
        }
        let before_system = module.fields.iter().position(|f| f.system.is_some());
        let name = field.name.clone();
        let is_link = matches!(field.kind, FieldType::Link { .. });
        module.fields.insert(before_system.unwrap_or(module.fields.len()), field);
        if let Some(block) = module.blocks.first_mut() {
            block.fields.push(name.clone());
        }
        // Where a link leads, its records stand beside; they are called what their module is.
        to.iter().filter(|_| is_link).try_for_each(|target| {
            let list = RelatedList::new(format!("{code}_{name}"), (code, &name), true);
            self.relate(target, list)
        })
    }

    /// Puts a field to the end of a block, wherever it was.
    fn place(&mut self, module: &str, field: &str, block: &str) -> Result<(), String> {
        let module = self.changed(module)?;
        let known = module.field(field).is_some();
        module.blocks.iter_mut().for_each(|b| b.fields.retain(|name| name != field));
        let target = module.blocks.iter_mut().find(|b| b.name == *block);
        let target = target.filter(|_| known).ok_or("no such field or block")?;
        target.fields.push(field.to_owned());
        Ok(())
    }

    fn order(&mut self, module: &str, block: &str, fields: &[String]) -> Result<(), String> {
        // Fields that came into the block later, as by a newer program, stand behind.
        let block = self.block_of(module, block)?;
        let place = |name: &String| fields.iter().position(|one| one == name);
        block.fields.sort_by_key(|name| place(name).unwrap_or(usize::MAX));
        Ok(())
    }

    fn add_block(&mut self, module: &str, block: &str) -> Result<(), String> {
        own(block)?;
        let module = self.changed(module)?;
        if module.blocks.iter().any(|known| known.name == *block) {
            return Err(format!("{} has a block `{block}`", module.code));
        }
        module.blocks.push(Block { name: block.to_owned(), fields: Vec::new() });
        Ok(())
    }

    fn remove_block(&mut self, module: &str, block: &str) -> Result<(), String> {
        if !self.block_of(module, block)?.fields.is_empty() {
            return Err(format!("`{block}` holds fields"));
        }
        self.changed(module)?.blocks.retain(|known| known.name != *block);
        Ok(())
    }

    fn add_picklist(&mut self, list: &str, codes: &[String]) -> Result<(), String> {
        own(list)?;
        if self.picklists_mut().contains_key(list) {
            return Err(format!("there is a pick list `{list}` already"));
        }
        self.picklists_mut().insert(list.to_owned(), Picklist::default());
        self.set_values(list, codes)
    }

    fn set_hues(&mut self, list: &str, hues: &BTreeMap<String, u16>) -> Result<(), String> {
        let list = self.picklists_mut().get_mut(list).ok_or("no such pick list")?;
        for value in &mut list.values {
            value.hue = hues.get(&value.code).copied().filter(|hue| *hue < 360 && hue % 10 == 0);
        }
        Ok(())
    }

    fn block_of(&mut self, module: &str, block: &str) -> Result<&mut Block, String> {
        let found = self.changed(module)?.blocks.iter_mut().find(|known| known.name == *block);
        found.ok_or_else(|| format!("there is no block `{block}`"))
    }

    pub(super) fn field_of(&mut self, module: &str, field: &str) -> Result<&mut Field, String> {
        let found = self.changed(module)?.fields.iter_mut().find(|known| known.name == *field);
        found.ok_or_else(|| format!("there is no field `{field}`"))
    }

    pub(super) fn changed(&mut self, code: &str) -> Result<&mut Module, String> {
        let found = self.modules_mut().iter_mut().find(|module| module.code == code);
        found.map(Arc::make_mut).ok_or_else(|| format!("there is no module `{code}`"))
    }

    fn set_values(&mut self, list: &str, codes: &[String]) -> Result<(), String> {
        let old = self.picklists_mut().get_mut(list).ok_or("no such pick list")?;
        let mut values: Vec<PicklistValue> = codes
            .iter()
            .map(|code| PicklistValue {
                hue: old.value(code).and_then(|value| value.hue),
                words: old.value(code).map(|value| value.words.clone()).unwrap_or_default(),
                ..PicklistValue::plain(code)
            })
            .collect();
        let gone = old.values.iter().filter(|value| !codes.contains(&value.code));
        values.extend(gone.map(|value| PicklistValue { retired: true, ..value.clone() }));
        *old = Picklist { values };
        Ok(())
    }
}

/// Says what a field demands; what is shipped as needed stays needed, as rules rely on it.
fn demand(field: &mut Field, (required, unique): (bool, bool)) -> Result<(), String> {
    let name = &field.name;
    if !field.is_editable() && (required, unique) != (field.required, field.unique) {
        return Err(format!("`{name}` is set by rules"));
    }
    if field.required && !field.custom && !required {
        return Err(format!("`{name}` has to stay required"));
    }
    if unique && !field.may_be_unique() {
        return Err(format!("values of `{name}` cannot be told apart"));
    }
    (field.required, field.unique) = (required, unique);
    Ok(())
}

/// Says otherwise what a field of one's own holds: texts are texts, whatever their type.
fn retype(field: &mut Field, kind: &str) -> Result<(), String> {
    let kind = FieldType::of(kind).filter(FieldType::is_textual).filter(|_| field.is_recast());
    let kind = kind.ok_or_else(|| format!("`{}` stays what it is", field.name))?;
    field.max_length = kind.default_length();
    field.kind = kind;
    Ok(())
}

/// Says how a field is found; what is shipped so stays so, as lists and reminders rely on it.
fn find_by(
    field: &mut Field,
    shipped: Option<&Field>,
    (search, sort): (bool, bool),
) -> Result<(), String> {
    let name = &field.name;
    if shipped.is_some_and(|was| (was.search && !search) || (was.sort && !sort)) {
        return Err(format!("`{name}` has to be found as before"));
    }
    let was = (field.search, field.sort);
    if (search && !was.0 && !field.may_be_searched()) || (sort && !was.1 && !field.may_be_sorted())
    {
        return Err(format!("`{name}` cannot be found so"));
    }
    (field.search, field.sort) = (search, sort);
    Ok(())
}

/// Whether a name is one of those that administrators give.
pub(super) fn own(name: &str) -> Result<(), String> {
    match name.starts_with("x_") && crate::read::is_name(name) {
        true => Ok(()),
        false => Err(format!("`{name}` does not start with x_ or is no name")),
    }
}

pub(super) fn hide(module: &mut Module, field: &str) {
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
