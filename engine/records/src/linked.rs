//! Columns of a list that stand in the records that its records link to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{FieldRight, Right};
use catalog::filter::{self, Leaf, Path};
use catalog::{Field, Module};
use kernel::{RecordId, Result, Value};
use store::Reader;
use store::records::{self, Page, Record};

use crate::cx::Cx;
use crate::find::strip;

/// What a path such as `author.country` gives, where it leads somewhere; what is hidden from the
/// actor does not exist.
#[must_use]
pub fn path(cx: &Cx, module: &Module, named: &str) -> Option<Path> {
    // Nothing but a path is read, so that no further condition stands behind it.
    let is_path = named.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'.');
    let asked = is_path.then(|| format!("{named} is empty"))?;
    let asked = filter::parse(&cx.catalog, module, &asked).ok()?;
    let path = (*asked.paths().first()?).clone();
    hidden_part(cx, module, &path).is_none().then_some(path)
}

/// The name of what is hidden from the actor on a path.
pub(crate) fn hidden_part(cx: &Cx, module: &Module, path: &Path) -> Option<String> {
    let (rights, hop) = (&cx.actor.rights, path.link.as_ref());
    let hidden = |code: &str, name: &str| rights.field(code, name) == FieldRight::Hidden;
    let there = hop.map_or(module.code.as_str(), |hop| hop.module.as_str());
    let over =
        hop.filter(|hop| hidden(&module.code, &hop.field) || !rights.may(&hop.module, Right::See));
    let leaf = path.leaf.field().filter(|name| hidden(there, name));
    over.map(|hop| hop.field.clone()).or_else(|| leaf.map(str::to_owned))
}

/// A column that is reached over a link, such as `author.country`.
#[derive(Clone, Debug)]
pub struct LinkedColumn {
    /// As it is written.
    pub path: String,
    /// Position of the link among the fields.
    pub link: usize,
    /// The module it leads to.
    pub module: Arc<Module>,
    /// Position of the field there.
    pub at: usize,
}

impl LinkedColumn {
    /// Reads a path over one link; what is hidden from the actor does not exist.
    #[must_use]
    pub fn read(cx: &Cx, module: &Module, path: &str) -> Option<Self> {
        if !path.contains('.') {
            return None;
        }
        let known = self::path(cx, module, path)?;
        let (hop, Leaf::Field(name)) = (known.link?, known.leaf) else { return None };
        let target = cx.catalog.module(&hop.module)?.clone();
        let (link, at) = (module.position(&hop.field)?, target.position(&name)?);
        Some(LinkedColumn { path: path.to_owned(), link, module: target, at })
    }

    /// The field there.
    #[must_use]
    pub fn field(&self) -> &Field {
        &self.module.fields[self.at]
    }

    fn target(&self, record: &Record) -> Option<RecordId> {
        match record.values.get(self.link)? {
            Value::Link(link) if link.module == self.module.code => Some(link.id),
            _ => None,
        }
    }
}

/// Values of such columns for the records of a page; what is out of reach is empty.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    columns: Vec<LinkedColumn>,
    records: BTreeMap<RecordId, Record>,
}

impl Linked {
    /// The value of a column for a record; none for what is no such column.
    #[must_use]
    pub fn value(&self, record: &Record, path: &str) -> Option<&Value> {
        let column = self.columns.iter().find(|column| column.path == path)?;
        let there = column.target(record).and_then(|id| self.records.get(&id));
        Some(there.and_then(|there| there.values.get(column.at)).unwrap_or(&Value::Empty))
    }

    /// All values that columns show, to find out what they point to.
    pub(crate) fn values(&self) -> impl Iterator<Item = &Value> {
        self.records.values().flat_map(|record| &record.values)
    }
}

/// Those of some names that are reached over a link.
pub(crate) fn columns(cx: &Cx, module: &Module, names: &[String]) -> Vec<LinkedColumn> {
    names.iter().filter_map(|name| LinkedColumn::read(cx, module, name)).collect()
}

/// Reads what the records of a page link to, one statement for each module.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    cx: &Cx,
    page: &Page,
    columns: Vec<LinkedColumn>,
) -> Result<Linked> {
    let mut wanted: BTreeMap<&str, (&Module, BTreeSet<RecordId>, BTreeSet<usize>)> =
        BTreeMap::new();
    for column in &columns {
        let module = &column.module;
        let (_, ids, fields) =
            wanted.entry(&module.code).or_insert((module, BTreeSet::new(), BTreeSet::new()));
        ids.extend(page.records.iter().filter_map(|record| column.target(record)));
        fields.insert(column.at);
    }
    let mut found = BTreeMap::new();
    for (module, ids, fields) in wanted.into_values() {
        let (ids, fields): (Vec<_>, Vec<_>) =
            (ids.into_iter().collect(), fields.into_iter().collect());
        for mut record in records::some(reader, module, &cx.actor.scope, (&ids, &fields))? {
            strip(cx, module, &mut record);
            found.insert(record.id, record);
        }
    }
    Ok(Linked { columns, records: found })
}
