//! All modules together: the snapshot that every request works with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kernel::Texts;

use crate::Refused;
use crate::area::SideBar;
use crate::definition::{FieldType, Layout, Module, Picklist, RelatedList, Shape, View};
use crate::plan::Plan;
use crate::read::{ANY, ReadError, is_shape, read_module, read_shape, read_texts};

/// All modules, pick lists and texts; immutable, swapped as a whole.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    modules: Vec<Arc<Module>>,
    picklists: BTreeMap<String, Picklist>,
    /// What lines are made of, by code.
    pub(crate) shapes: BTreeMap<String, Arc<Shape>>,
    texts: Texts,
    side_bar: SideBar,
    /// Links that lead to every other module: code and name of the field.
    anywhere: Vec<(String, String)>,
    /// Lists that stand beside the records of every other module.
    beside_all: Vec<RelatedList>,
    /// What follows from what.
    plan: Arc<Plan>,
    /// Layouts that people of a profile meet, by profile and module.
    layouts: BTreeMap<String, BTreeMap<String, Layout>>,
}

impl Catalog {
    /// Reads definitions in their order and checks that every name in them leads somewhere.
    ///
    /// # Errors
    /// The first mistake, with the module it stands in.
    pub fn read(definitions: &[&str]) -> Result<Self, String> {
        let mut catalog = Catalog::default();
        let mut related = Vec::new();
        for text in definitions {
            let name = text.lines().next().unwrap_or_default();
            let named = |e: String| format!("{name}: {e}");
            if is_shape(text) {
                let (shape, lists) = read_shape(text).map_err(|e| named(e.to_string()))?;
                catalog.bring(lists).map_err(named)?;
                catalog.shapes.insert(shape.code.clone(), Arc::new(shape));
                continue;
            }
            let read = read_module(text).map_err(|e| named(e.to_string()))?;
            related.extend(read.related);
            catalog.bring(read.picklists).map_err(named)?;
            catalog.modules.push(Arc::new(read.module));
        }
        catalog.shape_lines()?;
        catalog.point_anywhere();
        for (target, list) in related {
            catalog.relate(&target, list)?;
        }
        catalog.recheck().map_err(|refused| refused.to_string())?;
        Ok(catalog)
    }

    /// Adds a module that an administrator made; links and lists of all others reach it, as they
    /// reach one that is shipped.
    pub(crate) fn add_module(&mut self, definition: &str) -> Result<(), String> {
        let read = read_module(definition).map_err(|error| error.to_string())?;
        let (code, plural) = (read.module.code.clone(), read.module.plural.clone());
        if ![&code, &plural].into_iter().all(|name| name.starts_with("x_")) {
            return Err(format!("`{code}` or `{plural}` does not start with x_"));
        }
        if self.module(&code).is_some() || self.by_plural(&plural).is_some() {
            return Err(format!("there is a module `{code}` already"));
        }
        self.bring(read.picklists)?;
        let mut module = read.module;
        module.fields.iter_mut().filter(|f| f.system.is_none()).for_each(|f| f.custom = true);
        module.related = self.beside_all.clone();
        self.modules.push(Arc::new(module));
        for (by, name) in self.anywhere.clone() {
            self.lead_to(&by, &name, &code);
        }
        read.related.into_iter().try_for_each(|(target, list)| self.relate(&target, list))
    }

    fn bring(&mut self, lists: BTreeMap<String, Picklist>) -> Result<(), String> {
        for (list, values) in lists {
            if self.picklists.insert(list.clone(), values).is_some() {
                return Err(format!("there is a pick list `{list}` already"));
            }
        }
        Ok(())
    }

    /// Says how people of a profile meet a module; without a layout, as everybody does.
    pub(crate) fn lay_out_for(
        &mut self,
        profile: &str,
        module: &str,
        layout: Option<Layout>,
    ) -> Result<(), String> {
        if self.module(module).is_none() {
            return Err(format!("there is no module `{module}`"));
        }
        let of = self.layouts.entry(profile.to_owned()).or_default();
        match layout {
            Some(layout) => drop(of.insert(module.to_owned(), layout)),
            None => drop(of.remove(module)),
        }
        self.layouts.retain(|_, of| !of.is_empty());
        Ok(())
    }

    /// The layout that people of a profile meet, if it is one of their own.
    #[must_use]
    pub fn layout_for(&self, profile: &str, module: &str) -> Option<&Layout> {
        self.layouts.get(profile)?.get(module)
    }

    /// Profiles that have layouts of their own.
    pub fn laid_out(&self) -> impl Iterator<Item = &str> {
        self.layouts.keys().map(String::as_str)
    }

