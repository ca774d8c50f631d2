//! How the screens of a module are laid out.

use serde::{Deserialize, Serialize};

use super::Module;

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

impl Layout {
    /// The layout that a module has.
    #[must_use]
    pub fn of(module: &Module) -> Self {
        let block = |block: &super::Block| LayoutBlock {
            name: block.name.clone(),
            fields: block.fields.clone(),
        };
        let own = module.fields.iter().filter(|field| field.system.is_none());
        let stands = |name: &String| module.blocks.iter().any(|block| block.fields.contains(name));
        let hidden = own.map(|field| field.name.clone()).filter(|name| !stands(name));
        let (unrelated, related): (Vec<String>, Vec<String>) = module
            .related
            .iter()
            .map(|list| list.name.clone())
            .partition(|name| module.unrelated.contains(name));
        Layout {
            blocks: module.blocks.iter().map(block).collect(),
            hidden: hidden.collect(),
            wide: module.wide.clone(),
            quick_create: module.quick_create.clone(),
            key_facts: module.key_facts.clone(),
            related,
            unrelated,
        }
    }
}

impl Module {
    /// Lays the module out. What is said of fields, blocks and lists that are not there says
    /// nothing; of which nothing is said stays where it is, behind what is said.
    pub fn lay_out(&mut self, said: &Layout) {
        let is_known = |name: &&String| self.field(name).is_some_and(|f| f.system.is_none());
        let known = |names: &[String]| -> Vec<String> {
            let mut met = Vec::new();
            for name in names.iter().filter(is_known) {
                if !met.contains(name) {
                    met.push(name.clone());
                }
            }
            met
        };
        let is_hidden = |name: &String| {
            said.hidden.contains(name) && !self.field(name).is_some_and(|f| f.required)
        };
        let quick_create = known(&said.quick_create).into_iter().filter(|name| !is_hidden(name));
        let key_facts = known(&said.key_facts).into_iter().filter(|name| !is_hidden(name));
        let (quick_create, key_facts) = (quick_create.collect(), key_facts.collect());
        let columns = self.list.columns.iter().filter(|name| !is_hidden(name)).cloned().collect();
        let mut blocks = Vec::new();
        let mut placed: Vec<String> = Vec::new();
        let mut rest = self.blocks.clone();
        for one in &said.blocks {
            let Some(at) = rest.iter().position(|block| block.name == one.name) else { continue };
            let mut block = rest.remove(at);
            let own = std::mem::take(&mut block.fields);
            block.fields = known(&one.fields);
            block.fields.retain(|name| !placed.contains(name) && !is_hidden(name));
            placed.extend(block.fields.iter().cloned());
            blocks.push((block, own));
        }
        blocks.extend(rest.into_iter().map(|mut block| {
            let own = std::mem::take(&mut block.fields);
            (block, own)
        }));
        let blocks = blocks.into_iter().map(|(mut block, own)| {
            let left = own.into_iter().filter(|name| !placed.contains(name) && !is_hidden(name));
            block.fields.extend(left);
            block
        });
        let (blocks, wide) = (blocks.collect(), known(&said.wide));
        (self.blocks, self.list.columns, self.wide) = (blocks, columns, wide);
        (self.quick_create, self.key_facts) = (quick_create, key_facts);
        let place = |name: &String| {
            let at = said.related.iter().chain(&said.unrelated).position(|one| one == name);
            at.unwrap_or(usize::MAX)
        };
        self.related.sort_by_key(|list| place(&list.name));
        let names = self.related.iter().map(|list| list.name.clone());
        self.unrelated = names.filter(|name| said.unrelated.contains(name)).collect();
    }

    /// The lists that are shown beside a record, in their order.
    pub fn shown_related(&self) -> impl Iterator<Item = &super::RelatedList> {
        self.related.iter().filter(|list| !self.unrelated.contains(&list.name))
    }
}
