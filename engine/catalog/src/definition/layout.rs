//! How the screens of a module are laid out.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Block, Field, Module, RelatedList};

/// How the screens of a module are laid out, as administrators said it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Layout {
    /// Blocks in their order.
    pub blocks: Vec<LayoutBlock>,
    /// Names of fields that stand on no screen.
    pub hidden: Vec<String>,
    /// Names of fields that take a line of a form for themselves.
    pub wide: Vec<String>,
    /// Names of the fields that quick create asks for.
    pub quick_create: Vec<String>,
    /// Names of the fields in the head of a record.
    pub key_facts: Vec<String>,
    /// Names of the lists beside a record, in their order.
    pub related: Vec<String>,
    /// Names of those that are not shown.
    pub unrelated: Vec<String>,
    /// What records of a list beside a record are in brief, by name of the list: names of fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, Vec<String>>,
    /// Ids of the views in which lists beside a record are shown, by name of the list.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub views: BTreeMap<String, String>,
    /// Figures in the head of a record, in their order: `MODULE.NAME`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<String>,
    /// Those that are not shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unfigured: Vec<String>,
}

/// What only administrators say of the screens of a module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// Names of lists that are not shown beside records.
    pub unrelated: Vec<String>,
    /// Figures in the head of records that stand before all others: `MODULE.NAME`.
    pub figured: Vec<String>,
    /// Figures that are not shown there.
    pub unfigured: Vec<String>,
    /// Names of fields that take a line of a form for themselves.
    pub wide: Vec<String>,
}

/// A block of a layout.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayoutBlock {
    /// Its name.
    pub name: String,
    /// Names of its fields in their order.
    pub fields: Vec<String>,
}

/// Something of the lists beside a record, by their names.
fn of_lists<T>(module: &Module, of: impl Fn(&RelatedList) -> Option<T>) -> BTreeMap<String, T> {
    module.related.iter().filter_map(|list| Some((list.name.clone(), of(list)?))).collect()
}

impl Layout {
    /// Fields at most that say what a record of a list beside another one is.
    pub const COLUMNS: usize = 3;

    /// The layout that a module has.
    #[must_use]
    pub fn of(module: &Module) -> Self {
        let block =
            |block: &Block| LayoutBlock { name: block.name.clone(), fields: block.fields.clone() };
        let own = module.fields.iter().filter(|field| field.system.is_none());
        let stands = |name: &String| module.blocks.iter().any(|block| block.fields.contains(name));
        let hidden = own.map(|field| field.name.clone()).filter(|name| !stands(name));
        let (unrelated, related): (Vec<String>, Vec<String>) = module
            .related
            .iter()
            .map(|list| list.name.clone())
            .partition(|name| module.laid.unrelated.contains(name));
        Layout {
            blocks: module.blocks.iter().map(block).collect(),
            hidden: hidden.collect(),
            wide: module.laid.wide.clone(),
            quick_create: module.quick_create.clone(),
            key_facts: module.key_facts.clone(),
            related,
            unrelated,
            columns: of_lists(module, |list| {
                (!list.columns.is_empty()).then(|| list.columns.clone())
            }),
            views: of_lists(module, |list| list.view.clone()),
            figures: module.laid.figured.clone(),
            unfigured: module.laid.unfigured.clone(),
        }
    }
}

impl Module {
    /// Lays the module out. What is said of fields, blocks and lists that are not there says
    /// nothing; of which nothing is said stays where it is, behind what is said.
    pub fn lay_out(&mut self, said: &Layout) {
        let is_hidden =
            |f: &Field| f.system.is_none() && !f.required && said.hidden.contains(&f.name);
        let stands = |name: &&String| self.field(name).is_some_and(|field| !is_hidden(field));
        let is_own =
            |name: &&String| stands(name) && self.field(name).is_some_and(|f| f.system.is_none());
        // The head of a record may also say when it was made.
        let key_facts = once(said.key_facts.iter().filter(stands));
        let quick_create = once(said.quick_create.iter().filter(is_own));
        let wide = once(said.wide.iter().filter(is_own));
        let columns = once(self.list.columns.iter().filter(stands));
        let blocks = self.blocks_as(said, &stands, &is_own);
        (self.blocks, self.list.columns, self.laid.wide) = (blocks, columns, wide);
        (self.quick_create, self.key_facts) = (quick_create, key_facts);
        let place = |name: &String| {
            let at = said.related.iter().chain(&said.unrelated).position(|one| one == name);
            at.unwrap_or(usize::MAX)
        };
        self.related.sort_by_key(|list| place(&list.name));
        let names = self.related.iter().map(|list| list.name.clone());
        self.laid.unrelated = names.filter(|name| said.unrelated.contains(name)).collect();
        for list in &mut self.related {
            let columns = said.columns.get(&list.name).cloned().unwrap_or_default();
            list.columns = once(columns.iter()).into_iter().take(Layout::COLUMNS).collect();
            list.view = said.views.get(&list.name).cloned();
        }
        self.laid.unfigured = once(said.unfigured.iter());
        let figured = said.figures.iter().filter(|name| !said.unfigured.contains(name));
        self.laid.figured = once(figured);
    }

    /// Whether a figure stands in the head of its records, and where among the others.
    #[must_use]
    pub fn figure_place(&self, name: &str) -> Option<usize> {
        let is_shown = !self.laid.unfigured.iter().any(|one| one == name);
        let place = self.laid.figured.iter().position(|one| one == name);
        is_shown.then(|| place.unwrap_or(usize::MAX))
    }

    /// The blocks in the order that is said, each with the fields that are said of it before its
    /// others.
    fn blocks_as(
        &self,
        said: &Layout,
        stands: &dyn Fn(&&String) -> bool,
        is_own: &dyn Fn(&&String) -> bool,
    ) -> Vec<Block> {
        let place = |block: &Block| said.blocks.iter().position(|one| one.name == block.name);
        let mut blocks = self.blocks.clone();
        blocks.sort_by_key(|block| place(block).unwrap_or(usize::MAX));
        let mut placed = BTreeSet::new();
        let mut first: Vec<Vec<String>> = Vec::new();
        for block in &blocks {
            let fields = place(block).into_iter().flat_map(|at| &said.blocks[at].fields);
            let new = fields.filter(is_own).filter(|name| placed.insert((*name).clone()));
            first.push(new.cloned().collect());
        }
        for (block, mut fields) in blocks.iter_mut().zip(first) {
            let left = block.fields.iter().filter(stands).filter(|name| !placed.contains(*name));
            fields.extend(left.cloned());
            block.fields = fields;
        }
        blocks
    }

    /// The lists that are shown beside a record, in their order.
    pub fn shown_related(&self) -> impl Iterator<Item = &super::RelatedList> {
        self.related.iter().filter(|list| !self.laid.unrelated.contains(&list.name))
    }
}

/// Names, each of them once.
fn once<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut met = BTreeSet::new();
    names.filter(|name| met.insert(*name)).cloned().collect()
}