    /// The same catalog for somebody of these profiles, the first of which decides, who is not
    /// offered these values, by list.
    #[must_use]
    pub fn read_by(
        &self,
        profiles: &[String],
        values: &BTreeMap<String, BTreeSet<String>>,
    ) -> Self {
        let mut catalog = self.clone();
        for (module, layout) in profiles.iter().rev().filter_map(|p| self.layouts.get(p)).flatten()
        {
            if let Some(module) = catalog.modules.iter_mut().find(|known| known.code == *module) {
                Arc::make_mut(module).lay_out(layout);
            }
        }
        for (list, codes) in values {
            let values = catalog.picklists.get_mut(list).map(|list| &mut list.values);
            for value in values.into_iter().flatten() {
                value.withheld = codes.contains(&value.code);
            }
        }
        catalog
    }

    fn lead_to(&mut self, by: &str, name: &str, code: &str) {
        let Some(module) = self.modules.iter_mut().find(|module| module.code == by) else { return };
        let fields = &mut Arc::make_mut(module).fields;
        if let Some(FieldType::Link { to, .. }) =
            fields.iter_mut().find(|field| field.name == name).map(|field| &mut field.kind)
        {
            to.push(code.to_owned());
        }
    }

    /// Links that may lead to any module lead to each of the others.
    fn point_anywhere(&mut self) {
        let codes: Vec<String> = self.modules.iter().map(|module| module.code.clone()).collect();
        for module in &mut self.modules {
            let own = module.code.clone();
            for field in &mut Arc::make_mut(module).fields {
                if let FieldType::Link { to, .. } = &mut field.kind
                    && to.iter().any(|code| code == ANY)
                {
                    self.anywhere.push((own.clone(), field.name.clone()));
                    *to = codes.iter().filter(|code| **code != own).cloned().collect();
                }
            }
        }
    }

    pub(crate) fn relate(&mut self, target: &str, list: RelatedList) -> Result<(), String> {
        let is_meant =
            |code: &str| if target == ANY { code != list.module } else { code == target };
        let mut found = false;
        if target == ANY {
            self.beside_all.push(list.clone());
        }
        for module in self.modules.iter_mut().filter(|module| is_meant(&module.code)) {
            found = true;
            if module.related.iter().any(|known| known.name == list.name) {
                let (by, at, list) = (&list.module, &module.code, &list.name);
                return Err(format!("{by}: `{at}` has a related list `{list}` already"));
            }
            Arc::make_mut(module).related.push(list.clone());
        }
        match found || target == ANY {
            true => Ok(()),
            false => Err(format!("{}: no module `{target}`", list.module)),
        }
    }

    fn check(&self) -> Result<(), String> {
        for module in &self.modules {
            let twins =
                self.modules.iter().filter(|m| m.code == module.code || m.plural == module.plural);
            if twins.count() > 1 {
                return Err(format!("{}: the name is taken twice", module.code));
            }
            for field in &module.fields {
                self.check_field(&field.kind)
                    .map_err(|e| format!("{}.{}: {e}", module.code, field.name))?;
            }
            for field in module.actions.iter().flat_map(|action| &action.asks) {
                self.check_field(&field.kind)
                    .map_err(|e| format!("{}.{}: {e}", module.code, field.name))?;
            }
            if let Some(only_if) = module.reminder.as_ref().and_then(|r| r.only_if.as_ref()) {
                crate::filter::parse(self, module, only_if)
                    .map_err(|e| format!("{}: reminder: {}", module.code, e.code))?;
            }
            self.check_counted(module)?;
            crate::follow::check(self, module)?;
            for view in &module.views {
                self.check_view(module, view)?;
            }
            for figure in &module.figures {
                if let Some(only_if) = &figure.only_if {
                    crate::filter::parse(self, module, only_if)
                        .map_err(|e| format!("{}: figure: {}", module.code, e.code))?;
                }
            }
            for relation in &module.relations {
                self.check_field(&FieldType::Picklist { list: relation.roles.clone() })
                    .map_err(|e| format!("{}.{}: {e}", module.code, relation.name))?;
                if self.module(&relation.to).is_none() {
                    return Err(format!("{}: no module `{}`", module.code, relation.to));
                }
            }
        }
        Ok(())
    }

    /// The condition of a view; a mistake names the line in which it stands.
    /// Counting must cost nothing, so it begins with the few records that are the reader's own.
    fn check_counted(&self, module: &Module) -> Result<(), String> {
        let Some(text) = &module.counted else { return Ok(()) };
        let filter = crate::filter::parse(self, module, text)
            .map_err(|e| format!("{}: side_bar: {}", module.code, e.code))?;
        match filter.is_of_reader() {
            true => Ok(()),
            false => Err(format!("{}: side_bar: the count needs `owner = me and …`", module.code)),
        }
    }

