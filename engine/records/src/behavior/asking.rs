//! What the house is asked before rules run or a person answers: on a reader, nothing is written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Right, Scope};
use catalog::Module;
use kernel::{Link, RecordId, Result};
use store::Reader;
use store::queries::relation;
use store::records::{self, Record};
use uuid::Uuid;

use super::Behavior;
use crate::cx::Cx;
use crate::draft::{Draft, When};
use crate::duplicate::{Duplicate, same_as};
use crate::find::{ListQuery, question, seen};
use crate::pages::{self, Asked};
use crate::save::Input;

/// What a proposal and a seek may look at.
pub struct Asking<'r, 'a> {
    reader: &'r mut Reader<'a>,
    /// Who is asked.
    pub cx: &'r Cx,
    found: BTreeSet<Uuid>,
}

impl<'r, 'a> Asking<'r, 'a> {
    pub(crate) fn new(reader: &'r mut Reader<'a>, cx: &'r Cx) -> Self {
        Asking { reader, cx, found: BTreeSet::new() }
    }

    /// Records within reach that may be the same as one with these values, the most alike first.
    ///
    /// # Errors
    /// `NotFound` for an unknown module.
    pub fn same(&mut self, module: &str, values: &Input) -> Result<Vec<Duplicate>> {
        let module = self.cx.module(module)?;
        if !self.cx.actor.rights.may(&module.code, Right::See) {
            return Ok(Vec::new());
        }
        let value = |name: &str| values.values.get(name).cloned().unwrap_or_default();
        let values = module.fields.iter().map(|field| value(&field.name)).collect();
        let draft = Draft {
            module,
            values,
            id: RecordId::new(),
            old: None,
            needs: BTreeMap::new(),
            when: When::present(self.cx),
        };
        same_as(self.reader, self.cx, &draft)
    }

    /// A record within reach, as the asker sees it.
    ///
    /// # Errors
    /// `NotFound` for an unknown module.
    pub fn seen(&mut self, link: &Link) -> Result<Option<Record>> {
        let module = self.cx.module(&link.module)?;
        let record = records::get(self.reader, &module, &self.cx.actor.scope, link.id)?;
        let record = record.filter(|_| self.cx.actor.rights.may(&module.code, Right::See));
        Ok(record.map(|record| seen(self.cx, &module, record)))
    }

    /// The first records of a module within reach that a filter finds.
    ///
    /// # Errors
    /// `NotFound` for an unknown module; `Invalid` for a filter that is none.
    pub fn first(&mut self, (module, filter): (&str, &str), most: usize) -> Result<Vec<Record>> {
        let module = self.cx.module(module)?;
        if !self.cx.actor.rights.may(&module.code, Right::See) {
            return Ok(Vec::new());
        }
        let list = ListQuery { filter: filter.into(), ..ListQuery::default() };
        all(self.reader, self.cx, (&module, list), most)
    }

    /// All records that a question finds, whether or not the actor reaches them.
    ///
    /// # Errors
    /// `NotFound` for an unknown module; `Invalid` for a question that is none.
    pub fn all(&mut self, module: &str, list: ListQuery, why: &'static str) -> Result<Vec<Record>> {
        let own = self.cx.engine.system(why);
        all(self.reader, &own, (&own.module(module)?, list), usize::MAX)
    }

    /// A record outside the bin, whether or not the actor reaches it.
    ///
    /// # Errors
    /// `NotFound` for an unknown module.
    pub fn get(&mut self, link: &Link, why: &'static str) -> Result<Option<Record>> {
        let module = self.cx.module(&link.module)?;
        let record = records::get(self.reader, &module, &Scope::system(why), link.id)?;
        Ok(record.filter(|record| record.trashed_at.is_none()))
    }

    /// Where relations of a name that lead to a record start, each with its role.
    ///
    /// # Errors
    /// When the database fails.
    pub fn related(&mut self, to: RecordId, name: &str) -> Result<Vec<(Link, String)>> {
        let all = relation::of_record(self.reader, to)?.into_iter();
        let here = all.filter(|relation| relation.to.id == to && relation.name == name);
        Ok(here.map(|relation| (relation.from, relation.role)).collect())
    }

    /// Notes that the program itself came upon a record: who acts need not reach it to link to it.
    pub fn came_upon(&mut self, link: &Link) {
        self.found.insert(link.id.0);
    }
}

/// Lets a module look for what its rules need of records that no link of the draft leads to; gives
/// back what it came upon.
pub(crate) fn sought(
    reader: &mut Reader<'_>,
    cx: &Cx,
    (behavior, draft): (&Behavior, &mut Draft),
) -> Result<BTreeSet<Uuid>> {
    let mut asking = Asking::new(reader, cx);
    for seek in &behavior.seeks {
        seek(&mut asking, draft)?;
    }
    Ok(asking.found)
}

/// Records of a module that a question finds, so many at most.
pub(crate) fn all(
    reader: &mut Reader<'_>,
    cx: &Cx,
    (module, mut list): (&Arc<Module>, ListQuery),
    most: usize,
) -> Result<Vec<Record>> {
    list.limit = most.min(PAGE);
    let mut found = Vec::new();
    loop {
        let asked = [Asked(module.clone(), question(cx, module, &list)?)];
        let page = pages::read(reader, cx, &asked)?.into_iter().next().unwrap_or_default();
        found.extend(page.records);
        list.after = page.next;
        if list.after.is_none() || most <= found.len() {
            found.truncate(most);
            return Ok(found);
        }
    }
}

/// Records that are read at once.
const PAGE: usize = 500;