    fn check_view(&self, module: &Module, view: &View) -> Result<(), String> {
        crate::filter::parse(self, module, &view.filter).map(drop).map_err(|error| {
            let before = view.filter.chars().take(error.position - 1);
            let line = view.line + before.filter(|c| *c == '\n').count();
            format!("{}: line {line}: view `{}`: {error}", module.code, view.name)
        })
    }

    fn check_field(&self, kind: &FieldType) -> Result<(), String> {
        if let Some(list) = kind.list()
            && !self.picklists.contains_key(list)
        {
            return Err(format!("there is no pick list `{list}`"));
        }
        if let FieldType::Lines { shape } = kind {
            return shape.fields.iter().try_for_each(|field| {
                let named = |e| format!("{}.{}: {e}", shape.code, field.name);
                self.check_field(&field.kind).map_err(named)
            });
        }
        if let FieldType::Link { to, .. } = kind
            && let Some(missing) = to.iter().find(|code| self.module(code).is_none())
        {
            return Err(format!("there is no module `{missing}`"));
        }
        Ok(())
    }

    /// Adds labels of one language.
    ///
    /// # Errors
    /// The first mistake, with its line.
    pub fn add_texts(
        &mut self,
        language: kernel::Language,
        prefix: &str,
        text: &str,
    ) -> Result<(), ReadError> {
        self.texts.add(language, read_texts(prefix, text)?);
        Ok(())
    }

    /// All modules in their order.
    #[must_use]
    pub fn modules(&self) -> &[Arc<Module>] {
        &self.modules
    }

    /// Finds a module by its code.
    #[must_use]
    pub fn module(&self, code: &str) -> Option<&Arc<Module>> {
        self.modules.iter().find(|module| module.code == code)
    }

    /// Finds a module by its address.
    #[must_use]
    pub fn by_plural(&self, plural: &str) -> Option<&Arc<Module>> {
        self.modules.iter().find(|module| module.plural == plural)
    }

    /// Finds a pick list.
    #[must_use]
    pub fn picklist(&self, name: &str) -> Option<&Picklist> {
        self.picklists.get(name)
    }

    /// All pick lists by name.
    #[must_use]
    pub fn picklists(&self) -> &BTreeMap<String, Picklist> {
        &self.picklists
    }

    /// All texts.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    pub(crate) fn side_bar(&self) -> &SideBar {
        &self.side_bar
    }

    pub(crate) fn side_bar_mut(&mut self) -> &mut SideBar {
        &mut self.side_bar
    }

    /// Forgets the links and lists of a module that reach every other one.
    pub(crate) fn forget_ways(&mut self, code: &str) {
        self.anywhere.retain(|(by, _)| by != code);
        self.beside_all.retain(|list| list.module != code);
    }

    pub(crate) fn modules_mut(&mut self) -> &mut Vec<Arc<Module>> {
        &mut self.modules
    }

    pub(crate) fn picklists_mut(&mut self) -> &mut BTreeMap<String, Picklist> {
        &mut self.picklists
    }

    pub(crate) fn texts_mut(&mut self) -> &mut Texts {
        &mut self.texts
    }

    /// Checks that everything in it fits together, and says anew what follows from what.
    pub(crate) fn recheck(&mut self) -> Result<(), Refused> {
        self.check().map_err(Refused::Sentence)?;
        self.plan = Arc::new(Plan::compile(self).map_err(Refused::Plan)?);
        Ok(())
    }

    /// What follows from what: formulas, roll-ups and conditions.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(code: &str, more: &str) -> String {
        format!(
            "module = '{code}'\nplural = '{code}s'\ntitle = '{{name}}'\narea = 'tools'\n\
             icon = 'book'\n[fields]\nname = {{ type = 'text' }}\n{more}\n[list]\n\
             columns = ['name']\nsort = 'title'\n"
        )
    }

    fn mistake(first: &str, second: &str) -> String {
        let texts = [definition("book", first), definition("loan", second)];
        let read = Catalog::read(&[&texts[0], &texts[1]]);
        read.map_or_else(|error| error, |_| "nothing".into())
    }

    #[test]
    fn names_that_two_modules_take_are_found() {
        let list = "[picklist]\ngenre = ['novel']";
        assert_eq!(mistake("", list), "nothing");
        assert!(mistake(list, list).ends_with("there is a pick list `genre` already"));
        let link = "book = { type = 'link', to = 'book', related_list = 'uses' }";
        assert_eq!(mistake("", link), "nothing");
        assert!(mistake(link, link).ends_with("`book` has a related list `uses` already"));
    }
}
